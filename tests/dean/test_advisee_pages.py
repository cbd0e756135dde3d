"""One advisee by tabs, each by its key; tasks; the end of advising; a successor."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from autopsy.models import Review
from autopsy.services import review
from mentors.services import stages
from outreach.models import Letter
from smartpick.accounts.models import AdvisingLink
from smartpick.accounts.services import advising
from smartpick.accounts.sharing import ON_AT_FIRST, ShareKey
from smartpick.campaign.models import Cycle, Task, ViewEntry
from smartpick.campaign.services import finish_task, skip_task
from smartpick.dean.services import ending, words, write_note
from smartpick.outbox.models import Intent
from tests.access.test_matrix import prove
from tests.cast import canary
from tests.dean.test_cohort import advisee, page, waits
from tests.factories import link_to, make_dean, make_school, make_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def dean():
    return make_dean("okafor@riverside.example", make_school(), name="Dean Okafor")


def tab(client, dean, person, name):
    client.force_login(dean)
    return client.get(reverse(f"dean:{name}", args=[person.code])).content.decode()


@pytest.mark.feature("X25")
def test_people_are_shown_by_their_key_with_what_a_stalled_mentor_lacks(client, dean):
    person = advisee(dean, "Linh Vale")
    target = make_target(person, why="cnry-why")
    stages.take_seat(target=target, seat="core", by=person.user, now=timezone.now())
    type(target.mentorship).objects.update(stage_since=timezone.localdate() - timedelta(days=95))

    shown = tab(client, dean, person, "advisee-people")

    assert "Jonas Hale, MD" in shown
    assert "Advisor, core seat" in shown
    assert "95 days. Next needs: an opportunity that they named" in shown
    assert "cnry-why" not in shown


@pytest.mark.feature("X25")
def test_part_that_is_not_shared_is_named_and_not_read(client, dean):
    keys = [key for key in ON_AT_FIRST if key not in ("people", "plan", "letters", "direction")]
    person = advisee(dean, "Linh Vale", keys=keys)
    target = make_target(person)
    Letter.objects.create(target=target, kind="clinical")

    told = {
        name: tab(client, dean, person, name)
        for name in ("advisee-people", "advisee-plan", "advisee-letters", "advisee-programs")
    }

    for shown in told.values():
        assert "Jonas Hale" not in shown
        assert "does not share their" in shown


def test_letters_show_their_writer_and_state_and_never_the_words(client, dean):
    person = advisee(dean, "Linh Vale")
    letter = Letter.objects.create(target=make_target(person), kind="clinical")
    type(letter).objects.filter(pk=letter.pk).update(words_said="cnry-words", wants="cnry-wants")

    shown = tab(client, dean, person, "advisee-letters")

    assert "Jonas Hale, MD" in shown
    assert "cnry-words" not in shown
    assert "cnry-wants" not in shown


def test_every_tab_of_the_cast_shows_no_text_that_is_never_shared(client, cast):
    never = ("why", "notes", "said", "heard", "reply", "mbody", "concern", "dreason", "story",
             "wrong", "safer", "spoken", "note", "inside", "knows", "contact")  # fmt: skip
    link = cast.links["okafor"]
    advising.set_keys(link=link, keys=list(ShareKey), now=timezone.now())
    names = ("advisee", "advisee-people", "advisee-plan", "advisee-letters", "advisee-programs")

    shown = "".join(tab(client, cast.dean_okafor, cast.applicants["maya"], n) for n in names)

    assert [word for word in never if canary("maya", word) in shown] == []
    assert (
        canary("maya", "progress") in shown
    )  # what is shared is there: there is something to find


# --- tasks ----------------------------------------------------------------------------------------


@pytest.mark.feature("X26")
def test_dean_sees_what_became_of_what_they_gave_and_nothing_else(client, dean):
    person = advisee(dean, "Linh Vale")
    due = (timezone.localdate() + timedelta(days=3)).isoformat()
    client.force_login(dean)
    address = reverse("dean:tasks", args=[person.code])
    for title in ("Send the CV", "Ring the GME office"):
        client.post(address, {"title": title, "lever": "advocates", "due_on": due, "why": ""})
    first, second = Task.objects.order_by("id")
    finish_task(task=first, now=timezone.now())
    skip_task(task=second, because="I called last week", now=timezone.now())
    Task.objects.create(cycle=person.cycles.get(), title="Their own", lever="upgrades")

    shown = tab(client, dean, person, "tasks")

    assert "Done" in shown
    assert "Declined" in shown
    assert "I called last week" in shown
    assert "Their own" not in shown


def test_task_in_the_past_or_without_words_keeps_what_was_typed(client, dean):
    person = advisee(dean, "Linh Vale")
    client.force_login(dean)
    address = reverse("dean:tasks", args=[person.code])

    past = client.post(address, {"title": "Send it", "lever": "advocates", "due_on": "2020-01-01"})
    bare = client.post(address, {"title": " ", "lever": "advocates", "due_on": "2030-01-01"})

    assert "choose today or later" in past.content.decode()
    assert 'value="Send it"' in past.content.decode()
    assert "Say in a few words" in bare.content.decode()
    assert not Task.objects.exists()


# --- the end, and a successor ---------------------------------------------------------------------


def end(client, dean, person, **told):
    client.force_login(dean)
    prove(client)
    return client.post(reverse("dean:end-advising", args=[person.code]), told)


def test_end_of_advising_closes_the_record_at_once_and_is_mailed(client, dean):
    person = advisee(dean, "Linh Vale")
    version = waits(person, 3)
    review.comment(version=version, dean=dean, section="specialty", text="Half said")

    end(client, dean, person, to="nobody", message="Good luck with the year.")

    assert client.get(reverse("dean:autopsy", args=[person.code])).status_code == 404
    assert page(client, dean).context["page"].all_count == 0
    assert not Review.objects.exists()
    mail = Intent.objects.get(kind="advising_ended")
    assert (mail.to, mail.owner_code) == ("linh@alum.example", person.user.code)
    assert "Good luck with the year." in mail.text


@pytest.mark.feature("X31")
def test_successor_takes_over_by_the_same_consent_and_the_advisee_can_end_it(client, dean):
    person = advisee(dean, "Linh Vale", keys=["people", "exams"])
    ruiz = make_dean("ruiz@riverside.example", make_school(), name="Dean Ruiz")
    make_dean("new@riverside.example", make_school(), name="Dean New", factor=False)
    make_dean("else@lakeside.example", make_school("Lakeside"), name="Dean Else")
    before = AdvisingLink.objects.get(applicant=person)
    write_note(applicant=person, author=dean, kind="private", text="Call her", now=timezone.now())
    words.ask_dean(link=before, about="plan", text="Who next?", now=timezone.now())

    assert [one.user.name for one in ending.successors(before.membership)] == ["Dean Ruiz"]
    end(client, dean, person, to=str(ruiz.memberships.get().code), message="")

    after = AdvisingLink.objects.get(applicant=person, membership__user=ruiz)
    before.refresh_from_db()
    assert (before.state, after.state, after.taken_over_from) == ("ended", "active", before)
    assert (after.ends_on, after.consent_text) == (before.ends_on, before.consent_text)
    assert sorted(after.grants.filter(until=None).values_list("key", flat=True)) == [
        "exams", "people",
    ]  # fmt: skip
    mail = Intent.objects.get(kind="handed_over")
    assert mail.created_at <= timezone.now()
    assert f"/account/privacy/{after.code}/end/" in mail.text
    assert not ViewEntry.objects.filter(viewer_name="Dean Ruiz").exists()

    notes = tab(client, ruiz, person, "notes")
    assert "Call her" in notes
    assert "Who next?" in notes
    client.force_login(person.user)
    client.post(reverse("accounts:link-end", args=[after.code]))
    client.force_login(ruiz)
    assert client.get(reverse("dean:notes", args=[person.code])).status_code == 404


@pytest.mark.feature("X31")
def test_administrator_hands_over_every_advisee_of_a_dean_who_leaves(client, dean):
    people = [advisee(dean, f"{name} Vale") for name in ("Linh", "Marcus", "Uma")]
    ruiz = make_dean("ruiz@riverside.example", make_school(), name="Dean Ruiz")
    link_to(people[0], ruiz)
    park = make_dean("park@riverside.example", make_school(), name="Park", role="administrator")
    client.force_login(park)
    prove(client)
    leaving, to = dean.memberships.get(), ruiz.memberships.get()

    shown = client.get(reverse("dean:hand-over", args=[leaving.code])).content.decode()
    client.post(reverse("dean:hand-over", args=[leaving.code]), {"to": str(to.code)})

    assert "3 advisees" in shown
    assert "Linh Vale" not in shown
    active = AdvisingLink.objects.filter(state="active")
    assert sorted(active.values_list("applicant__print_name", "membership__user__name")) == [
        ("Linh Vale", "Dean Ruiz"), ("Marcus Vale", "Dean Ruiz"), ("Uma Vale", "Dean Ruiz"),
    ]  # fmt: skip
    assert Intent.objects.filter(kind="handed_over").count() == 2


def test_closed_cycle_leaves_the_tabs_empty_and_takes_no_task(client, dean):
    person = advisee(dean, "Linh Vale")
    Cycle.objects.filter(applicant=person).update(closed_on=timezone.localdate())
    client.force_login(dean)
    told = {"title": "Send it", "lever": "advocates", "due_on": "2099-01-01"}

    said = client.post(reverse("dean:tasks", args=[person.code]), told, follow=True)

    assert "The cycle is closed" in said.content.decode()
    assert "No cycle is open." in tab(client, dean, person, "advisee-plan")
