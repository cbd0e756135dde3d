"""Claim, hand over, record.

`handing` is committed before the last dot and `sent` after the server's 250, in one commit with
the `handing` of the next, so that only the mail in hand can be in doubt. A crash in between shows
as 'unconfirmed' and is never repeated by the machine.
"""

import contextlib
import os
import random
import socket
import time
import uuid
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Case, Exists, F, Q, QuerySet, Value, When

from smartpick.common.claims import claim_at_once
from smartpick.outbox import limits, restore
from smartpick.outbox.choices import Phase, Purpose, State
from smartpick.outbox.message import envelope_of
from smartpick.outbox.models import Attempt, Intent, MailRoom, Suppression
from smartpick.outbox.rules import address_hash, line_waits_until, reason_of, retry_at
from smartpick.outbox.services import note_refusal
from smartpick.outbox.smtp import (
    Broken,
    Envelope,
    HandOverError,
    Line,
    NotHere,
    NotLetIn,
    Refused,
    Unanswered,
    Unreachable,
)

BATCH = 100
ON_ONE_LINE = 100
SECONDS_A_PASS = 45.0
BROKEN_IN_A_ROW = 3
UNSEEN = "The mail server's answer was not seen."
NOT_READY = "The mail server was not ready; it is tried again."
FREE = {"claimed_by": "", "lease_until": None}
Clock = Callable[[], datetime]


def deliver(*, clock: Clock) -> int:
    """Hands over what is due, for 45 seconds at most; how many the server took.

    In the try-out none leave: mails stay and are shown.
    """
    recover(now=clock())
    if not settings.OUTBOX_DELIVERS or line_rests(now=clock()):
        return 0
    sender = Sender(clock)
    try:
        return sender.run()
    finally:
        sender.close()


def lease() -> timedelta:
    return timedelta(seconds=settings.OUTBOX_LEASE_SECONDS)


def recover(*, now: datetime) -> int:
    """Leases that ran out: what was only claimed goes back; what was in hand is unconfirmed."""
    over = Intent.objects.filter(lease_until__lt=now, state__in=[State.CLAIMED, State.HANDING])
    return over.update(
        outcome=Case(When(state=State.HANDING, then=Value(UNSEEN)), default=F("outcome")),
        state=Case(
            When(state=State.HANDING, then=Value(State.UNCONFIRMED)), default=Value(State.QUEUED)
        ),
        updated_at=now,
        **FREE,
    )


def line_rests(*, now: datetime) -> bool:
    """Whether the server did not answer a moment ago, or wants another login."""
    return MailRoom.objects.filter(waits_until__gt=now).exists()


def open_now(now: datetime) -> Q:
    return Q(closed_until__isnull=True) | Q(closed_until__lte=now) | Q(closed_from__gt=now)


def due(now: datetime) -> QuerySet[Intent]:
    return Intent.objects.filter(open_now(now), state=State.QUEUED, due_at__lte=now).order_by(
        "due_at", "id"
    )


class Sender:
    """One pass of one process: its claims, its line, and the mail that it has in hand."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.me = f"{socket.gethostname()[:20]}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self.line: Line | None = None
        self.taken: tuple[Intent, str] | None = None  # the server has it, our table not yet
        self.sent_count = 0
        self.broken_count = 0

    def run(self) -> int:
        end = time.monotonic() + SECONDS_A_PASS
        while time.monotonic() < end and (batch := self.claim()):
            for position, intent in enumerate(batch):
                if time.monotonic() > end or not self.try_one(intent):
                    self.give_back(batch[position:])
                    return self.sent_count
            self.note_taken()
        return self.sent_count

    def close(self) -> None:
        """A database that restarts gets ten seconds to hear of the mail that has just gone."""
        for _ in range(20):
            try:
                self.note_taken()
                break
            except DatabaseError:
                connection.close()
                time.sleep(0.5)
        if self.line is not None:
            self.line.leave()

    # Claims ---------------------------------------------------------------------------------

    def claim(self) -> list[Intent]:
        """The next batch, with what may not go now weeded out; empty when there is nothing."""
        now = self.clock()
        with transaction.atomic():
            lasts = now + lease()
            taken = {"claimed_by": self.me, "lease_until": lasts, "updated_at": now}
            if not claim_at_once(due(now), limit=BATCH, state=State.CLAIMED, **taken):
                return []
            room, fresh = MailRoom.objects.get_or_create(pk=1)
            if fresh:
                restore.write_outside(room)  # before the commit: others see the row only with it
            restored = restore.is_restored()
            if not restored:
                room = restore.count_pass()
                batch = self.weed(room, now=now)
        if restored:
            restore.hold_everything(now=now)
            return []
        restore.write_outside(room)
        return batch

    def weed(self, room: MailRoom, *, now: datetime) -> list[Intent]:
        mine = Intent.objects.filter(claimed_by=self.me, state=State.CLAIMED)
        held = restore.to_be_held(room).filter(pk__in=mine)
        Intent.objects.filter(pk__in=list(held.values_list("pk", flat=True))).update(
            state=State.HELD, outcome=restore.HELD_WORDS, updated_at=now, **FREE
        )
        rows = list(mine.order_by("due_at", "id").prefetch_related("attachments"))
        refused = limits.verdicts(rows, now=now)
        for key, (state, outcome, due_at) in refused.items():
            changed = {"due_at": due_at} if due_at else {}
            mine.filter(pk=key).update(
                state=state, outcome=outcome, updated_at=now, **changed, **FREE
            )
        rows = [row for row in rows if row.pk not in refused]
        room_left = limits.room_this_minute(now=now) - self.uncounted()
        self.give_back(rows[room_left:])
        return rows[:room_left]

    def uncounted(self) -> int:
        return int(self.taken is not None)

    def give_back(self, intents: list[Intent]) -> None:
        keys = [intent.pk for intent in intents]
        if keys:
            Intent.objects.filter(pk__in=keys, claimed_by=self.me, state=State.CLAIMED).update(
                state=State.QUEUED, updated_at=self.clock(), **FREE
            )

    # One mail -------------------------------------------------------------------------------

    def try_one(self, intent: Intent) -> bool:
        """Whether the next may be tried; False when the line as a whole is at fault."""
        try:
            envelope = envelope_of(intent, now=self.clock())
            self.hand(intent, envelope)
        except (Unreachable, NotLetIn, NotHere) as trouble:
            self.rest_the_line(trouble)
            return False
        except Refused as no:
            self.settle(intent, no)
        except Broken as gone:
            self.settle(intent, gone)
            self.broken_count += 1
            if self.broken_count >= BROKEN_IN_A_ROW:
                self.rest_the_line(gone)
                return False
        except Unanswered as silence:
            self.record(intent, State.HANDING, State.UNCONFIRMED, silence, outcome=UNSEEN)
        except ValueError:
            self.settle(intent, Refused(Phase.RECIPIENT, 553, "The address cannot be used."))
        return True

    def hand(self, intent: Intent, envelope: Envelope) -> None:
        line = self.open_line()
        if not line.hand(envelope, lambda: self.take_in_hand(intent)):
            self.give_back([intent])  # somebody cancelled or changed it a moment ago
            return
        copy = f" The copy to {envelope.cc} was refused ({envelope.refused_copy})."
        self.taken = intent, "Sent." + (copy if envelope.refused_copy else "")
        self.sent_count += 1
        self.broken_count = 0

    def open_line(self) -> Line:
        if self.line is not None and self.line.handed_count >= ON_ONE_LINE:
            self.line.leave()
        if self.line is None or self.line.sock is None:
            self.line = Line(local_hostname=settings.OUTBOX_HELLO)
            self.line.open()
            MailRoom.objects.filter(pk=1, failures_count__gt=0).update(
                failures_count=0, waits_until=None, stopped_at=None, stopped_because=""
            )
        return self.line

    def take_in_hand(self, intent: Intent) -> bool:
        """Says 'sent' of the one before and 'handing' of this one, in one commit.

        The last look before the dot: a mail that was cancelled, changed, stopped or erased in the
        meantime, or whose window closed, hits no row.
        """
        now = self.clock()
        free = Intent.objects.filter(
            open_now(now), pk=intent.pk, state=State.CLAIMED, claimed_by=self.me, to=intent.to
        )
        if intent.purpose != Purpose.SECURITY:
            free = free.filter(~Exists(stops(intent)))
        with self.taken_noted():
            hit = free.update(
                state=State.HANDING,
                lease_until=now + lease(),
                attempts_count=F("attempts_count") + 1,
                updated_at=now,
            )
        return hit == 1

    def note_taken(self) -> None:
        if self.taken is not None:
            with self.taken_noted():
                pass

    @contextlib.contextmanager
    def taken_noted(self) -> Iterator[None]:
        """A transaction that begins by recording the last 250; forgotten once committed."""
        with transaction.atomic():
            if self.taken is not None:
                intent, outcome = self.taken
                now = self.clock()
                if self.move(
                    intent, State.HANDING, State.SENT,
                    sent_at=now, outcome=outcome[:200], code_answered=250, **FREE,
                ):  # fmt: skip
                    number = intent.attempts_count + 1
                    note_attempt(intent, number, State.SENT, Phase.ANSWER, 250, now)
            yield
        self.taken = None

    def move(self, intent: Intent, frm: str, to: str, **values: object) -> bool:
        mine = Intent.objects.filter(pk=intent.pk, state=frm, claimed_by=self.me)
        return mine.update(**{"state": to, "updated_at": self.clock(), **values}) == 1

    # What did not go ------------------------------------------------------------------------

    def settle(self, intent: Intent, trouble: HandOverError) -> None:
        """By the table of codes: again later, or never."""
        number = intent.attempts_count + 1
        state = State.HANDING if trouble.phase == Phase.ANSWER else State.CLAIMED
        again = retry_at(trouble.code, number, self.clock(), spread=random.random())  # noqa: S311
        if again is None:
            words = reason_of(trouble.code, trouble.said)
            self.record(intent, state, State.FAILED, trouble, outcome=words)
            if trouble.phase == Phase.RECIPIENT and trouble.code:
                note_refusal(address=intent.to, code=trouble.code, said=trouble.said)
        else:
            self.record(intent, state, State.QUEUED, trouble, outcome=NOT_READY, due_at=again)

    def record(
        self, intent: Intent, frm: str, to: State, trouble: HandOverError, **values: object
    ) -> None:
        number = intent.attempts_count + 1
        values |= {"attempts_count": number, "code_answered": trouble.code, **FREE}
        with self.taken_noted():
            if self.move(intent, frm, to, **values):
                note_attempt(intent, number, to, trouble.phase, trouble.code, self.clock())

    def rest_the_line(self, trouble: HandOverError) -> None:
        """No mail counts as tried. A line that wants another login is asked every 15 minutes."""
        self.note_taken()
        room, _ = MailRoom.objects.get_or_create(pk=1)
        failures = room.failures_count + (3 if isinstance(trouble, NotLetIn | NotHere) else 1)
        waits = line_waits_until(failures, self.clock(), spread=random.random())  # noqa: S311
        MailRoom.objects.filter(pk=1).update(
            failures_count=min(failures, 1000),
            waits_until=waits,
            stopped_at=room.stopped_at or self.clock(),
            stopped_because=line_words(trouble),
        )


def stops(intent: Intent) -> QuerySet[Suppression]:
    return Suppression.objects.filter(
        address_hash=address_hash(intent.to), kind__in=["all", intent.kind]
    )


def note_attempt(
    intent: Intent, number: int, state: str, phase: Phase, code: int | None, now: datetime
) -> None:
    Attempt.objects.create(
        intent=intent, number=number, at=now, state=state, phase=phase, code=code
    )


def line_words(trouble: HandOverError) -> str:
    """For the operator's page: no address, no text."""
    if isinstance(trouble, NotHere):
        return "Outside production nothing leaves this machine."
    if isinstance(trouble, NotLetIn):
        return f"The mail server does not let us in {Phase(trouble.phase).label} ({trouble.code})."
    return f"The mail server does not answer {Phase(trouble.phase).label} ({trouble.code})."
