"""R3, R10: a press is one mail or a draft, whatever is killed and however often it is pressed."""

import contextlib
import functools
import os
import random
import socket
import threading
import time
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait

import pytest

from tests.drills.house import House
from tests.drills.presses import Browser, reader
from tests.drills.sink import Sink

pytestmark = pytest.mark.worker
HANDS = 6
BOTH = pytest.mark.parametrize("where", ["PostgreSQL", "SQLite"])


@pytest.fixture(scope="module")
def world_of():
    """`world_of("SQLite")`: a house with every table, and the sink that its mails come to."""
    with contextlib.ExitStack() as opened:

        @functools.cache
        def world(where):
            if "PGHOST" not in os.environ:
                pytest.fail("run it through python3 manage.py test")
            database = {"PGHOST": os.environ["PGHOST"]} if where == "PostgreSQL" else None
            sink = opened.enter_context(Sink())
            house = opened.enter_context(House(sink, database=database))
            house.ask("whole")
            return house, sink

        yield world


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def path_of(form, deed="send"):
    return f"/emails/{form['code']}/{deed}/"


def pressed_and_killed(world, browser, forms, *, kills, broken=""):
    """Six hands press Send on their drafts; soon after the first landed the server is killed."""
    seen = {}
    for life in range(kills):
        web = world.start_web(browser.port, broken)
        browser.look("/emails/")
        with ThreadPoolExecutor(HANDS) as hands:
            share = {form["code"]: hands.submit(browser.press, path_of(form), form)
                     for form in forms[life::kills]}  # fmt: skip
            seen |= share
            wait(share.values(), 20, FIRST_COMPLETED)
            time.sleep(random.uniform(0, 0.15))  # noqa: S311
            world.kill(web)
    return {code: answer.result() for code, answer in seen.items()}


def never_queued(rows):
    """Mails that call themselves on their way with nothing in the outbox, or the other way."""
    return [code for code, (state, _, sendings) in rows.items()
            if (state == "draft") != (sendings == 0)]  # fmt: skip


def copies(sink, name):
    """How many copies of each mail the reader got."""
    return [count for (_, to), count in sink.counts().items() if to == reader(name)]


@pytest.mark.drill("R3")
@pytest.mark.feature("5.14")
@BOTH
def test_killed_web_server_leaves_a_mail_or_a_draft(size, told, world_of, port, where):
    quick = (40, 4) if where == "PostgreSQL" else (16, 2)
    presses, kills = size(quick, (300, 30))
    world, sink = world_of(where)
    desk = world.ask("desk", "kills", presses)
    browser = Browser(port, desk["session"])
    seen = pressed_and_killed(world, browser, desk["forms"], kills=kills)
    rows = world.ask("rows", "kills")
    cut = [form for form in desk["forms"] if seen[form["code"]] is None]
    drafts = [form for form in cut if rows[form["code"]][0] == "draft"]
    wrong = never_queued(rows)
    broken = [code for code, answer in seen.items()
              if answer and (answer[0], rows[code][0]) != (302, "queued")]  # fmt: skip

    web = world.start_web(port)
    shown = [rows[form["code"]][1] in browser.look(path_of(form, "")[:-1])[2] for form in drafts]
    landed = {form["code"]: browser.press(path_of(form), form)[:2] for form in cut}
    world.ask("send_all")
    world.kill(web)

    twice = sum(count > 1 for count in copies(sink, "kills"))
    told.figure(
        f"{where}: {presses} presses, {kills} kills, {len(cut)} cut off: {len(wrong)} saved but"
        f" never queued, {len(drafts)} still a draft on screen; after a second press"
        f" {len(copies(sink, 'kills'))} mails, {twice} twice"
    )
    assert (wrong, broken) == ([], [])
    assert all(shown)
    assert landed == {code: (302, f"/emails/{code}/") for code in landed}
    assert copies(sink, "kills") == [1] * presses
    assert {state for state, _, _ in world.ask("rows", "kills").values()} == {"sent"}


@pytest.mark.drill("R3")
def test_mail_that_a_thread_writes_later_is_noticed(size, told, world_of, port):
    broken = "saved, then queued by a thread"
    presses, kills = size((24, 2), (100, 10))
    world, _ = world_of("PostgreSQL")
    desk = world.ask("desk", "later", presses)
    browser = Browser(port, desk["session"])
    pressed_and_killed(world, browser, desk["forms"], kills=kills, broken=broken)
    wrong = never_queued(world.ask("rows", "later"))

    told.figure(f"{len(wrong)} of {presses} saved but never queued")
    with told.control(broken):
        assert wrong == []


def at_once(browser, path, form, times=50):
    """The same form from so many hands in the same moment; what each of them saw."""
    start = threading.Barrier(times)

    def press():
        start.wait()
        return browser.press(path, form)

    with ThreadPoolExecutor(times) as hands:
        return [answer.result() for answer in [hands.submit(press) for _ in range(times)]]


@pytest.mark.drill("R10")
@pytest.mark.feature("5.14")
@BOTH
def test_fifty_presses_of_send_at_once_are_one_mail(told, world_of, port, where):
    world, sink = world_of(where)
    desk = world.ask("desk", "fifty", 1)
    form, browser = desk["forms"][0], Browser(port, desk["session"])
    web = world.start_web(port)

    seen = at_once(browser, path_of(form), form)
    back = browser.press(path_of(form), form)
    world.ask("send_all")
    back_later = browser.press(path_of(form), form)
    world.ask("send_all")

    second = world.ask("again", "fifty", form["subject"], form["body"].upper())
    asked = browser.press(path_of(second), second)
    held = world.ask("rows", "fifty")[second["code"]]
    browser.press(path_of(second), second | {"said": "again", "version": held_version(asked)})
    world.ask("send_all")
    world.kill(web)

    landed = {answer[:2] for answer in [*seen, back, back_later]}
    told.figure(f"{where}: 50 presses at once, Back and Send again: {len(landed)} page,"
                f" {copies(sink, 'fifty')[:1]} mail; the same words asked first")  # fmt: skip
    assert landed == {(302, f"/emails/{form['code']}/")}
    assert (asked[0], held[0], held[2]) == (422, "draft", 0)
    assert "Send them again?" in asked[2]
    assert copies(sink, "fifty") == [1, 1]


def held_version(answer):
    """The version that the page with the question carries."""
    return answer[2].split('name="version" value="', 1)[1].split('"', 1)[0]


@pytest.mark.drill("R10")
def test_presses_without_the_one_sending_of_a_form_are_noticed(told, world_of, port):
    broken = "a key for each press"
    world, sink = world_of("PostgreSQL")
    desk = world.ask("desk", "keys", 1)
    form, browser = desk["forms"][0], Browser(port, desk["session"])
    web = world.start_web(port, broken)
    at_once(browser, path_of(form), form, times=20)
    world.ask("send_all")
    world.kill(web)

    told.figure(f"20 presses made {len(copies(sink, 'keys'))} mails")
    with told.control(broken):
        assert copies(sink, "keys") == [1]


@pytest.mark.drill("R10")
@pytest.mark.feature("5.15")
@BOTH
def test_twenty_presses_of_every_other_button_have_one_effect(told, world_of, port, where):
    world, _ = world_of(where)
    desk = world.ask("desk", "buttons", 1)
    browser = Browser(port, desk["session"])
    web = world.start_web(port)
    found, today = {}, time.strftime("%Y-%m-%d")

    def press(name, path, form):
        before = world.ask("counts", "buttons")
        seen = at_once(browser, path, form, times=20)
        now = world.ask("counts", "buttons")
        found[name] = {key: now[key] - before[key] for key in now if now[key] != before[key]}
        return {answer[:2] for answer in seen}

    begun = press("begin", f"/faculty/{desk['person']}/emails/new/", {"kind": "thanks_recap"})
    code = world.ask("hand_over", "buttons")
    sent = press("sent", f"/emails/{code}/sent/", {"on": today})
    reply = {"answer": "replied", "answered_on": today, "text": "Send times"}
    answered = press("answer", f"/emails/{code}/answer/", reply)
    world.kill(web)

    told.figure(f"{where}: 20 presses each: {found}")
    assert [len(pages) for pages in (begun, sent, answered)] == [1, 1, 1]
    assert {page[0] for page in [*begun, *sent, *answered]} == {302}
    assert found == {"begin": {"mails": 1}, "sent": {"contacts": 1}, "answer": {"contacts": 1}}
