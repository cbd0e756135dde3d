"""The morning: who needs the dean and why; what is shared and what is not; a hundred a page."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from autopsy.services import review
from mentors.services import stages
from outreach.models import Letter
from smartpick.accounts.models import AdvisingLink, Applicant, ShareGrant, User
from smartpick.accounts.services import advising
from smartpick.accounts.sharing import ON_AT_FIRST
from smartpick.campaign.models import Cycle, ViewEntry
from smartpick.dean.models import AdviseeRow, DeanMessage, SavedFilter
from smartpick.dean.queries import cohort
from smartpick.dean.services import rows, words
from smartpick.outbox.models import Intent
from tests.access.test_matrix import prove
from tests.factories import (
    autopsy_of,
    fill,
    link_to,
    make_applicant,
    make_dean,
    make_school,
    make_target,
    submitted,
)
from timeline.models import PlanItem
from timeline.services.plan import build_plan

pytestmark = pytest.mark.django_db
COHORT = "/dean/"


def days(count):
    return timezone.now() - timedelta(days=count)


@pytest.fixture
def dean():
    return make_dean("okafor@riverside.example", make_school(), name="Dean Okafor")


def advisee(dean, name, *, keys=ON_AT_FIRST, opened=0):
    """Somebody who shares; their cycle was opened so many days ago."""
    address = name.split()[0].lower() if name[0].isalpha() else "sign"
    if name.split()[-1].isdigit():
        address += name.split()[-1]
    person = make_applicant(f"{address}@alum.example", name=name)
    Cycle.objects.filter(applicant=person).update(opened_on=days(opened).date())
    link_to(person, dean, keys=keys)
    return person


def waits(person, count):
    """A version that was submitted so many days ago."""
    autopsy = autopsy_of(person)
    if not autopsy.versions.exists():
        fill(autopsy, "specialty", primary_specialty="Orthopaedic Surgery", match_year=2026)
    version = submitted(autopsy)
    type(version).objects.filter(pk=version.pk).update(submitted_at=days(count))
    return version


def row(person):
    return AdviseeRow.objects.get(link__applicant=person)


def page(client, dean, address=COHORT):
    client.force_login(dean)
    return client.get(address)


@pytest.mark.feature("X29")
def test_morning_tells_who_needs_the_dean_with_reasons_and_in_order(client, dean):
    linh, marcus = advisee(dean, "Linh Vale"), advisee(dean, "Marcus Bell", opened=31)
    advisee(dean, "Uma Vale", opened=2)
    waits(linh, 6)

    shown = page(client, dean)

    told = shown.context["page"]
    assert [line.name for line in told.top] == ["Linh Vale", "Marcus Bell"]
    assert [line.reason for line in told.top] == [
        "Autopsy has waited 6 days for your review.",
        "Nothing logged for 31 days.",
    ]
    assert told.counts == {"needs_you": 2, "on_track": 1}
    assert "2 advisees need you" in shown.content.decode()
    assert marcus.shown_name in shown.content.decode()


@pytest.mark.feature("X29")
def test_mentor_who_stands_still_for_ninety_days_is_a_stall(client, dean):
    person = advisee(dean, "Linh Vale")
    target = make_target(person)
    stages.take_seat(target=target, seat="core", by=person.user, now=timezone.now())
    type(target.mentorship).objects.update(stage_since=days(95).date())
    rows.work_out(applicants=[person.pk], now=timezone.now())

    [line] = page(client, dean).context["page"].top

    assert line.reason == "Advisor unchanged for 95 days."


def test_letter_that_is_due_and_not_answered_is_a_reason_by_its_own_key(client, dean):
    person = advisee(dean, "Linh Vale")
    due = timezone.localdate() + timedelta(days=9)
    letter = Letter.objects.create(target=make_target(person), kind="clinical", due_on=due)
    rows.work_out(applicants=[person.pk], now=timezone.now())

    [line] = page(client, dean).context["page"].top
    assert (line.reason, line.letters) == (
        "A letter is due in 9 days and is not answered.",
        "0 of 1",
    )

    Letter.objects.filter(pk=letter.pk).update(answered_on=timezone.localdate(), state="answered")
    rows.work_out(applicants=[person.pk], now=timezone.now())
    told = page(client, dean).context["page"]
    assert (told.top, told.rows[0].letters) == ([], "1 of 1")


def test_no_core_mentor_is_judged_by_the_day_in_the_persons_own_plan(client, dean):
    person = advisee(dean, "Linh Vale")
    cycle = person.cycles.get()
    Cycle.objects.filter(pk=cycle.pk).update(failed_year=2026, track="long", target_year=2028)
    cycle.refresh_from_db()
    build_plan(cycle=cycle, today=date(2026, 4, 1), now=timezone.now())
    late = days(40).date()
    PlanItem.objects.filter(cycle=cycle, template_key="PL-06").update(
        starts_on=late, ends_on=late, state="planned"
    )
    PlanItem.objects.filter(cycle=cycle, template_key="PL-05").update(state="done", done_on=late)
    rows.work_out(applicants=[person.pk], now=timezone.now())

    [line] = page(client, dean).context["page"].top
    assert line.reason == f"No core mentor; the plan had one by {late:%B} {late.day}."

    PlanItem.objects.filter(cycle=cycle, template_key="PL-06").update(state="dropped")
    rows.work_out(applicants=[person.pk], now=timezone.now())
    assert page(client, dean).context["page"].top == []


# --- marks: nothing is older than what it shows --------------------------------------------------


def test_review_that_is_finished_ends_its_reason_on_the_next_page(client, dean):
    person = advisee(dean, "Linh Vale")
    version = waits(person, 8)
    assert page(client, dean).context["page"].needing == 1

    review.finish(version=version, dean=dean, verdict="sign_off", message="", now=timezone.now())

    told = page(client, dean).context["page"]
    assert (told.needing, told.rows[0].autopsy) == (0, "Version 1 signed off")


@pytest.mark.feature("X25")
def test_key_that_is_turned_off_takes_its_reason_and_its_columns_along_at_once(client, dean):
    person = advisee(dean, "Marcus Bell", opened=40)
    target = make_target(person)
    stages.take_seat(target=target, seat="core", by=person.user, now=timezone.now())
    assert page(client, dean).context["page"].rows[0].core == "1 of 2"

    link = AdvisingLink.objects.get(applicant=person)
    keys = [key for key in ON_AT_FIRST if key != "people"]
    advising.set_keys(link=link, keys=keys, now=timezone.now())

    [line] = page(client, dean).context["page"].rows
    assert (line.core, line.standing.logged_on, line.judged.because) == ("-", None, ())
    assert line.reason == "Does not share People."


def test_link_that_ended_is_gone_from_list_and_counts_at_once(client, dean):
    person = advisee(dean, "Marcus Bell", opened=40)
    assert page(client, dean).context["page"].all_count == 1

    link = AdvisingLink.objects.get(applicant=person)
    advising.end(link=link, by="applicant", now=timezone.now())

    told = page(client, dean).context["page"]
    assert (told.rows, told.all_count) == ([], 0)
    assert "Marcus Bell" not in page(client, dean).content.decode()


def test_derived_line_that_outlived_its_consent_opens_nothing(client, dean):
    person = advisee(dean, "Marcus Bell", opened=40)
    page(client, dean)
    AdvisingLink.objects.filter(applicant=person).update(ends_on=days(1).date())

    assert page(client, dean).context["page"].rows == []


def test_sweep_works_out_marked_campaigns_and_those_whose_day_has_come(dean):
    person = advisee(dean, "Linh Vale")
    assert rows.sweep_rows(now=timezone.now()) == 1
    assert rows.sweep_rows(now=timezone.now()) == 0

    later = timezone.now() + timedelta(days=21)
    assert rows.sweep_rows(now=later) == 1
    assert (row(person).level, row(person).rules) == ("needs_you", "AT-04")

    waits(person, 0)
    assert Cycle.objects.get(applicant=person).campaign_changed_at is not None
    rows.sweep_rows(now=timezone.now())
    assert row(person).standing["version"] == 1


def test_nightly_check_finds_a_line_that_no_mark_told_of_and_repairs_it(dean):
    person = advisee(dean, "Linh Vale")
    rows.sweep_rows(now=timezone.now())
    AdviseeRow.objects.update(place=7, rules="AT-07")

    assert rows.compare_rows(now=timezone.now(), share=1) == [row(person).link_id]
    assert rows.compare_rows(now=timezone.now(), share=1) == []
    assert row(person).rules == ""


# --- the list -------------------------------------------------------------------------------------


def many(dean, count):
    """So many advisees at once, with an open cycle each and no line yet."""
    membership, now = dean.memberships.get(), timezone.now()
    users = User.objects.bulk_create(
        User(email=f"p{number}@alum.example", password="!") for number in range(count)
    )
    people = Applicant.objects.bulk_create(
        Applicant(user=user, print_name=f"Person {(number * 37) % 1000:03}")
        for number, user in enumerate(users)
    )
    Cycle.objects.bulk_create(
        Cycle(applicant=one, opened_on=days(40 if number % 3 else 1).date())
        for number, one in enumerate(people)
    )
    links = AdvisingLink.objects.bulk_create(
        AdvisingLink(
            applicant=one, membership=membership, state="active", asked_by="dean",
            asked_on=now.date(), accepted_at=now, ends_on=now.date() + timedelta(days=400),
            changed_at=now,
        )
        for one in people
    )  # fmt: skip
    ShareGrant.objects.bulk_create(
        ShareGrant(link=link, key=key, since=now) for link in links for key in ("people", "plan")
    )
    rows.sweep_rows(now=now)


@pytest.mark.feature("X46")
def test_paging_by_key_shows_each_advisee_once_and_in_order(client, dean):
    many(dean, 230)
    seen, address = [], COHORT
    for _ in range(4):
        told = page(client, dean, address).context["page"]
        seen += [(line.judged.level, line.name) for line in told.rows]
        if told.after is None:
            break
        address = f"{COHORT}?after={told.after}"

    assert len(seen) == len(set(seen)) == 230
    assert seen == sorted(seen, key=lambda one: (one[0] != "needs_you", one[1]))


def statements(client, address):
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return [q["sql"] for q in caught if not q["sql"].startswith(("SAVEPOINT", "RELEASE"))]


@pytest.mark.parametrize("size", [1, 60])
def test_cohort_costs_nine_statements_whatever_stands_in_it(client, dean, size):
    many(dean, size)
    client.force_login(dean)
    client.get(COHORT)

    assert len(statements(client, COHORT)) == 9


@pytest.mark.parametrize("size", [1, 60])
def test_lines_are_worked_out_in_as_many_statements_for_one_as_for_sixty(dean, size):
    many(dean, size)
    people = list(Applicant.objects.values_list("pk", flat=True))

    with CaptureQueriesContext(connection) as caught:
        rows.work_out(applicants=people, now=timezone.now())

    assert len(caught) == 25


def blocks(dean):
    """Blocks that the list's own two statements read, by the database's own count."""
    membership = dean.memberships.select_related("school").get()
    cohort.cohort_page([membership], cohort.CohortFilter(), after="", today=timezone.localdate())
    with CaptureQueriesContext(connection) as caught:
        cohort.cohort_page(
            [membership], cohort.CohortFilter(), after="", today=timezone.localdate(), size=50
        )
    read = {}
    for name, query in zip(("lines", "marks", "counts"), caught, strict=True):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {query['sql']}")
            plan = cursor.fetchone()[0][0]["Plan"]
        read[name] = plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]
    return read


def test_page_of_fifty_reads_as_few_blocks_of_five_thousand_as_of_five_hundred(dean):
    """S1 and S2: at most 300 blocks for the page, 60 for its counts, in a larger school too."""
    many(dean, 500)
    analyze()
    few = blocks(dean)
    link = AdvisingLink.objects.first()
    copies = User.objects.bulk_create(
        User(email=f"c{number}@alum.example", password="!") for number in range(4500)
    )
    people = Applicant.objects.bulk_create(
        Applicant(user=user, print_name=f"Copy {number:05}") for number, user in enumerate(copies)
    )
    links = AdvisingLink.objects.bulk_create(
        AdvisingLink(
            applicant=one, membership=link.membership, state="active", asked_by="dean",
            asked_on=link.asked_on, accepted_at=link.accepted_at, ends_on=link.ends_on,
        )
        for one in people
    )  # fmt: skip
    AdviseeRow.objects.bulk_create(
        AdviseeRow(
            link=one, membership=link.membership, applicant_code=person.code,
            name=person.print_name, name_key=person.print_name.lower(), level="on_track",
            place=200_000_000, computed_at=timezone.now(),
        )
        for one, person in zip(links, people, strict=True)
    )  # fmt: skip
    analyze()
    many_read = blocks(dean)

    print(f"\nblocks of 500: {few}; of 5,000: {many_read}")
    assert many_read["lines"] <= 300
    assert many_read["lines"] <= 1.3 * few["lines"] + 10
    assert many_read["counts"] <= 60


def analyze():
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE dean_adviseerow")
        cursor.execute("ANALYZE accounts_advisinglink")


def test_filters_are_addresses_and_are_saved_under_a_name(client, dean):
    linh = advisee(dean, "Linh Vale")
    advisee(dean, "Marcus Bell", opened=31)
    waits(linh, 6)

    def names(query):
        return [line.name for line in page(client, dean, COHORT + query).context["page"].rows]

    assert names("?state=needs") == ["Linh Vale", "Marcus Bell"]
    assert names("?reason=AT-04") == ["Marcus Bell"]
    assert names("?specialty=Orthopaedic+Surgery") == ["Linh Vale"]
    assert names("?sort=name&state=track") == []
    assert names("?state=drop%20table&reason=x&year=abc&after=nobody") == [
        "Linh Vale", "Marcus Bell",
    ]  # fmt: skip

    client.post(reverse("dean:keep-cohort-filter"), {"name": "Silent", "reason": "AT-04"})
    assert SavedFilter.objects.get().query == "reason=AT-04"
    assert "?reason=AT-04" in page(client, dean).content.decode()
    assert "Silent" not in client.get(reverse("dean:faculty")).content.decode()


@pytest.mark.feature("X17")
def test_saved_filter_without_a_filter_or_a_name_says_what_is_missing(client, dean):
    client.force_login(dean)

    said = client.post(reverse("dean:keep-cohort-filter"), {"name": "All"}, follow=True)
    unnamed = client.post(
        reverse("dean:keep-cohort-filter"), {"name": "", "reason": "AT-04"}, follow=True
    )

    assert "Nothing is filtered yet" in said.content.decode()
    assert "Name the filter" in unnamed.content.decode()
    assert not SavedFilter.objects.exists()


def test_csv_holds_the_list_and_each_line_is_logged_as_exported(client, dean):
    advisee(dean, "Marcus Bell", opened=31)
    advisee(dean, "=cmd|' /C calc'!A0", opened=2)
    client.force_login(dean)
    rows.sweep_rows(now=timezone.now())
    prove(client)

    answer = client.get(reverse("dean:cohort-csv"))

    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith('"Advisee","Class year","State"')
    assert lines[1].startswith('"Marcus Bell","","Needs you","Nothing logged for 31 days."')
    assert lines[2].startswith("\"'=cmd|")
    assert ViewEntry.objects.filter(how="exported").count() == 2


def test_list_is_logged_once_a_day_for_each_advisee(client, dean):
    advisee(dean, "Marcus Bell")
    advisee(dean, "Linh Vale")

    page(client, dean)
    page(client, dean)

    assert ViewEntry.objects.filter(how="listed").count() == 2


# --- acts on those ticked -------------------------------------------------------------------------


@pytest.mark.feature("X16")
def test_nudge_says_whom_it_reaches_and_leaves_out_then_mails_once(client, dean):
    linh, marcus = advisee(dean, "Linh Vale"), advisee(dean, "Marcus Bell")
    words.nudge(links=[AdvisingLink.objects.get(applicant=marcus)], by=dean, now=days(3))
    client.force_login(dean)
    picked = {"pick": [str(linh.code), str(marcus.code)]}

    asked = client.post(reverse("dean:nudge"), picked).content.decode()
    before = DeanMessage.objects.count()
    client.post(reverse("dean:nudge"), picked | {"send": "1"})
    again = client.post(reverse("dean:nudge"), picked | {"send": "1"}, follow=True)

    assert "1 of those ticked would get a nudge" in asked
    assert "within 14 days" in asked
    assert (before, DeanMessage.objects.count()) == (1, 2)
    mail = Intent.objects.filter(owner_code=linh.user.code, kind="dean_message").get()
    assert (mail.to, mail.reply_to) == ("linh@alum.example", "okafor@riverside.example")
    assert "Hello Linh," in mail.text
    assert "0 nudges on the way" in again.content.decode()


@pytest.mark.feature("X16", "X26")
def test_action_given_to_those_ticked_stands_in_their_week_as_from_the_dean(client, dean):
    linh, marcus = advisee(dean, "Linh Vale"), advisee(dean, "Marcus Bell")
    stranger = make_applicant("no@alum.example", name="No Link")
    client.force_login(dean)
    due = timezone.localdate() + timedelta(days=5)
    told = {
        "pick": [str(linh.code), str(marcus.code), str(stranger.code), "nonsense"], "give": "1",
        "title": "Send me your CV", "why": "The committee meets.", "lever": "advocates",
        "due_on": due.isoformat(),
    }  # fmt: skip

    late = client.post(reverse("dean:give-ticked"), told | {"due_on": "2020-01-01"})
    client.post(reverse("dean:give-ticked"), told)
    client.force_login(linh.user)
    week = client.get(reverse("home:week")).content.decode()

    assert "choose today or later" in late.content.decode()
    assert "Send me your CV" in late.content.decode()
    assert [p.cycles.get().tasks.count() for p in (linh, marcus, stranger)] == [1, 1, 0]
    assert "Send me your CV" in week
    assert "Dean Okafor" in week


def test_nobody_ticked_is_told_so(client, dean):
    client.force_login(dean)

    for name in ("dean:nudge", "dean:give-ticked"):
        assert (
            "Tick at least one advisee." in client.post(reverse(name), follow=True).content.decode()
        )


# --- answers to reasons ---------------------------------------------------------------------------


def answer(client, person, **told):
    return client.post(reverse("dean:attention", args=[person.code]), told, follow=True)


def test_reason_that_is_known_or_put_off_is_quiet_until_its_day(client, dean):
    person = advisee(dean, "Marcus Bell", opened=31)
    assert page(client, dean).context["page"].needing == 1

    bare = answer(client, person, rule="AT-04", answer="known").content.decode()
    past = answer(client, person, rule="AT-04", answer="later", until="2020-01-01")
    answer(client, person, rule="AT-04", answer="known", because="On leave until January")

    assert "write one line, so that others know too" in bare
    assert "choose a day after today" in past.content.decode()
    assert page(client, dean).context["page"].needing == 0
    rows.sweep_rows(now=timezone.now() + timedelta(days=30))
    assert row(person).level == "needs_you"


def test_reason_handed_on_is_quiet_for_one_dean_and_told_to_the_other(client, dean):
    person = advisee(dean, "Marcus Bell", opened=31)
    ruiz = make_dean("ruiz@riverside.example", make_school(), name="Dean Ruiz")
    link_to(person, ruiz)
    client.force_login(dean)

    answer(client, person, rule="AT-04", answer="handed", handed_to=str(ruiz.code))

    assert page(client, dean).context["page"].needing == 0
    assert page(client, ruiz).context["page"].needing == 1
    bell = client.get(reverse("home:notifications")).content.decode()
    assert "Dean Okafor hands to you: Marcus Bell, nothing logged." in bell

    client.force_login(dean)
    client.post(reverse("dean:speak-again", args=[person.code, "AT-04"]))
    assert page(client, dean).context["page"].needing == 1


@pytest.mark.feature("4.10")
def test_question_to_the_dean_is_a_reason_from_the_next_day_until_it_is_answered(client, dean):
    person = advisee(dean, "Linh Vale")
    link = AdvisingLink.objects.get(applicant=person)
    client.force_login(person.user)
    told = {"about": "faculty", "text": "Who in surgery has helped unmatched applicants?"}
    client.post(reverse("dean:ask", args=[link.code]), told)
    empty = client.post(reverse("dean:ask", args=[link.code]), {"text": ""})

    question = person.questions.get()
    assert "Write the question first." in empty.content.decode()
    type(question).objects.update(asked_on=days(1).date())
    AdvisingLink.objects.update(changed_at=timezone.now())
    [line] = page(client, dean).context["page"].top
    assert line.reason == "Asked you something 1 day ago."

    reply = reverse("dean:answer-question", args=[person.code, question.code])
    client.post(reply, {"answer-text": "Dr. Hale has, twice."})
    twice = client.post(reply, {"answer-text": "Again."}, follow=True)
    assert "answered already" in twice.content.decode()
    assert page(client, dean).context["page"].top == []
    client.force_login(person.user)
    assert "Dr. Hale has, twice." in client.get(reverse("dean:shared-notes")).content.decode()


def test_new_school_shows_its_opening_and_then_who_was_invited(client, dean):
    said = page(client, dean).content.decode()

    assert "Your school is being opened" in said
