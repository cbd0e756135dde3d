"""R9, R12, R14, R15: what becomes of a mail for each answer, at each phase."""

import uuid
from datetime import timedelta

import pytest
from django.utils import timezone

from smartpick.outbox import delivery, limits, services
from smartpick.outbox.choices import Purpose, State, StopReason
from smartpick.outbox.models import Intent, MailRoom
from smartpick.outbox.queries import is_suppressed
from smartpick.outbox.services import File, Mail
from tests.drills.sink import RESET, SILENCE

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.sqlite,
    pytest.mark.drill("R9"),
    pytest.mark.usefixtures("told"),
]
NOW = timezone.now()
MAYA = uuid.uuid4()


def enqueue(key="k", **values):
    given = {"kind": "digest", "to": "maya@alum.example", "subject": "S", "text": "T",
             "owner_code": MAYA, "purpose": Purpose.REMINDER}  # fmt: skip
    return services.enqueue(Mail(unique_key=key, **{**given, **values}), now=NOW)


def deliver(now=NOW):
    return delivery.deliver(clock=lambda: now)


def told(intent):
    intent.refresh_from_db()
    waits = round((intent.due_at - NOW).total_seconds() / 60, 1)
    return intent.state, waits, intent.attempts_count


CODES = [(phase, code) for phase in ("sender", "recipient", "data", "answer")
         for code in (421, 432, 450, 451, 452, 454, 535, 550, 552, 554)]  # fmt: skip


@pytest.mark.feature("X35")
@pytest.mark.parametrize(("phase", "code"), CODES)
def test_4xx_waits_and_5xx_fails_at_each_phase(sink, monkeypatch, phase, code):
    monkeypatch.setattr(delivery.random, "random", lambda: 0.0)
    sink.answers = {phase: f"{code} no"}
    intent = enqueue()

    assert deliver() == 0

    wanted = ("queued", 1.0, 1) if code < 500 else ("failed", 0.0, 1)
    assert told(intent) == wanted
    assert intent.code_answered == code
    assert list(intent.attempts.values_list("number", "state", "code")) == [(1, wanted[0], code)]
    assert sink.received == []
    assert str(code) in intent.outcome or code < 500


@pytest.mark.parametrize("how", [SILENCE, RESET])
@pytest.mark.parametrize("phase", ["sender", "recipient", "data"])
def test_line_that_breaks_before_the_dot_costs_a_minute(sink, monkeypatch, phase, how):
    monkeypatch.setattr(delivery.random, "random", lambda: 0.0)
    sink.answers = {phase: how}
    intent = enqueue()
    deliver()
    assert told(intent) == ("queued", 1.0, 1)

    sink.answers = {}
    assert deliver(NOW + timedelta(seconds=61)) == 1
    assert told(intent)[0] == "sent"
    assert set(sink.counts().values()) == {1}


@pytest.mark.feature("X35", "X32")
@pytest.mark.parametrize("how", [SILENCE, RESET])
def test_silence_after_the_dot_is_never_repeated_by_the_machine(sink, how):
    sink.answers = {"answer": how}
    intent = enqueue()
    deliver()
    assert told(intent) == ("unconfirmed", 0.0, 1)

    sink.answers = {}
    for days in range(3):
        deliver(NOW + timedelta(days=days))
    assert told(intent)[0] == "unconfirmed"
    assert list(sink.counts().values()) == [1]

    services.resend(code=intent.code, owner_code=MAYA, now=NOW)
    deliver()
    assert told(intent)[0] == "sent"
    assert list(sink.counts().values()) == [2], "the same Message-ID, so that it may be known"


@pytest.mark.parametrize("how", ["554 not now", "421 busy", SILENCE, RESET])
@pytest.mark.parametrize("phase", ["connect", "hello"])
def test_server_that_does_not_answer_counts_against_no_mail(sink, monkeypatch, phase, how):
    monkeypatch.setattr(delivery.random, "random", lambda: 0.0)
    sink.answers = {phase: how}
    intent = enqueue()

    deliver()

    assert told(intent) == ("queued", 0.0, 0)
    assert MailRoom.objects.get().waits_until == NOW + timedelta(minutes=1)
    sink.answers = {}
    assert deliver(NOW + timedelta(seconds=30)) == 0
    assert deliver(NOW + timedelta(seconds=61)) == 1
    assert MailRoom.objects.get().stopped_at is None


def test_nobody_listening_is_a_server_that_does_not_answer(sink, settings):
    settings.EMAIL_PORT = 1
    intent = enqueue()

    deliver()

    assert told(intent) == ("queued", 0.0, 0)
    assert "does not answer" in MailRoom.objects.get().stopped_because


def test_refused_login_stops_the_line_for_the_operator(sink, settings):
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "app", "wrong"
    sink.offers, sink.answers = ("AUTH PLAIN",), {"login": "535 5.7.8 no"}
    first, second = enqueue("a"), enqueue("b")

    deliver()

    assert (told(first), told(second)) == (("queued", 0.0, 0), ("queued", 0.0, 0))
    room = MailRoom.objects.get()
    assert room.stopped_because == "The mail server does not let us in at the login (535)."
    assert room.waits_until >= NOW + timedelta(minutes=15)
    assert "sender" not in sink.spoken


def test_no_mail_goes_in_plain_text_where_encryption_was_asked_for(sink, settings):
    settings.EMAIL_USE_TLS = True
    intent = enqueue()

    deliver()

    assert told(intent) == ("queued", 0.0, 0)
    assert "sender" not in sink.spoken
    assert "at the encryption" in MailRoom.objects.get().stopped_because


@pytest.mark.parametrize(
    ("refused", "state", "copies"),
    [("maya@alum.example", "failed", 0), ("cc@alum.example", "sent", 1)],
)
def test_one_of_two_recipients_refused(sink, refused, state, copies):
    sink.for_address = {refused: "550 5.1.1 No such user"}
    intent = enqueue(cc="cc@alum.example")

    deliver()

    assert told(intent)[0] == state
    assert sum(sink.counts().values()) == copies
    assert "550" in intent.outcome


@pytest.mark.drill("R14")
@pytest.mark.feature("X34")
def test_mailbox_that_is_gone_gets_nothing_more_from_anybody_but_security_mail(sink):
    sink.for_address = {"maya@alum.example": "550 5.1.1 No such user"}
    enqueue()
    deliver()
    assert is_suppressed(address="maya@alum.example")
    sink.for_address = {}

    others = [enqueue("d"), enqueue("n", purpose=Purpose.NOTICE, owner_code=None),
              enqueue("o", purpose=Purpose.OUTREACH, owner_code=uuid.uuid4())]  # fmt: skip
    code = enqueue("c", purpose=Purpose.SECURITY)
    deliver()

    assert [told(one)[0] for one in others] == ["cancelled"] * 3
    assert told(code)[0] == "sent"
    assert len(sink.received) == 1


def test_hourly_tries_end_after_a_day(sink, monkeypatch):
    monkeypatch.setattr(delivery.random, "random", lambda: 0.0)
    sink.answers = {"recipient": "450 later"}
    intent, waits = enqueue(), []
    while told(intent)[0] == "queued":
        before = intent.due_at
        deliver(before)
        intent.refresh_from_db()
        waits.append((intent.due_at - before).total_seconds() / 60)

    assert waits == [1, 5, 15, 60, *[60] * 24, 0]
    assert told(intent)[0] == "failed"


def between_claim_and_dot(monkeypatch, deed):
    """Runs `deed` after the mail was claimed and its text is on the wire, before the last look."""
    look = delivery.Sender.take_in_hand

    def late(self, intent):
        deed(intent)
        return look(self, intent)

    monkeypatch.setattr(delivery.Sender, "take_in_hand", late)


@pytest.mark.drill("R12")
@pytest.mark.parametrize(
    ("deed", "state"),
    [
        (lambda i: services.cancel(unique_key=i.unique_key, outcome="Done.", now=NOW), "cancelled"),
        (lambda i: services.suppress(address=i.to, reason=StopReason.ASKED), "cancelled"),
        (lambda i: services.close_window(unique_key=i.unique_key, closed_from=NOW,
                                         closed_until=NOW + timedelta(days=3), now=NOW), "queued"),
        (lambda i: services.erase_person(owner_code=MAYA), None),
    ],
    ids=["cancelled", "suppressed", "window", "erased"],
)  # fmt: skip
def test_what_changed_between_claim_and_dot_is_not_sent(sink, monkeypatch, deed, state):
    enqueue()
    between_claim_and_dot(monkeypatch, deed)

    deliver()
    deliver()

    assert sink.received == []
    assert Intent.objects.values_list("state", flat=True).first() == state


@pytest.mark.drill("R12")
@pytest.mark.parametrize("deed", ["address", "words"])
def test_what_was_edited_between_claim_and_dot_goes_in_its_new_form(sink, monkeypatch, deed):
    intent, edits = enqueue(), []

    def edit(_):
        if edits:
            return
        edits.append(deed)
        if deed == "address":
            services.change_address(owner_code=MAYA, old=intent.to, new="m@new.example", now=NOW)
        else:
            services.reword(unique_key="k", subject="S", text="Newer words", now=NOW)

    between_claim_and_dot(monkeypatch, edit)
    deliver(), deliver()

    (got,) = sink.received
    assert got.recipients == (("m@new.example",) if deed == "address" else ("maya@alum.example",))
    assert (b"Newer words" in got.data) is (deed == "words")


@pytest.mark.drill("R12")
def test_cancel_that_loses_the_race_says_so(sink, monkeypatch):
    enqueue()
    late = []
    move = delivery.Sender.move

    def cancel_late(self, *args, **values):
        late.append(services.cancel(unique_key="k", outcome="Done.", now=NOW))
        return move(self, *args, **values)

    monkeypatch.setattr(delivery.Sender, "move", cancel_late)

    assert deliver() == 1
    assert late == [False]


@pytest.mark.drill("R12")
def test_without_the_last_look_a_cancelled_mail_goes(sink, monkeypatch):
    """The control of the tests above: they would see it."""
    enqueue()
    services_cancel = {"unique_key": "k", "outcome": "Done.", "now": NOW}

    def no_look(self, intent):
        services.cancel(**services_cancel)
        return True

    monkeypatch.setattr(delivery.Sender, "take_in_hand", no_look)
    deliver()

    assert len(sink.received) == 1
    assert Intent.objects.get().state == State.CANCELLED


@pytest.mark.drill("R15")
@pytest.mark.parametrize("host", ["192.0.2.1", "mail.example.org", "0.0.0.0"])  # noqa: S104
def test_outside_production_no_other_host_is_spoken_to(settings, sink, monkeypatch, host):
    tried = []
    monkeypatch.setattr(delivery.Line, "_get_socket", spied(delivery.Line._get_socket, tried))
    monkeypatch.setattr("socket.create_connection", lambda *_: tried.append("connected"))
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("192.0.2.1", 25))])
    settings.EMAIL_HOST = host
    intent = enqueue()

    deliver()

    assert tried == ["asked"]
    assert told(intent) == ("queued", 0.0, 0)
    settings.OUTBOX_LEAVES_THIS_MACHINE = True
    MailRoom.objects.update(waits_until=None)
    with pytest.raises(AttributeError):  # the control: what the spy gives is no socket
        deliver()
    assert tried == ["asked", "asked", "connected"]


def spied(real, tried):
    def asked(self, *args):
        tried.append("asked")
        return real(self, *args)

    return asked


@pytest.mark.drill("R15")
def test_rehearsal_writes_to_listed_addresses_alone(sink, settings):
    settings.OUTBOX_ALLOW_LIST = ["us@smartpick.example"]
    listed, other = enqueue("a", to="us@smartpick.example"), enqueue("b")

    deliver()

    assert (told(listed)[0], told(other)[0]) == ("sent", "cancelled")


def test_limits_hold_within_one_batch_and_spare_security_mail(sink, settings):
    settings.OUTBOX_PER_PERSON_A_DAY, settings.OUTBOX_PER_RECIPIENT_A_WEEK = 2, 3
    mine = [enqueue(f"m{n}", to=f"f{n}@school.example") for n in range(3)]
    theirs = [enqueue(f"t{n}", owner_code=uuid.uuid4(), to="one@school.example") for n in range(4)]
    code = enqueue("c", purpose=Purpose.SECURITY, to="one@school.example")

    deliver()

    assert [told(one)[0] for one in mine] == ["sent", "sent", "queued"]
    assert [told(one)[0] for one in theirs] == ["sent", "sent", "sent", "queued"]
    assert (mine[2].outcome, theirs[3].outcome) == (limits.PERSON_LIMIT, limits.RECIPIENT_LIMIT)
    assert told(code)[0] == "sent"
    deliver(NOW + timedelta(days=8))
    assert {told(one)[0] for one in mine + theirs} == {"sent"}


def test_no_more_than_the_cap_leave_in_a_minute(sink, settings):
    settings.OUTBOX_PER_MINUTE = 3
    for number in range(5):
        enqueue(f"k{number}", purpose=Purpose.SECURITY, to=f"p{number}@alum.example")

    assert deliver() == 3
    assert deliver(NOW + timedelta(seconds=30)) == 0
    assert deliver(NOW + timedelta(seconds=61)) == 2


@pytest.mark.parametrize("late", [False, True])
def test_code_that_is_over_is_not_sent(sink, late):
    intent = enqueue(good_until=NOW + timedelta(minutes=15), purpose=Purpose.SECURITY)

    deliver(NOW + timedelta(minutes=20 if late else 1))

    assert told(intent)[0] == ("cancelled" if late else "sent")


def test_one_line_is_kept_reset_after_a_refusal_and_closed_after_100(sink):
    sink.for_address = {"p5@alum.example": "550 no"}
    for number in range(150):
        enqueue(f"k{number:03}", to=f"p{number}@alum.example", owner_code=uuid.uuid4())

    assert deliver() == 149
    assert sink.connections == 2
    assert sink.spoken.count("reset") == 1


def test_lease_that_ran_out_gives_back_a_claim_and_flags_what_was_in_hand(sink):
    claimed, held = enqueue("a"), enqueue("b")
    lease = {"claimed_by": "dead", "lease_until": NOW - timedelta(seconds=1)}
    Intent.objects.filter(pk=claimed.pk).update(state="claimed", **lease)
    Intent.objects.filter(pk=held.pk).update(state="handing", **lease)

    deliver()

    assert (told(claimed)[0], told(held)[0]) == ("sent", "unconfirmed")
    assert len(sink.received) == 1


def test_files_go_along_and_the_copy_reaches_the_applicant(sink):
    enqueue(cc="cc@alum.example", reply_to="maya@alum.example", purpose=Purpose.OUTREACH,
            attachments=(File("cv.pdf", "application/pdf", b"%PDF-1"),))  # fmt: skip

    deliver()

    (got,) = sink.received
    assert got.recipients == ("maya@alum.example", "cc@alum.example")
    assert b'filename="cv.pdf"' in got.data
    assert b"Auto-Submitted" not in got.data
    assert b"List-Unsubscribe" not in got.data
