"""Refused writes, foreign ids, links lost in mid-session, and who is told of a look."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from autopsy.models import ReviewComment, Revision
from autopsy.services import review
from smartpick.access_table import TABLE
from smartpick.accounts.models import User
from smartpick.accounts.services import advising
from smartpick.campaign.models import ViewEntry
from tests.access.test_matrix import NOBODYS, address_of, enter
from tests.factories import autopsy_of, fill
from tests.fingerprint import fingerprint

ADVISEE = [name for name, line in TABLE.items() if line.of == "an advisee who shares"]
# What a page may write down of what it worked out: it says no more than the rows it was read from.
DERIVED = {"dean:cohort": {"dean.adviseerow", "campaign.cycle"}}
DEANS_OF_OTHERS = ("dean_ended", "dean_elsewhere")


@pytest.fixture
def comments(cast):
    """One pending and one finished comment on Ivo's version, by the dean of the other school."""
    version = cast.versions["ivo"]
    now = timezone.now()
    done = review.comment(version=version, dean=cast.dean_elsewhere, section="exams", text="Done")
    review.finish(version=version, dean=cast.dean_elsewhere, verdict="comment", message="", now=now)
    kept = review.comment(version=version, dean=cast.dean_elsewhere, section="exams", text="Kept")
    return done, kept


def nested_ids(cast, comments):
    """(person, address): each id inside an address, fed with one from outside their scope."""
    done, kept = comments
    maya = str(cast.applicants["maya"].code)
    autopsy = autopsy_of(cast.applicants["ivo"])
    fill(autopsy, "research", version=1, line="changed", publications=1)
    revision = Revision.objects.filter(autopsy=autopsy).first()
    link = cast.links["elsewhere"].code
    of_park = cast.admin_park.memberships.get(role="administrator")
    elsewhere = cast.dean_elsewhere.memberships.get(role="dean")
    assert of_park.school_id != elsewhere.school_id
    for comment in (done, kept):
        yield "dean_okafor", reverse("dean:comment-remove", args=[maya, comment.code])
        yield "dean_okafor", reverse("dean:comment-close", args=[maya, comment.code])
        yield "maya", reverse("autopsy:comment-reply", args=[comment.code])
        yield "maya", reverse("autopsy:comment-close", args=[comment.code])
    yield "maya", reverse("autopsy:restore", args=[revision.code])
    yield "maya", reverse("autopsy:withdraw", args=[99])
    for name in ("link", "link-accept", "link-end"):
        yield "maya", reverse(f"accounts:{name}", args=[link])
    yield "dean_okafor", reverse("dean:accept-request", args=[link])
    yield "admin_park", reverse("dean:end-role", args=[elsewhere.code])


@pytest.mark.django_db
def test_nested_id_from_outside_is_refused_and_changes_nothing(client, cast, comments):
    asked = list(nested_ids(cast, comments))
    before, told = fingerprint(), {}
    for person, address in asked:
        enter(client, cast, person)
        prove(client, cast.people[person])
        data = {"reply": "x", "text": "x", "keys": ["exams"]}
        told[person, address] = client.post(address, data).status_code

    assert {status for status in told.values() if status != 404} == set(), told
    assert fingerprint() == before


def prove(client, user):
    session = client.session
    session["proved"] = [user.pk, int(timezone.now().timestamp())]
    session.save()


@pytest.mark.django_db
def test_comment_on_a_section_that_is_not_shared_is_refused(client, cast):
    before = ReviewComment.objects.count()
    enter(client, cast, "dean_okafor")

    answer = client.post(address_of("dean:comment", cast), {"section": "red_flags", "text": "x"})

    assert (answer.status_code, ReviewComment.objects.count()) == (404, before)


@pytest.mark.django_db
@pytest.mark.parametrize("person", DEANS_OF_OTHERS)
def test_foreign_id_answers_as_one_that_was_never_used(client, cast, person):
    client.raise_request_exception = False
    enter(client, cast, person)
    differing = {}
    for name in ADVISEE:
        methods = [m for m in ("GET", "POST") if m in TABLE[name].methods]
        foreign = address_of(name, cast)
        unused = foreign.replace(str(cast.applicants["maya"].code), NOBODYS)
        for method in methods:
            told = [whole_answer(client, method, address) for address in (foreign, unused)]
            if told[0] != told[1]:
                differing[method, name] = told

    assert differing == {}


def whole_answer(client, method, address):
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = getattr(client, method.lower())(address, {} if method == "GET" else {"text": "x"})
    body = re.sub(rb"[0-9a-f]{8}-[0-9a-f-]{27}", b"", answer.content)
    body = re.sub(rb'(csrfmiddlewaretoken" value="|X-CSRFToken": ")\w+', b"", body)
    return answer.status_code, sorted(answer.headers), body, len(asked)


def lose_link(cast):
    advising.end(link=cast.links["okafor"], by="applicant", now=timezone.now())


def lose_role(cast):
    cast.dean_okafor.memberships.update(ended_on=timezone.localdate())


def lose_account(cast):
    User.objects.filter(pk=cast.dean_okafor.pk).update(is_active=False)


def lose_school(cast):
    school = cast.dean_okafor.memberships.get(role="dean").school
    school.closed_on = timezone.localdate()
    school.save()


def outlive_consent(cast):
    link = cast.links["okafor"]
    link.ends_on = timezone.localdate() - timedelta(days=1)
    link.save()


@pytest.mark.django_db
@pytest.mark.feature("X25")
@pytest.mark.parametrize("lose", [lose_link, lose_role, lose_account, lose_school, outlive_consent])
def test_dean_who_loses_the_right_is_refused_on_the_very_next_request(client, cast, lose):
    enter(client, cast, "dean_okafor")
    pages = ("dean:autopsy", "dean:autopsy-pdf", "dean:notes", "dean:advisee")
    assert client.get(address_of("dean:autopsy", cast)).status_code == 200

    lose(cast)

    told = {name: client.get(address_of(name, cast)) for name in pages}
    assert {answer.status_code for answer in told.values()} <= {302, 403, 404}
    assert [n for n, a in told.items() if a.status_code == 302 and "sign-in" not in a["Location"]
            and "login" not in a["Location"]] == []  # fmt: skip
    assert [n for n, a in told.items() if b"cnry-maya" in a.content] == []


@pytest.mark.django_db
@pytest.mark.feature("X15")
def test_each_look_of_a_dean_is_one_entry_with_who_what_and_the_keys(client, cast):
    enter(client, cast, "dean_okafor")
    keys = sorted(cast.links["okafor"].grants.filter(until=None).values_list("key", flat=True))
    for name in ADVISEE:
        if "GET" not in TABLE[name].methods:
            continue
        if TABLE[name].step_up:
            prove(client, cast.dean_okafor)
        before = set(ViewEntry.objects.values_list("pk", flat=True))

        answer = client.get(address_of(name, cast))

        assert answer.status_code in (200, 302), name
        made = ViewEntry.objects.exclude(pk__in=before)
        assert [(e.how, e.viewer_name, e.role, e.subject_code, e.keys) for e in made] == [
            (TABLE[name].log, "Dean Okafor", "dean", cast.applicants["maya"].code, keys)
        ], name


@pytest.mark.django_db
@pytest.mark.feature("X15")
def test_cohort_lists_an_advisee_once_a_day_however_often_it_is_opened(client, cast):
    enter(client, cast, "dean_okafor")
    for name in ("dean:cohort", "dean:reviews", "dean:cohort"):
        client.get(reverse(name))

    listed = ViewEntry.objects.filter(viewer_name="Dean Okafor", how="listed")
    assert [entry.subject_code for entry in listed] == [cast.applicants["maya"].code]


@pytest.mark.django_db
def test_refused_look_leaves_no_entry(client, cast):
    for person in DEANS_OF_OTHERS:
        enter(client, cast, person)
        client.get(address_of("dean:autopsy", cast))

    assert not ViewEntry.objects.filter(subject_code=cast.applicants["maya"].code).exists()


@pytest.mark.django_db
@pytest.mark.feature("X15")
def test_applicant_reads_each_look_on_the_next_page_two_clicks_from_anywhere(client, cast):
    enter(client, cast, "dean_okafor")
    client.get(address_of("dean:autopsy-pdf", cast))

    enter(client, cast, "maya")
    anywhere = client.get(reverse("autopsy:sections")).content.decode()
    page = client.get(reverse("home:who-sees")).content.decode()

    # One press opens the account's menu, the second follows this link.
    assert f'href="{reverse("home:who-sees")}"' in anywhere
    assert "printed your autopsy page" in re.sub(r"\s+", " ", page)


@pytest.mark.django_db
@pytest.mark.feature("X15")
def test_log_of_looks_can_be_neither_changed_nor_deleted(client, cast):
    enter(client, cast, "dean_okafor")
    client.get(address_of("dean:autopsy", cast))
    entry = ViewEntry.objects.get(viewer_name="Dean Okafor")
    entry.viewer_name = "Nobody"

    for deed in (entry.save, entry.delete, ViewEntry.objects.all().delete,
                 lambda: ViewEntry.objects.update(viewer_name="Nobody")):  # fmt: skip
        with pytest.raises(TypeError, match="insert-only"):
            deed()

    assert ViewEntry.objects.get(pk=entry.pk).viewer_name == "Dean Okafor"


@pytest.mark.django_db
def test_looking_at_pages_writes_nothing_but_the_log_of_looks(client, cast):
    """Mail scanners follow links: what is only asked for by GET or HEAD must not act."""
    client.raise_request_exception = False
    wrote = {}
    for person in ("maya", "dean_okafor", "admin_park"):
        enter(client, cast, person)
        before = fingerprint()
        for name, line in TABLE.items():
            if "GET" not in line.methods:
                continue
            address = address_of(name, cast)
            client.get(address)
            client.head(address)
            after = fingerprint()
            changed = {table for table in after if after[table] != before[table]}
            if changed - DERIVED.get(name, set()):
                wrote[person, name] = sorted(changed)
            before = after

    assert Session.objects.exists()
    assert wrote == {}
