"""SOAP week hour by hour, Sunday to Friday noon: what is closed, what stays open, who is told.

The clock is moved by the test; whoever is in that Match, or has not said, is locked (T5, AD-03).
"""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.urls import reverse

from mentors.owner import Owner
from mentors.services.advice import recommend
from mentors.services.promises import promise
from mentors.services.stages import move_stage
from outreach.models import Letter
from outreach.queries.board import board_of
from outreach.rules.letter_steps import Told
from outreach.services import asks
from outreach.services.contacts import name_contact, record_contact
from outreach.services.draft import begin
from outreach.services.letter import add_letter, take_step
from outreach.services.send import ready
from smartpick.access_table import TABLE
from smartpick.campaign.services import answer_in_match
from smartpick.common.errors import RuleBroken
from smartpick.outbox.models import Intent
from smartpick.picks.services.programs import add_program, pick_program
from tests.clock import clock  # noqa: F401  (a fixture)
from tests.factories import (
    autopsy_of,
    fill,
    link_to,
    make_applicant,
    make_dean,
    make_faculty,
    make_school,
    make_target,
)
from timeline.services import reminders
from timeline.services.sweep import sweep_reminders

EASTERN = ZoneInfo("America/New_York")
HOUR = timedelta(hours=1)
FIRST = datetime(2027, 3, 14, 0, tzinfo=EASTERN)  # Sunday before Match Week
LAST = datetime(2027, 3, 19, 12, tzinfo=EASTERN)  # Friday noon
OPENS, CLOSES = datetime(2027, 3, 19, 0, tzinfo=EASTERN), datetime(2027, 3, 15, 0, tzinfo=EASTERN)
BEFORE = datetime(2027, 3, 10, 12, tzinfo=EASTERN)
SENTENCE = "programs must contact you first"


class Week:
    """One applicant with a director, somebody of student affairs, a program and a dean."""

    def __init__(self):
        school = make_school()
        self.person = make_applicant("wren@alum.example", name="Wren Vale")
        self.person.user.time_zone = "America/New_York"
        self.person.user.save()
        self.autopsy = autopsy_of(self.person)
        fill(self.autopsy, "specialty", asked_type="us_md", graduation_year=2026, match_year=2026,
             match_result="unmatched", primary_specialty="Family Medicine")  # fmt: skip
        self.cycle = self.autopsy.cycle
        self.dean = make_dean("dean@riverside.example", school, name="Dean Ruiz")
        link_to(self.person, self.dean)
        self.director = self._mentor("Paula Director", "pd")
        self.affairs = self._mentor("Ruth Affairs", "student_affairs")
        self.leader = make_faculty("Chair Person", school=school)
        self.leader.roles.create(role="chair")
        self.other = make_faculty("Other Person", school=school)
        program = add_program(owner=Owner(applicant=self.person), facts={"name": "Lakeside"})
        self.pick = pick_program(cycle=self.cycle, program=program)
        self.contact = name_contact(pick=self.pick, target=self.affairs, now=BEFORE)
        self.to_director = begin(target=self.director, kind="update", now=BEFORE)
        self.to_affairs = begin(target=self.affairs, kind="update", now=BEFORE)
        self.letter, _ = add_letter(target=self.director, told=Told(), by=None, now=BEFORE,
                                    today=BEFORE.date())  # fmt: skip

    def _mentor(self, name, role):
        target = make_target(self.person, name=name, role=role, email=f"{role}@x.example")
        move_stage(target=target, goal="advisor", evidence="own_judgement", note="",
                   on_date=date(2027, 3, 1), by=self.person.user, now=BEFORE)  # fmt: skip
        return target

    def fresh(self):
        """The same rows as somebody reads them who comes anew."""
        for name in ("director", "affairs", "pick", "contact", "to_director", "to_affairs"):
            row = getattr(self, name)
            setattr(self, name, type(row).objects.get(pk=row.pk))
        return self

    def locked(self, now):
        """Deeds that would start contact with a program."""
        day = now.date()
        told = {"target": self.affairs, "state": "asked", "asked_on": day, "answered_on": None,
                "done_on": None, "route": ""}  # fmt: skip
        asked = dict.fromkeys(asks.FIELDS, "") | {
            "said_on": day, "answered_on": None, "until": None}  # fmt: skip
        return {
            "first mail to a director": lambda: begin(target=self.director, kind="first", now=now),
            "letter ask to a director": lambda: begin(
                target=self.director, kind="letter_ask", now=now),
            "send to a director": lambda: ready(self.to_director, now=now),
            "outreach ask by anybody": lambda: begin(
                target=self.affairs, kind="program_ask", now=now, reply_to_theirs=True),
            "name a program": lambda: name_contact(pick=self.pick, target=self.director, now=now),
            "mark a program": lambda: record_contact(contact=self.contact, data=told, now=now),
            "say an outreach ask": lambda: asks.record_ask(
                target=self.affairs, level="program_contact", data=asked, by=None, now=now,
                expected_version=asks.ask_of(self.affairs, "program_contact").version),
            "dean suggests a chair": lambda: recommend(
                person=self.leader, applicant=self.person, dean=self.dean, sentence="Ask.",
                now=now),
        }  # fmt: skip

    def open(self, now):
        """Deeds that stay open all week."""
        return {
            "mail to student affairs": lambda: begin(target=self.affairs, kind="first", now=now),
            "send to student affairs": lambda: ready(self.to_affairs, now=now),
            "reply to a director who wrote": lambda: begin(
                target=self.director, kind="first", now=now, reply_to_theirs=True),
            "note on a letter": lambda: take_step(
                letter=Letter.objects.get(), step="asked", now=now, today=now.date()),
            "dean suggests anybody else": lambda: recommend(
                person=self.other, applicant=self.person, dean=self.dean, sentence="Ask.",
                now=now),
        }  # fmt: skip


@pytest.fixture
def week(db):
    world = Week()
    # The order of the asks is another lock, with an override: not the one looked at here.
    for target, level in (
        (world.director, "letter"), (world.affairs, "program_contact"),
        (world.director, "program_contact"),
    ):  # fmt: skip
        asks.ask_anyway(target=target, level=level, reason="Because of this test", by=None,
                        now=BEFORE)  # fmt: skip
    return world


def refused(deed):
    """The sentence it was refused with; whatever it wrote is taken back."""
    try:
        with transaction.atomic():
            deed()
            transaction.set_rollback(True)
    except RuleBroken as broken:
        return str(broken)
    return ""


def hours():
    at = FIRST
    while at <= LAST:
        yield at
        at = (at.astimezone(ZoneInfo("UTC")) + HOUR).astimezone(EASTERN)


@pytest.mark.feature("10.14")
def test_each_hour_of_the_week_closes_what_would_reach_a_program_and_nothing_else(week):
    wrong = []
    for at in hours():
        is_closed = CLOSES <= at < OPENS
        for name, deed in week.locked(at).items():
            if (SENTENCE in refused(deed)) is not is_closed:
                wrong.append((at.isoformat(), name))
        still_open = week.open(at) if at.hour % 6 == 0 else {}
        wrong += [(at.isoformat(), name) for name, deed in still_open.items() if refused(deed)]

    assert wrong == []


@pytest.mark.feature("10.14")
def test_whoever_is_not_in_that_match_is_not_locked(week):
    answer_in_match(cycle=week.cycle, answer="no", now=CLOSES)
    week.fresh()
    inside = CLOSES + 30 * HOUR

    assert {name: refused(deed) for name, deed in week.locked(inside).items()} == dict.fromkeys(
        week.locked(inside), ""
    )


@pytest.mark.feature("10.14")
def test_board_proposes_no_ask_to_a_program_inside_the_week(week):
    inside = board_of(week.cycle, now=CLOSES + 30 * HOUR)
    after = board_of(week.cycle, now=OPENS)

    closed = [(c.target.name, c.level.value) for r in inside.rows for c in r.cells if c.lock]
    assert closed == [
        ("Paula Director", "letter"), ("Paula Director", "reference"),
        ("Paula Director", "program_contact"), ("Ruth Affairs", "program_contact"),
    ]  # fmt: skip
    assert inside.next_ask is None or inside.next_ask.target != week.director
    assert [c for r in after.rows for c in r.cells if c.lock] == []


@pytest.mark.feature("10.14", "12.13")
def test_no_mail_of_the_week_names_a_director_and_what_waited_is_told_after(week):
    reminders.save_preference(
        user=week.person.user, now=BEFORE, mode="daily", weekday=0, hour=8, pause_from=None,
        pause_until=None, stopped=[], subject_style="neutral",
    )  # fmt: skip
    for target in (week.director, week.affairs):
        promise(target=target, by="me", what=f"Draft for {target.name}", due_on=date(2027, 3, 17),
                made_on=BEFORE.date(), now=BEFORE)  # fmt: skip
    for at in hours():
        sweep_reminders(now=at)

    mails = [(mail.due_at.astimezone(EASTERN), mail.text)
             for mail in Intent.objects.filter(purpose="reminder").order_by("due_at")]  # fmt: skip
    inside = [text for at, text in mails if CLOSES <= at < OPENS]
    after = [text for at, text in mails if at >= OPENS]

    assert [text for text in inside if "Paula Director" in text] == []
    assert [text for text in inside if "Draft for Ruth Affairs" in text]
    assert [text for text in after if "Draft for Paula Director" in text]


@pytest.mark.feature("10.14")
def test_pages_say_the_one_sentence_while_it_holds(client, week, clock):  # noqa: F811
    own = {
        "board": reverse("outreach:board"),
        "ask": reverse("outreach:ask", args=[week.director.code, "reference"]),
        "programs": reverse("outreach:contacts"),
        "program": reverse("outreach:contact", args=[week.contact.code]),
        "composer": reverse("outreach:message", args=[week.to_director.code]),
        "person": reverse("home:person", args=[week.director.faculty.code]),
        "week": reverse("home:week"),
    }
    told = {}
    for at in (CLOSES - HOUR, CLOSES, CLOSES + 40 * HOUR, OPENS - HOUR, OPENS):
        clock.at = at
        client.force_login(week.person.user)
        told[at] = {
            name
            for name, address in own.items()
            if SENTENCE in client.get(address).content.decode()
        }

    everywhere = set(own)
    assert list(told.values()) == [set(), everywhere, everywhere, everywhere, set()]


@pytest.mark.feature("10.14")
def test_pages_of_the_week_offer_no_way_out_to_a_director(client, week, clock):  # noqa: F811
    clock.at = CLOSES + 40 * HOUR
    client.force_login(week.person.user)

    composer = client.get(reverse("outreach:message", args=[week.to_director.code]))
    contact = client.get(reverse("outreach:contact", args=[week.contact.code]))
    sent = client.post(
        reverse("outreach:message-eml", args=[week.to_director.code]),
        {"subject": "S", "body": "B", "version": week.to_director.version},
    )

    assert "Download .eml" not in composer.content.decode()
    assert "Save</button>" not in contact.content.decode()
    assert (sent.status_code, SENTENCE in sent.content.decode()) == (422, True)


@pytest.mark.feature("10.14")
def test_no_address_of_a_dean_asks_for_a_rank():
    assert [name for name in TABLE if name.startswith("dean:") and "rank" in name] == []
