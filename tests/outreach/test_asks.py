"""Three asks for each mentor: said in order or with a reason, counted, never assumed."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from mentors.owner import Owner
from mentors.services.stages import move_stage, take_seat
from outreach.models import Ask, Message, ProgramContact
from outreach.queries.asks import references_of
from outreach.queries.board import board_of, unspoken_of
from outreach.queries.contacts import contact_list
from outreach.rules.letter_steps import Told
from outreach.services import asks as service
from outreach.services.contacts import name_contact, record_contact
from outreach.services.draft import begin
from outreach.services.letter import add_letter
from outreach.services.send import mark_sent, not_sent
from smartpick.campaign.models import ActivityEntry, KeyDate
from smartpick.common.errors import RuleBroken
from smartpick.picks.services.programs import add_program, pick_program, set_tier
from tests.factories import autopsy_of, make_target

EASTERN = ZoneInfo("America/New_York")
NOW = datetime(2027, 8, 10, 12, tzinfo=EASTERN)
TODAY = NOW.date()
SOAP = datetime(2027, 3, 16, 12, tzinfo=EASTERN)
EMPTY = {"said_on": None, "answer": "", "answered_on": None, "words": "", "scope": "",
         "route": "", "until": None}  # fmt: skip
YES = {"said_on": date(2027, 5, 3), "answer": "yes", "answered_on": date(2027, 5, 4)}


@pytest.fixture
def cycle(told):
    cycle = autopsy_of(told).cycle
    for key, month in (("PL-11", 3), ("PL-12", 5), ("PL-14", 8), ("submit", 9)):
        first = date(2027, month, 1)
        KeyDate.objects.create(cycle=cycle, key=key, starts_on=first, ends_on=first)
    return cycle


@pytest.fixture
def mentor(cycle, told):
    """Amara Okafor, core mentor and program director."""
    target = make_target(told, name="Amara Okafor", role="pd", email="okafor@riverside.example")
    take_seat(target=target, seat="core", by=told.user, now=NOW)
    move_stage(target=target, goal="sponsor", evidence="own_judgement", note="", on_date=TODAY,
               by=told.user, now=NOW)  # fmt: skip
    return target


@pytest.fixture
def page(client, told):
    client.force_login(told.user)
    return client


def record(target, level, *, now=NOW, **data):
    version = service.ask_of(target, level).version
    return service.record_ask(target=target, level=level, data=EMPTY | data,
                              expected_version=version, by=None, now=now)  # fmt: skip


def letter(target, **told):
    """A letter that was asked for and answered on the days of YES."""
    told = {"asked_on": YES["said_on"], "answered_on": YES["answered_on"],
            "offer": "strong_letter"} | told  # fmt: skip
    made, _ = add_letter(target=target, told=Told(**told), by=None, now=NOW, today=TODAY)
    return made


def picks(cycle, count):
    owner = Owner(applicant=cycle.applicant)
    made = []
    for number in range(count):
        program = add_program(owner=owner, facts={"name": f"Program {number:02}", "state": "OH"})
        pick = pick_program(cycle=cycle, program=program)
        made.append(set_tier(pick=pick, tier="realistic", source="", today=TODAY))
    return made


def words(board):
    return {cell.level: cell.words for cell in board.rows[0].cells}


# --- the ladder -----------------------------------------------------------------------------------


@pytest.mark.feature("10.1", "10.2")
def test_board_keeps_the_order_and_says_what_each_closed_ask_waits_for(cycle, mentor):
    march = datetime(2027, 3, 2, 12, tzinfo=EASTERN)

    early, later = board_of(cycle, now=march), board_of(cycle, now=NOW)
    letter(mentor)
    answered = board_of(cycle, now=NOW)

    assert words(early) == {
        "letter": "Not asked", "reference": "After letter", "program_contact": "After reference",
    }  # fmt: skip
    assert words(later)["letter"] == "Not asked"
    assert words(answered) == {
        "letter": "Strong", "reference": "Not asked", "program_contact": "After reference",
    }  # fmt: skip
    assert (later.next_ask.level, answered.next_ask.level) == ("letter", "reference")


@pytest.mark.feature("10.2")
def test_closed_ask_cannot_be_drafted_until_a_reason_is_kept_in_the_log(cycle, mentor):
    with pytest.raises(RuleBroken, match="First ask for the letter"):
        begin(target=mentor, kind="reference_ask", now=NOW)
    with pytest.raises(RuleBroken, match="10 characters or more"):
        service.ask_anyway(target=mentor, level="reference", reason=" retires ", by=None, now=NOW)

    service.ask_anyway(
        target=mentor, level="reference", reason="She retires in June", by=None, now=NOW
    )

    assert begin(target=mentor, kind="reference_ask", now=NOW).state == "draft"
    kept = Ask.objects.get()
    assert (kept.override_reason, kept.overridden_on) == ("She retires in June", TODAY)
    assert ActivityEntry.objects.filter(
        object_code=kept.code, verb="decided", noun="the order of the asks: reference permission"
    ).exists()


def test_ask_before_its_months_waits_for_the_first_day_or_a_reason(cycle, mentor):
    february = datetime(2027, 2, 28, 12, tzinfo=EASTERN)

    with pytest.raises(RuleBroken, match=r"Not yet\. From March 1\."):
        begin(target=mentor, kind="letter_ask", now=february)

    assert begin(target=mentor, kind="letter_ask", now=february + timedelta(days=1)).pk


def test_harder_answer_is_recorded_only_after_the_easier_one_or_with_a_reason(cycle, mentor):
    with pytest.raises(RuleBroken, match="First ask for the letter"):
        record(mentor, "reference", **YES, route="phone")
    letter(mentor, offer="declined")

    record(mentor, "reference", **YES, route="phone")

    assert Ask.objects.get(level="reference").answer == "yes"


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"said_on": TODAY + timedelta(days=1)}, "Use today or an earlier date."),
        ({"said_on": TODAY, "answer": "yes"}, "An answer needs two days"),
        ({"said_on": TODAY, "answered_on": TODAY}, "Choose their answer"),
        (YES | {"answered_on": date(2027, 5, 1)}, "The answer is dated before you asked."),
        (YES, "Choose email or phone so programs know how to reach them."),
    ],
)
def test_reference_that_cannot_be_is_refused_in_words(cycle, mentor, data, sentence):
    letter(mentor)

    with pytest.raises(RuleBroken, match=sentence):
        record(mentor, "reference", **data)


def test_database_holds_what_the_form_asks_for(cycle, mentor):
    for fields in (
        {"answer": "yes", "said_on": TODAY, "answered_on": TODAY},
        {"answer": "declined"},
        {"said_on": TODAY, "answered_on": TODAY - timedelta(days=1)},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            Ask.objects.create(target=mentor, level="reference", **fields)


# --- by mail --------------------------------------------------------------------------------------


@pytest.mark.feature("10.1", "10.5")
def test_mail_that_left_is_an_ask_said_aloud_and_one_that_did_not_leave_is_none(cycle, mentor):
    letter(mentor)
    record(mentor, "reference", **YES, route="email")
    for pick in picks(cycle, 2):
        name_contact(pick=pick, target=mentor, now=NOW)
    message = begin(target=mentor, kind="program_ask", now=NOW)

    mark_sent(message=message, on_date=TODAY, now=NOW, today=TODAY)

    assert "Program 00 and Program 01" in message.body
    assert Ask.objects.get(level="program_contact").said_on == TODAY
    assert set(ProgramContact.objects.values_list("state", "asked_on")) == {("asked", TODAY)}

    not_sent(message=message, now=NOW, today=TODAY)

    assert Ask.objects.get(level="program_contact").said_on is None


def test_ask_that_was_answered_keeps_its_day_when_the_mail_is_taken_back(cycle, mentor):
    letter(mentor)
    message = begin(target=mentor, kind="reference_ask", now=NOW)
    mark_sent(message=message, on_date=TODAY, now=NOW, today=TODAY)
    record(mentor, "reference", said_on=TODAY, answer="yes", answered_on=TODAY, route="phone")

    not_sent(message=message, now=NOW, today=TODAY)

    assert Ask.objects.get().said_on == TODAY


def test_ask_for_a_letter_is_the_letters_own(cycle, mentor):
    with pytest.raises(RuleBroken, match="stands with the letter"):
        record(mentor, "letter", **YES)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ask.objects.create(target=mentor, level="letter", said_on=TODAY)


# --- what was never said --------------------------------------------------------------------------


@pytest.mark.feature("10.11")
def test_what_is_counted_on_stands_on_a_list_until_it_is_said(cycle, mentor):
    service.count_on(target=mentor, level="letter", counted=True, by=None, now=NOW)
    name_contact(pick=picks(cycle, 1)[0], target=mentor, now=NOW)

    before = [(row.level, row.programs) for row in unspoken_of(cycle, now=NOW)]
    service.say_aloud(target=mentor, level="letter", on_date=TODAY, by=None, now=NOW)
    said = [row.sentence for row in unspoken_of(cycle, now=NOW)]
    service.count_on(target=mentor, level="program_contact", counted=False, by=None, now=NOW)

    assert before == [("letter", ()), ("program_contact", ("Program 00",))]
    assert said == ["You count on Amara Okafor for a word to programs, but have not said it aloud."]
    assert unspoken_of(cycle, now=NOW) == []
    assert ProgramContact.objects.get().target is None


# --- references and advocates ---------------------------------------------------------------------


@pytest.mark.feature("10.13")
def test_reference_prints_with_a_yes_a_route_and_a_day_that_is_not_past(cycle, mentor):
    letter(mentor)
    record(mentor, "reference", **YES, route="phone", scope="any", until=date(2027, 12, 31))

    (row,) = references_of(cycle, today=TODAY)
    (past,) = references_of(cycle, today=date(2028, 1, 1))

    assert (row.prints, row.ask.scope, row.ask.answered_on) == (True, "any", date(2027, 5, 4))
    assert (past.prints, past.why_not) == (False, "Ended Dec 31, 2027.")


@pytest.mark.feature("1.5")
def test_advocates_are_those_who_agreed_with_the_day_and_the_words(cycle, told, mentor):
    writer = make_target(told, name="Mei Ito", email="ito@x.example")
    letter(writer)
    letter(mentor)
    record(mentor, "reference", **YES, route="email", words="They may ring me any time")

    (advocate,) = board_of(cycle, now=NOW).advocates

    assert (advocate.target, advocate.agreed_to) == (mentor, ("reference permission",))
    assert (advocate.words_on, advocate.words) == (date(2027, 5, 4), "They may ring me any time")


@pytest.mark.feature("C2")
def test_conversion_row_is_worked_out_and_a_later_step_counts_for_the_earlier(cycle, told, mentor):
    make_target(told, name="Mei Ito", email="ito@x.example")
    letter(mentor)
    asked = board_of(cycle, now=NOW).conversion
    record(mentor, "reference", **YES, route="email")

    assert asked == [
        ("identified", 2), ("contacted", 1), ("met", 1), ("worked_for", 1), ("asked", 1),
        ("advocated", 0),
    ]  # fmt: skip
    assert board_of(cycle, now=NOW).conversion[-1] == ("advocated", 1)


# --- programs -------------------------------------------------------------------------------------


@pytest.mark.feature("10.10")
def test_sixteen_programs_warn_and_one_left_out_or_declined_does_not_count(cycle, mentor):
    made = picks(cycle, 16)
    rows = [name_contact(pick=pick, target=mentor, now=NOW) for pick in made]
    full = contact_list(cycle, today=TODAY)
    type(made[0]).objects.filter(pk=made[0].pk).update(excluded=True)
    ProgramContact.objects.filter(pk=rows[1].pk).update(state="declined")

    fewer = contact_list(cycle, today=TODAY)

    assert (full.count, full.judgement.level) == (16, "above")
    assert full.judgement.because[0].sentence == (
        "16 programs. A mentor's call is worth more when it is rare."
    )
    assert (fewer.counter, fewer.judgement.level) == ("14 of 10-15", "fine")


def test_fewer_than_ten_inform_from_august_of_the_submission_year(cycle, mentor):
    name_contact(pick=picks(cycle, 1)[0], target=mentor, now=NOW)

    assert contact_list(cycle, today=date(2027, 7, 31)).judgement.level == "fine"
    assert contact_list(cycle, today=date(2027, 8, 1)).judgement.level == "fewer"


def test_program_named_twice_is_one_row_and_finds_its_person_later(cycle, mentor):
    (pick,) = picks(cycle, 1)

    for target in (None, None, mentor, mentor, None):
        name_contact(pick=pick, target=target, now=NOW)

    assert [row.target for row in ProgramContact.objects.all()] == [mentor]


def test_asking_about_a_program_minds_the_ladder_and_gives_the_ask_its_day(cycle, mentor):
    contact = name_contact(pick=picks(cycle, 1)[0], target=mentor, now=NOW)
    data = {"target": mentor, "state": "agreed", "asked_on": TODAY, "answered_on": TODAY,
            "done_on": TODAY, "route": "phone"}  # fmt: skip
    with pytest.raises(RuleBroken, match="First ask for the reference"):
        record_contact(contact=contact, data=data, now=NOW)
    letter(mentor)
    record(mentor, "reference", **YES, route="email")

    record_contact(contact=contact, data=data, now=NOW)

    assert service.ask_of(mentor, "program_contact").said_on == TODAY
    contact.refresh_from_db()
    assert (contact.state, contact.answered_on, contact.done_on) == ("agreed", TODAY, None)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"target": None}, "Name who was asked first."),
        ({"asked_on": None}, "Enter the day you asked."),
        ({"answered_on": None}, "Enter the day of their answer."),
        ({"done_on": None}, "Enter the day they wrote or rang."),
        ({"done_on": TODAY + timedelta(days=1)}, "Use today or an earlier date."),
        ({"asked_on": TODAY}, "the days are not in this order"),
    ],
)
def test_contact_that_cannot_be_is_refused_in_words(cycle, mentor, changes, sentence):
    contact = name_contact(pick=picks(cycle, 1)[0], target=mentor, now=NOW)
    day = TODAY - timedelta(days=3)
    data = {"target": mentor, "state": "done", "asked_on": day, "answered_on": day,
            "done_on": day, "route": "phone"}  # fmt: skip

    with pytest.raises(RuleBroken, match=sentence):
        record_contact(contact=contact, data=data | changes, now=NOW)


@pytest.mark.feature("10.14")
def test_in_soap_week_nothing_about_outreach_moves_and_no_draft_to_a_program_begins(
    cycle, told, mentor
):
    other = make_target(told, name="Ruth Adeyemi", role="student_affairs", email="a@x.example")
    (pick,) = picks(cycle, 1)
    contact = name_contact(pick=pick, target=other, now=NOW)
    deeds = [
        lambda: name_contact(pick=pick, target=mentor, now=SOAP),
        lambda: record_contact(contact=contact, data={"target": other, "state": "asked"}, now=SOAP),
        lambda: service.count_on(
            target=other, level="program_contact", counted=True, by=None, now=SOAP
        ),
        lambda: record(other, "program_contact", now=SOAP, said_on=SOAP.date()),
        lambda: begin(target=other, kind="program_ask", now=SOAP, reply_to_theirs=True),
        lambda: begin(target=mentor, kind="letter_ask", now=SOAP),
        lambda: begin(target=mentor, kind="first", now=SOAP),
    ]

    for deed in deeds:
        with pytest.raises(RuleBroken, match=r"SOAP week.*programs must contact you first"):
            deed()
    assert begin(target=other, kind="letter_ask", now=SOAP).state == "draft"
    assert begin(target=mentor, kind="first", now=SOAP, reply_to_theirs=True).reply_to_theirs


@pytest.mark.feature("9.2")
def test_page_of_the_letter_ask_says_how_often_the_writer_saw_them(page, cycle, mentor):
    body = page.get(reverse("outreach:ask", args=[mentor.code, "letter"])).content.decode()

    assert "How well they know you: seen 0 times" in body
    assert "nobody can write in detail about someone they saw twice" in body


# --- the pages ------------------------------------------------------------------------------------


def test_board_before_there_is_a_mentor_says_what_will_stand_there(page, cycle):
    answer = page.get(reverse("outreach:board")).content.decode()

    assert "<h1>Nobody to ask yet</h1>" in answer
    assert "is asked from" in answer


@pytest.mark.feature("10.1", "10.2", "10.13")
def test_asks_are_said_answered_and_read_on_the_board_by_hand(page, cycle, mentor):
    day = timezone.localdate() - timedelta(days=1)
    KeyDate.objects.filter(cycle=cycle).update(starts_on=day, ends_on=day)
    where = reverse("outreach:ask", args=[mentor.code, "reference"])
    told = {"said_on": day, "answer": "yes", "answered_on": day, "version": 0}

    closed = page.post(where, told | {"route": "phone"})
    add_letter(target=mentor, by=None, now=timezone.now(), today=timezone.localdate(),
               told=Told(asked_on=day, answered_on=day, offer="strong_letter"))  # fmt: skip
    routeless = page.post(where, told | {"words": "Ring me"})
    done = page.post(where, told | {"route": "phone", "until": "2099-12-31"}, follow=True)
    references = page.get(reverse("outreach:references")).content.decode()

    assert "First ask for the letter." in closed.content.decode()
    body = routeless.content.decode()
    assert "Choose email or phone so programs know how to reach them." in body
    assert "Ring me" in body
    assert "2 asks said aloud, 2 agreed" in done.content.decode()
    assert "Yes, phone, until Dec 2099" in done.content.decode()
    assert "1 of 1 reference on the plan" in references


def test_second_tab_sees_what_the_first_one_saved_and_loses_nothing(page, cycle, mentor):
    KeyDate.objects.all().delete()
    letter(mentor)
    where = reverse("outreach:ask", args=[mentor.code, "reference"])
    day = timezone.localdate()
    page.post(where, {"said_on": day, "words": "First tab", "answer": "", "version": 0})

    second = page.post(where, {"said_on": day, "words": "Second tab", "answer": "", "version": 0})

    assert second.status_code == 409
    assert "First tab" in second.content.decode()
    assert "Second tab" in second.content.decode()


def test_reason_on_the_page_opens_the_composer(page, cycle, mentor):
    KeyDate.objects.update(starts_on=date(2099, 1, 1), ends_on=date(2099, 1, 1))
    where = reverse("outreach:ask-anyway", args=[mentor.code, "reference"])
    compose = reverse("outreach:new-message", args=[mentor.code])

    refused = page.post(compose, {"kind": "reference_ask"})
    short = page.post(where, {"reason": "soon"})
    opened = page.post(where, {"reason": "She retires on March 1"}, follow=True)
    page.post(compose, {"kind": "reference_ask"})

    assert "The order of the asks for Amara Okafor" in refused.content.decode()
    assert "10 characters or more" in short.content.decode()
    assert "She retires on March 1" in opened.content.decode()
    assert Message.objects.get().kind == "reference_ask"


@pytest.mark.feature("10.10")
def test_program_is_named_from_the_list_and_its_row_edited_on_a_page(page, cycle, mentor):
    (pick,) = picks(cycle, 1)
    KeyDate.objects.all().delete()
    day = timezone.localdate().isoformat()

    page.post(reverse("outreach:contacts"), {"program": pick.program.code, "person": mentor.code})
    contact = ProgramContact.objects.get()
    where = reverse("outreach:contact", args=[contact.code])
    told = {"person": mentor.code, "state": "agreed", "asked_on": day, "answered_on": day,
            "route": "phone"}  # fmt: skip
    closed = page.post(where, told).content.decode()
    service.ask_anyway(target=mentor, level="program_contact", reason="She offered it first",
                       by=None, now=timezone.now())  # fmt: skip
    page.post(where, told)
    listed = page.get(reverse("outreach:contacts")).content.decode()

    assert "First ask for the reference." in closed
    assert "1 of 10-15 programs for outreach" in listed
    assert "Agreed" in listed
    page.post(reverse("outreach:drop-contact", args=[contact.code]))
    assert not ProgramContact.objects.exists()


@pytest.mark.feature("10.11")
def test_unspoken_page_keeps_a_day_and_refuses_tomorrow(page, cycle, mentor):
    KeyDate.objects.all().delete()
    service.count_on(target=mentor, level="letter", counted=True, by=None, now=timezone.now())
    where = reverse("outreach:say-aloud", args=[mentor.code, "letter"])
    today = timezone.localdate()

    tomorrow = page.post(where, {"on": today + timedelta(days=1)}, follow=True).content.decode()
    kept = page.post(where, {"on": today}, follow=True).content.decode()

    assert "Use today or an earlier date." in tomorrow
    assert "You count on 1 ask never said" in tomorrow
    assert "Everything you count on was said aloud" in kept
