"""The sender broken on purpose, for the controls, and the steps at which it can be made to die.

Applied inside a worker's process and nowhere else.
"""

import os
import signal
import threading
import time
import uuid

from django.utils import timezone

from outreach.models import Message
from outreach.services import send
from smartpick.outbox import delivery, smtp
from smartpick.outbox import services as outbox
from smartpick.outbox.choices import State
from smartpick.outbox.models import Intent


def break_it(name: str) -> None:
    {"": lambda: None, "hand over, then mark": unmarked, "mark, then hand over": marked_first,
     "no conditional update": unconditional, "saved, then queued by a thread": queued_later,
     "a key for each press": key_for_each_press}[name]()  # fmt: skip


def unmarked() -> None:
    """Nothing is written before the dot: a crash looks as if the mail had never been tried."""

    def look(self, intent):
        self.note_taken()
        return True

    def note(self):
        if self.taken is not None:
            Intent.objects.filter(pk=self.taken[0].pk).update(
                state=State.SENT, claimed_by="", lease_until=None
            )
        self.taken = None

    delivery.Sender.take_in_hand = look
    delivery.Sender.note_taken = note


def marked_first() -> None:
    """All that is claimed counts as sent at once."""
    weed = delivery.Sender.weed

    def mark(self, room, *, now):
        rows = weed(self, room, now=now)
        keys = [row.pk for row in rows]
        Intent.objects.filter(pk__in=keys).update(
            state=State.SENT, claimed_by="", lease_until=None, sent_at=now
        )
        return rows

    delivery.Sender.weed = mark
    delivery.Sender.take_in_hand = lambda self, intent: True


def unconditional() -> None:
    """Looks at what is due, then takes it, without asking whether it is still there."""

    def claim(free, *, limit, **taken):
        return limit

    def weed(self, room, *, now):
        rows = list(delivery.due(now)[:20])
        return rows

    def look(self, intent):
        self.note_taken()
        return True

    def note(self):
        if self.taken is not None:
            Intent.objects.filter(pk=self.taken[0].pk).update(
                state=State.SENT, sent_at=timezone.now()
            )
        self.taken = None

    delivery.claim_at_once = claim
    delivery.Sender.weed = weed
    delivery.Sender.take_in_hand = look
    delivery.Sender.note_taken = note


def queued_later() -> None:
    """The message says 'queued' at once, and a thread of the web server writes the mail."""
    real = outbox.enqueue

    def later(mail, *, now):
        threading.Timer(0.3, lambda: real(mail, now=now)).start()

    outbox.enqueue = later


def key_for_each_press() -> None:
    """Nothing names the one sending that a form was drawn for."""
    Message.intent_key = property(lambda self: f"message:{uuid.uuid4()}")
    send.SENDABLE = (*send.SENDABLE, "queued")


def die(*_: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def before(owner, name):
    setattr(owner, name, die)


def after(owner, name):
    real = getattr(owner, name)

    def then(*words, **values):
        real(*words, **values)
        die()

    setattr(owner, name, then)


def after_the_dot():
    def send_and_fall(self, end):
        self.send(end)
        time.sleep(0.1)  # the wire needs a moment; the answer is not read
        die()

    smtp.Line._send_and_hear = send_and_fall


# Each step from 'due' to 'recorded', and what must be seen afterwards: state, copies.
STEPS = {
    "before the claim": (lambda: before(delivery.Sender, "claim"), "sent", 1),
    "after the claim": (lambda: after(delivery.Sender, "claim"), "sent", 1),
    "after the connection": (lambda: after(smtp.Line, "open"), "sent", 1),
    "before the text": (lambda: before(smtp.Line, "send"), "sent", 1),
    "after the text, before the mark": (
        lambda: before(delivery.Sender, "take_in_hand"), "sent", 1),
    "after the mark, before the dot": (
        lambda: after(delivery.Sender, "take_in_hand"), "unconfirmed", 0),
    "after the dot, before the answer": (after_the_dot, "unconfirmed", 1),
    "after the answer, before the record": (lambda: after(smtp.Line, "_finish"), "unconfirmed", 1),
    "after the record": (lambda: after(delivery.Sender, "note_taken"), "sent", 1),
}  # fmt: skip
