"""R12, R14, R17 of an applicant's own mails: what stops one after its writer pressed Send."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from mentors.models import Faculty
from mentors.services.faculty import settle
from outreach.models import Message
from outreach.queries import facts as mail_facts
from outreach.services import draft as drafts
from outreach.services import send as sending
from outreach.tasks import read_outcomes
from smartpick.campaign.models import Cycle
from smartpick.common.errors import RuleBroken
from smartpick.outbox import delivery, limits
from smartpick.outbox import services as outbox
from smartpick.outbox.choices import Purpose
from smartpick.outbox.models import Intent, Suppression
from smartpick.outbox.services import Mail
from tests.drills.test_mail_answers import between_claim_and_dot
from tests.factories import make_applicant, make_target

pytestmark = [pytest.mark.django_db, pytest.mark.drill("R12")]
HALE = "hale@riverside.example"


def after_undo():
    return timezone.now() + timedelta(seconds=30)


def written_by(person, *, to=HALE, role="apd"):
    """A mail that its writer sent a moment ago."""
    who = make_applicant(f"{person}@alum.example", name=person.title())
    target = make_target(who, email=to, role=role, why="you taught me")
    message = drafts.begin(target=target, kind="first", now=timezone.now())
    return sending.send(message=message, nonce=message.nonce, now=timezone.now())


def handed_over():
    delivery.deliver(clock=after_undo)
    read_outcomes()


def never_again(person):
    settle(person=person, yearly_limit=None, left_on=None, do_not_contact=True)


DEEDS = {
    "undone": lambda m: sending.undo(message=m, now=timezone.now()),
    "never again": lambda m: never_again(m.target.faculty),
    "bounced for another": lambda m: outbox.suppress(address=HALE, reason="bounced"),
    "erased": lambda m: outbox.erase_person(owner_code=m.target.cycle.applicant.user.code),
}


@pytest.mark.feature("5.14", "X35")
@pytest.mark.parametrize("when", ["before the claim", "between claim and dot"])
@pytest.mark.parametrize("deed", DEEDS)
def test_what_its_writer_or_reader_stops_does_not_leave(sink, told, monkeypatch, deed, when):
    message = written_by("maya")
    if when == "before the claim":
        DEEDS[deed](message)
    else:
        between_claim_and_dot(monkeypatch, lambda _: DEEDS[deed](message))

    handed_over(), handed_over()

    assert sink.received == []
    message.refresh_from_db()
    assert message.state == {"undone": "draft", "erased": "queued"}.get(deed, "cancelled")
    assert bool(message.outcome) is (message.state == "cancelled")
    told.figure(f"{deed} {when}: 0 mails")


def test_undo_that_loses_the_race_says_that_it_was_handed_over(sink, client, told, monkeypatch):
    message = written_by("maya")
    late = []
    move = delivery.Sender.move

    def undo_late(self, *args, **values):
        late.append(sending.undo(message=Message.objects.get(pk=message.pk), now=timezone.now()))
        return move(self, *args, **values)

    monkeypatch.setattr(delivery.Sender, "move", undo_late)
    delivery.deliver(clock=after_undo)
    client.force_login(message.target.cycle.applicant.user)
    page = client.post(f"/emails/{message.code}/undo/").content.decode()

    assert (late, len(sink.received)) == ([False], 1)
    assert "It was handed over already and cannot be undone." in page
    told.figure("an undo after the dot: said so, 1 mail")


def test_what_was_pressed_is_what_leaves_whatever_the_draft_says_later(sink, told):
    message = written_by("maya")
    with pytest.raises(RuleBroken, match="This mail has left"):
        drafts.save_text(message=message, subject="S", body="Other", now=timezone.now(),
                         expected_version=message.version)  # fmt: skip
    with pytest.raises(RuleBroken, match="Only a draft can be removed"):
        drafts.drop_draft(message=message)
    handed_over()

    assert b"you taught me" in sink.received[0].data
    told.figure("an edit and a removal after the press: refused, 1 mail as pressed")


def test_without_the_last_look_an_undone_mail_goes(sink, told, monkeypatch):
    message = written_by("maya")

    def no_look(self, intent):
        sending.undo(message=message, now=timezone.now())
        return True

    monkeypatch.setattr(delivery.Sender, "take_in_hand", no_look)
    handed_over()

    with told.control("a sender that does not look again before the dot"):
        assert sink.received == []


# --- R14 ------------------------------------------------------------------------------------------


def test_stopped_mail_is_kept_listed_and_can_be_a_draft_again(sink, client):
    message = written_by("maya")
    never_again(message.target.faculty)
    handed_over()
    client.force_login(message.target.cycle.applicant.user)

    shown = client.get("/emails/").content.decode()
    page = client.get(f"/emails/{message.code}/").content.decode()
    client.post(f"/emails/{message.code}/not-sent/")

    assert "Stopped. This address gets no more mail of this kind." in shown
    assert "It did not leave. The text is kept below." in page
    assert "you taught me" in page
    message.refresh_from_db()
    assert message.state == "draft"


def bounced():
    """The mailbox of the first reader is gone, and its writer was told."""
    first = written_by("maya")
    handed_over()
    first.refresh_from_db()
    return first


@pytest.mark.drill("R14")
@pytest.mark.feature("X35")
@pytest.mark.parametrize("why", ["bounce", "never again"])
def test_nobody_writes_to_an_address_that_is_closed(sink, told, why):
    others = [written_by(name) for name in ("noor", "ivo")]
    if why == "bounce":
        sink.for_address = {HALE: "550 5.1.1 No such user"}
        Intent.objects.update(due_at=timezone.now() + timedelta(hours=1))
        assert bounced().state == "failed"
        sink.for_address, sink.received = {}, []
    else:
        never_again(others[0].target.faculty)
    Intent.objects.filter(state="queued").update(due_at=timezone.now())
    handed_over()
    with pytest.raises(RuleBroken, match=r"Nothing was sent|asked not to be written to"):
        written_by("late")
    own = outbox.enqueue(Mail("code", "code", HALE, "Your code", "1", purpose=Purpose.SECURITY),
                         now=timezone.now())  # fmt: skip
    handed_over()

    own.refresh_from_db()
    got = [one for one in sink.received if HALE in one.recipients]
    assert [Message.objects.get(pk=one.pk).state for one in others] == ["cancelled"] * 2
    assert (len(got), own.state) == (1, "sent")
    told.figure(f"{why}: 0 further mails from 3 people; the address's own code went")


@pytest.mark.drill("R14")
def test_senders_that_do_not_ask_who_is_closed_are_noticed(sink, told, monkeypatch):
    written_by("maya")
    outbox.suppress(address=HALE, reason="asked")
    monkeypatch.setattr(limits, "stopped_kinds", lambda intents: set())
    monkeypatch.setattr(delivery, "stops", lambda intent: Suppression.objects.none())
    handed_over()

    with told.control("senders that do not ask who is closed"):
        assert sink.received == []


@pytest.mark.drill("R14")
def test_who_may_be_written_to_again_gets_mail_again(sink):
    person = written_by("maya").target.faculty
    never_again(person)
    settle(person=person, yearly_limit=None, left_on=None, do_not_contact=False)
    handed_over()

    assert len(sink.received) == 1
    assert not Faculty.objects.get(pk=person.pk).do_not_contact


# --- R17 ------------------------------------------------------------------------------------------

OPENS = datetime(2027, 3, 15, 4, tzinfo=UTC)
CLOSES = datetime(2027, 3, 19, 4, tzinfo=UTC)
ROLES = ("pd", "apd", "chair", "coordinator", "student_affairs")


def ready_drafts(answer):
    """One draft to a reader of each role, by a person who gave this answer about the Match."""
    who = make_applicant(f"{answer}@alum.example", name="Maya Chen")
    Cycle.objects.filter(applicant=who).update(in_match=answer)
    for role in ROLES:
        target = make_target(who, email=f"{role}@riverside.example", role=role, why="you taught me",
                             name=f"Jo {role.title()}")  # fmt: skip
        yield role, drafts.begin(target=target, kind="first", now=OPENS - timedelta(days=9))


def leaving(message, now):
    """Which ways out of the house are open at this moment."""
    try:
        sending.ready(message, now=now)
    except RuleBroken:
        return False
    return True


def open_roles(answer, step):
    """The roles to which any mail could leave at any moment of the week."""
    found = set()
    for role, message in ready_drafts(answer):
        now = OPENS
        while now < CLOSES:
            if leaving(message, now):
                found.add(role)
            now += step
        assert leaving(message, OPENS - timedelta(minutes=1))
        assert leaving(message, CLOSES + timedelta(days=2))
    return found


@pytest.mark.drill("R17")
@pytest.mark.feature("7.7")
@pytest.mark.parametrize(
    ("answer", "may"),
    [("yes", {"student_affairs"}), ("unknown", {"student_affairs"}), ("no", set(ROLES))],
)
def test_in_soap_week_no_mail_starts_towards_a_program(size, told, answer, may):
    assert open_roles(answer, timedelta(minutes=size(240, 10))) == may
    told.figure(f"in that Match: {answer}; 96 hours by the clock: open towards {sorted(may)}")


@pytest.mark.drill("R17")
@pytest.mark.feature("7.7")
def test_mail_that_waits_as_the_week_begins_leaves_after_it(sink, told):
    message = dict(ready_drafts("yes"))["pd"]
    pressed = OPENS - timedelta(seconds=5)
    sending.send(message=message, nonce=message.nonce, now=pressed)
    inside = []
    for hours in range(0, 96, 3):
        delivery.deliver(clock=lambda hours=hours: OPENS + timedelta(hours=hours, minutes=1))
        inside.append(len(sink.received))
    delivery.deliver(clock=lambda: CLOSES + timedelta(days=2))

    assert set(inside) == {0}
    assert len(sink.received) == 1
    told.figure("pressed 5 seconds before: 0 mails in 96 hours, 1 afterwards")


@pytest.mark.drill("R17")
def test_ways_out_that_do_not_ask_for_the_week_are_noticed(told, monkeypatch):
    monkeypatch.setattr(mail_facts, "would_start_contact", lambda message: False)
    monkeypatch.setattr(sending, "would_start_contact", lambda message: False)
    with told.control("ways out that do not ask whom a mail concerns"):
        assert open_roles("yes", timedelta(hours=12)) == {"student_affairs"}
