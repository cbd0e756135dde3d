"""Two tabs, a dead server, a session that ended, a double click: nothing typed is lost."""

import re

import pytest

from autopsy.models import ResearchFacts, SectionState
from smartpick.machine.management.commands.shots import served
from tests.browser.steps import Count, barriers, fill, press
from tests.factories import autopsy_of, make_applicant

pytestmark = pytest.mark.browser
MINE = "The words of the second tab"
THEIRS = "The words of the first tab"


def saved(page):
    return page.locator("[data-save-line]").filter(has_text=re.compile(r"^\s*Saved"))


@pytest.fixture
def person(site):
    return make_applicant("wren@alum.example", name="Wren Vale")


@pytest.mark.feature("2.6")
def test_two_tabs_on_one_section_show_both_texts(site, signed_in, person):
    context = signed_in(person.user)
    first, second = context.new_page(), context.new_page()
    for page in (first, second):
        page.goto(f"{site}/autopsy/research/")
    fill(first, {"line": THEIRS, "publications": 1}, Count(first))
    press(first, "Continue")
    first.wait_for_url("**/autopsy/clinical/")

    second.context.set_offline(True)  # no autosave in between
    fill(second, {"line": MINE, "publications": 2}, Count(second))
    second.context.set_offline(False)
    press(second, "Continue")

    second.get_by_role("heading", name="This section was saved in another tab").wait_for()
    assert THEIRS in second.content()
    assert second.locator("[name=line]").input_value() == MINE
    press(second, "Continue")
    second.wait_for_url("**/autopsy/clinical/")
    assert ResearchFacts.objects.get(autopsy=autopsy_of(person)).line == MINE


@pytest.fixture
def held(signed_in, person, site):
    """A page whose first autosave is on its way: (page, the held request)."""
    page = signed_in(person.user).new_page()
    page.goto(f"{site}/autopsy/research/")
    routes = []
    page.route("**/save/", lambda route: routes.append(route))  # noqa: PLW0108
    with page.expect_request("**/save/"):
        page.locator("[name=line]").fill("half a sen")
    page.locator("[name=line]").fill(MINE)
    return page, routes[0]


@pytest.mark.feature("2.6")
def test_continue_while_own_autosave_is_answered_late_meets_no_conflict(held, person):
    page, route = held
    route.fetch()  # the server has stored it; its answer does not come back

    press(page, "Continue")
    page.wait_for_url("**/autopsy/clinical/")

    assert ResearchFacts.objects.get(autopsy=autopsy_of(person)).line == MINE


@pytest.mark.feature("2.6")
def test_autosave_that_arrives_after_continue_does_not_bring_half_a_sentence_back(held, person):
    page, route = held

    press(page, "Continue")
    page.wait_for_url("**/autopsy/clinical/")
    late = page.request.post(
        route.request.url,
        data=route.request.post_data_buffer,
        headers={"Content-Type": route.request.headers["content-type"]},
    )

    assert late.ok
    assert ResearchFacts.objects.get(autopsy=autopsy_of(person)).line == MINE


@pytest.mark.feature("2.6")
def test_signed_out_while_typing_keeps_the_words(site, signed_in, person):
    context = signed_in(person.user, scripts=False)
    page = context.new_page()
    page.goto(f"{site}/autopsy/research/")
    fill(page, {"line": MINE}, Count(page))
    context.clear_cookies(name="sessionid")
    context.clear_cookies(name="__Host-sessionid")

    press(page, "Continue")

    assert MINE in page.content()
    assert "/autopsy/research/" in page.content()


@pytest.mark.feature("2.6")
def test_double_click_on_continue_saves_once(site, signed_in, person):
    page = signed_in(person.user).new_page()
    page.goto(f"{site}/autopsy/class-rank/")
    fill(page, {"class_quartile": "2"}, Count(page))

    page.get_by_role("button", name="Continue", exact=True).dblclick()
    page.wait_for_url("**/autopsy/research/")

    state = SectionState.objects.get(autopsy=autopsy_of(person), section="class_rank")
    assert (state.state, "autosaved before" if state.version > 2 else "once") == ("done", "once")


@pytest.mark.feature("2.6")
def test_network_lost_while_typing_is_said_and_mended(site, signed_in, person):
    context = signed_in(person.user)
    page = context.new_page()
    page.goto(f"{site}/autopsy/research/")
    context.set_offline(True)
    fill(page, {"line": "x" * 120}, Count(page))
    page.get_by_text("Not saved").first.wait_for(timeout=4000)

    context.set_offline(False)

    saved(page).wait_for(timeout=8000)
    assert ResearchFacts.objects.get(autopsy=autopsy_of(person)).line == "x" * 120
    assert barriers(page) == []


@pytest.mark.feature("2.6", "X41")
def test_server_killed_while_saving_loses_no_word(open_browser, tmp_path):
    page = open_browser().new_page()
    tryout = served(tmp_path)
    with tryout as site:
        page.goto(site)
        press(page, "Start my autopsy")
        page.goto(f"{site}/autopsy/research/")
        page.locator("[name=line]").wait_for()
    page.locator("[name=line]").fill(MINE)
    page.get_by_text("Not saved").first.wait_for(timeout=4000)

    with tryout:
        saved(page).wait_for(timeout=40_000)
        page.reload()

        assert page.locator("[name=line]").input_value() == MINE
