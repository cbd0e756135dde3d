"""Every address against everybody, and no canary outside its cage."""

import ast
import io
import logging
import time
import zipfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.test import Client
from django.urls import get_resolver
from django.utils.module_loading import import_string

from smartpick.access_table import TABLE, Who
from smartpick.campaign.models import Narrative, ViewEntry
from smartpick.campaign.owned import Owned
from smartpick.common.checks import view_names
from smartpick.common.logs import OnlyKnownFields
from tests.cast import NAMED, canary, make_cast
from tests.fingerprint import fingerprint
from tests.pdf_text import words_of

ROOT = Path(__file__).resolve().parents[2]
MEMBERS = {"maya", "noor", "ivo", "both"}
STAFF = {"dean_okafor", "dean_ruiz", "dean_ended", "dean_elsewhere", "admin_park", "operator"}
ENTERING = {
    Who.ANYONE: {"signed_out", "guest", *MEMBERS, *STAFF},
    Who.PERSON: {"guest", *MEMBERS, *STAFF},
    Who.MEMBER: {*MEMBERS, *STAFF},
    Who.DEAN: {"dean_okafor", "dean_ruiz", "dean_ended", "dean_elsewhere"},
    Who.ADMINISTRATOR: {"admin_park"},
    Who.OPERATOR: {"operator"},
    Who.TRYOUT: set(),
}
# `both` is an applicant and a dean with a factor; the applicants alone hold no role.
ENTERING[Who.DEAN] |= {"both"}
ENTERING[Who.ANYONE] |= {"gone", "dean_no_factor"}  # an ended account is a stranger
# Where somebody who owes a second factor is sent to set it.
FACTOR_PAGES = {"accounts:sign-in-settings", "accounts:confirm"}
PEOPLE = [
    "signed_out", "guest", "maya", "noor", "ivo", "dean_okafor", "dean_ruiz", "dean_ended",
    "dean_elsewhere", "dean_no_factor", "admin_park", "operator", "gone", "both",
]  # fmt: skip
PREFIXES = (
    "home:", "accounts:", "autopsy:", "mentors:", "outreach:", "timeline:", "dean:", "records:",
    "picks:",
)  # fmt: skip
NOBODYS = "00000000-0000-4000-8000-000000000000"
SLUGS = {
    "slug": "specialty", "cause": "qualification", "number": "1", "weakness": "letters",
    "token": "no-such-token", "key": "reason", "how": "copied", "rule": "AT-07",
    "step": "asked", "level": "reference", **NAMED,
}  # fmt: skip


def address_of(name, cast):
    """The address on Maya's record, where the address names somebody's."""
    match = get_resolver().reverse_dict  # fills the resolver
    assert match is not None
    codes = {"code": str(cast.codes.get(name, cast.applicants["maya"].code))}
    for prefix in PREFIXES:
        if name.startswith(prefix):
            resolver = get_resolver().namespace_dict[prefix.rstrip(":")]
            start, inner = resolver
            found = inner.reverse_dict.getlist(name.removeprefix(prefix))
            possibility, wanted = found[0][0][0]
            values = {key: codes.get(key) or SLUGS.get(key, NOBODYS) for key in wanted}
            return f"/{start}{possibility % values}"
    raise AssertionError(name)


def enter(client, cast, person):
    client.logout()
    user = cast.people[person]
    if user is not None:
        client.force_login(user)


def prove(client):
    """As somebody who proved a minute ago that it is them."""
    session = client.session
    session["proved"] = [int(session["_auth_user_id"]), time.time()]
    session.save()


@dataclass(frozen=True)
class Answer:
    """`body` is all that the asker gets to see: headers, redirect and file name too, and the words
    of a document or an archive as they are read."""

    status_code: int
    body: bytes
    stored: str = ""  # what Cache-Control says


@pytest.fixture(scope="module")
def all_pages(django_db_setup, django_db_blocker):
    """(person, address name) -> the GET's answer, for each line that answers GET.

    Asked once for the whole file, in a transaction that is rolled back: it is some hundred pages.
    """
    client, told = Client(raise_request_exception=False), {}
    with django_db_blocker.unblock(), transaction.atomic(), listening() as SAID["log"]:
        cast = make_cast()
        for person in PEOPLE:
            enter(client, cast, person)
            for name, line in TABLE.items():
                if "GET" in line.methods:
                    answer = client.get(address_of(name, cast))
                    stored = answer.headers.get("Cache-Control", "")
                    told[person, name] = Answer(answer.status_code, seen(answer), stored)
        transaction.set_rollback(True)
    return told


SAID = {}  # what was logged while all pages were asked


@contextmanager
def listening():
    """Everything that our log writes, at its most talkative."""
    heard, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(heard)
    told = settings.LOGGING
    handler.addFilter(OnlyKnownFields())
    handler.setFormatter(import_string(told["formatters"]["json"]["()"])())
    levels = {name: logging.getLogger(name).level for name in ("", "django", "django.request")}
    root.addHandler(handler)
    for name in levels:
        logging.getLogger(name).setLevel(logging.DEBUG)
    try:
        yield heard
    finally:
        root.removeHandler(handler)
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)


def seen(answer):
    """Headers (a redirect and a file's name are among them) and body, documents in words."""
    body, kind = whole(answer), answer.headers.get("Content-Type", "")
    if body.startswith(b"%PDF") and kind == "application/pdf":
        body += words_of(body).encode()
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as pack:
            body += b"".join(pack.read(name) for name in pack.namelist())
    head = "\n".join(f"{name}: {value}" for name, value in answer.headers.items())
    return head.encode() + b"\n\n" + body


def whole(answer):
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.feature("X24")
def test_no_page_fails_and_no_door_stands_open(all_pages):
    failed = {
        key: answer.status_code for key, answer in all_pages.items() if answer.status_code >= 500
    }
    entered = {
        (person, name): answer.status_code
        for (person, name), answer in all_pages.items()
        if answer.status_code == 200
        and person not in ENTERING[TABLE[name].who]
        and not (person == "dean_no_factor" and name in FACTOR_PAGES)
    }

    assert failed == {}
    assert entered == {}


def test_own_pages_open_for_their_people(all_pages, cast):
    """What a code of Maya's names opens for her, and is not there for the others."""
    wrong = {
        (person, name): all_pages[person, name].status_code
        for person in ("maya", "noor", "ivo")
        for name, line in TABLE.items()
        if line.of == "own record"
        and "GET" in line.methods
        and name not in ("autopsy:version",)
        and (all_pages[person, name].status_code in (200, 302))
        != (person == "maya" or name not in cast.codes)
    }

    assert wrong == {}


@pytest.mark.feature("X24", "X25")
@pytest.mark.proof("P2")
def test_no_canary_leaves_its_cage(all_pages, told):
    """Maya's texts reach Maya and the one dean she shares with; nobody else, on no page, in no
    header, file name or redirect, in no document."""
    assert leaks(all_pages) == set()
    with told.control("the name of a file with a canary in it"):
        head = b'Content-Disposition: attachment; filename="cnry-maya-name.pdf"\n\n'
        assert leaks(all_pages | {("ivo", "x"): Answer(200, head)}) == set()
    told.figure(f"{len(all_pages):,} answers, 0 canaries outside")


def leaks(pages):
    return {
        (person, name)
        for (person, name), answer in pages.items()
        if person not in ("maya", "dean_okafor") and b"cnry-maya" in answer.body
    }


@pytest.mark.proof("A7")
def test_log_at_its_most_talkative_names_nobody_and_holds_no_word_of_a_record(all_pages, told):
    heard = SAID["log"].getvalue()
    words = ("cnry-", "Maya Cnryname", "maya@alum.example", "Noor Other")

    assert len(heard) > 1000
    assert [word for word in words if word in heard] == []
    with told.control("a log that takes what it is given"):
        line = logging.LogRecord("x", 20, "x", 1, "opened", None, None)
        line.__dict__["note"] = "cnry-maya-note"
        text = import_string(settings.LOGGING["formatters"]["json"]["()"])().format(line)
        assert "cnry-" not in text
    told.figure(f"{len(all_pages):,} requests logged at DEBUG: 0 canaries, 0 names")


def test_documents_are_read_and_not_only_carried(all_pages):
    """Else a canary inside a compressed page would never be seen."""
    paper = all_pages["maya", "autopsy:summary-pdf"].body

    assert b"cnry-maya-situation" in paper
    assert b"filename" in paper


@pytest.mark.proof("P9")
def test_cache_on_the_way_crosses_nobodys_page(all_pages, told):
    """Two people through a proxy that keeps whatever the headers let it keep."""
    asked = [(name, all_pages["maya", name], all_pages["ivo", name])
             for name, line in TABLE.items() if "GET" in line.methods]  # fmt: skip

    assert crossed(asked) == []
    signed_in = [
        (person, name)
        for (person, name), answer in all_pages.items()
        if person != "signed_out" and answer.status_code == 200 and "no-store" not in answer.stored
    ]
    assert signed_in == []
    with told.control("answers without their header"):
        assert crossed([(name, replace(a, stored=""), b) for name, a, b in asked]) == []
    told.figure(f"{len(asked)} pages asked by two people: 0 crossed")


def crossed(asked):
    """The second asker gets what was kept of the first one's answer."""
    kept = {}
    for name, first, _ in asked:
        if first.status_code == 200 and not {"no-store", "private"} & set(
            first.stored.replace(" ", "").split(",")
        ):
            kept[name] = first.body
    return [name for name, _, second in asked if kept.get(name, second.body) != second.body]


@pytest.mark.feature("4.10")
def test_schools_people_are_seen_by_the_school_and_its_applicants_alone(all_pages):
    readers = {who for (who, _), answer in all_pages.items() if b"cnry-riverside" in answer.body}

    assert readers <= {
        "maya", "noor", "both", "dean_okafor", "dean_ruiz", "dean_ended", "admin_park",
        "dean_no_factor",
    }  # fmt: skip
    assert {"maya", "noor"} <= readers


@pytest.mark.feature("4.8")
def test_own_people_and_files_stay_with_their_applicant(all_pages):
    words = [canary("maya", field).encode() for field in ("paper", "cell", "header")]
    readers = {
        (who, page)
        for (who, page), answer in all_pages.items()
        for word in words
        if word in answer.body
    }

    # To whom the one mail went that Maya shows her dean by name.
    shown = {("dean_okafor", "dean:documents"), ("dean_okafor", "dean:message")}
    assert {who for who, _ in readers - shown} == {"maya"}


def test_name_of_a_chosen_person_is_read_by_the_dean_with_whom_people_are_shared(all_pages):
    word = canary("maya", "faculty").encode()

    assert {who for (who, _), answer in all_pages.items() if word in answer.body} == {
        "maya", "dean_okafor"}  # fmt: skip


def test_private_rank_and_the_texts_of_unshared_sections_never_reach_the_dean(all_pages):
    pages = [answer.body for (who, _), answer in all_pages.items() if who == "dean_okafor"]

    assert [page for page in pages if b"977" in page] == []
    assert [page for page in pages if canary("maya", "happened").encode() in page] == []


def test_private_note_stays_with_the_dean_who_wrote_it(all_pages):
    word = canary("maya", "private").encode()
    readers = {who for (who, _), answer in all_pages.items() if word in answer.body}

    assert readers == {"dean_okafor"}


@pytest.mark.parametrize("text", ["question", "wsubject", "wtext", "known"])
def test_what_stands_between_a_dean_and_an_advisee_is_read_by_these_two(all_pages, text):
    word = canary("maya", text).encode()
    readers = {who for (who, _), answer in all_pages.items() if word in answer.body}

    assert readers - {"maya"} <= {"dean_okafor"}
    assert readers


@pytest.mark.proof("P3")
def test_post_without_standing_changes_nothing(client, cast, told):
    """Each POST address, by each person who may not use it: refused, sent to a door, or absent.
    No row of any table is another than before."""
    client.raise_request_exception = False
    let_in, before, count = {}, fingerprint(), 0
    for person in PEOPLE:
        enter(client, cast, person)
        for name, line in TABLE.items():
            if "POST" not in line.methods or person in ENTERING[line.who] or name in FACTOR_PAGES:
                continue
            status = client.post(address_of(name, cast), {"text": "x"}).status_code
            count += 1
            if status not in (302, 401, 403, 404):
                let_in[person, name] = status

    assert let_in == {}
    assert fingerprint() == before
    with told.control("one word changed by one of them"):
        Narrative.objects.filter(cycle__applicant=cast.applicants["maya"]).update(changed="x")
        assert fingerprint() == before
    told.figure(f"{count} refused writes, {len(before)} tables unchanged")


def test_stranger_cannot_post_into_anothers_record(client, cast):
    """Addresses of deans that name Maya's record, by deans who do not advise her."""
    client.raise_request_exception = False
    told = set()
    for person in ("dean_ruiz", "dean_ended", "dean_elsewhere", "both"):
        enter(client, cast, person)
        prove(client)  # so that the gate answers, and not the door before it
        for name, line in TABLE.items():
            if line.of == "an advisee who shares" and "POST" in line.methods:
                told.add(client.post(address_of(name, cast), {"text": "x"}).status_code)

    assert told == {404}


@pytest.mark.feature("X15")
def test_deans_look_is_written_down_for_the_applicant(client, cast):
    client.force_login(cast.dean_okafor)
    client.get(address_of("dean:autopsy", cast))

    client.force_login(cast.maya)
    page = client.get(address_of("home:who-sees", cast))

    assert ViewEntry.objects.filter(viewer_name="Dean Okafor").exists()
    assert b"Dean Okafor" in page.content


def test_table_and_addresses_name_each_other():
    mine = {name for name in view_names() if name.startswith(PREFIXES)}

    assert mine == set(TABLE)


def test_each_table_of_a_person_is_owned():
    """Whatever hangs on a cycle says whose it is."""
    loose = {
        model.__name__
        for model in apps.get_models()
        for field in model._meta.fields
        if field.related_model is not None
        and field.related_model.__name__ in ("Cycle", "MatchAutopsy")
        and not issubclass(model, Owned)
    }

    assert loose == set()


def test_only_the_private_page_imports_the_private_rank():
    readers = set()
    for path in ROOT.glob("[a-z]*/**/*.py"):
        if "migrations" in path.parts or "tests" in path.parts or ".venv" in str(path):
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            names = [alias.name for alias in getattr(node, "names", []) if hasattr(alias, "name")]
            if "PrivateRank" in names:
                readers.add(path.relative_to(ROOT).as_posix())

    assert readers <= {"autopsy/services/rank.py", "autopsy/models/__init__.py"}
