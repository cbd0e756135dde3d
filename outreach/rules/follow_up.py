"""FU: states of a message, who may set them, and when a follow-up is proposed.

Rulebook of words, part H. Nothing here sends; a follow-up is a draft like any other.
"""

from dataclasses import dataclass
from datetime import date, timedelta

MOST = 2
WAIT_DAYS = 10
SAME_TEXT_DAYS = 7
CORRECTION_DAYS = 7
FOLLOWED = frozenset(
    {
        "first",
        "exploratory",
        "letter_ask",
        "material",
        "reference_ask",
        "program_ask",
        "offer_of_work",
    }
)
APPLICANT, MACHINE = "applicant", "machine"
MOVES: dict[tuple[str, str], str] = {
    ("draft", "handed_over"): APPLICANT,
    ("draft", "queued"): APPLICANT,
    ("draft", "sent"): APPLICANT,
    ("draft", "cancelled"): APPLICANT,
    ("handed_over", "sent"): APPLICANT,
    ("handed_over", "draft"): APPLICANT,
    ("handed_over", "queued"): APPLICANT,
    ("handed_over", "cancelled"): APPLICANT,
    ("queued", "draft"): APPLICANT,
    ("queued", "cancelled"): APPLICANT,
    ("queued", "sent"): MACHINE,
    ("queued", "failed"): MACHINE,
    ("queued", "unconfirmed"): MACHINE,
    ("sent", "failed"): MACHINE,
    ("sent", "draft"): APPLICANT,
    ("failed", "draft"): APPLICANT,
    ("failed", "queued"): APPLICANT,
    ("failed", "sent"): APPLICANT,
    ("unconfirmed", "queued"): APPLICANT,
    ("unconfirmed", "sent"): APPLICANT,
    ("unconfirmed", "draft"): APPLICANT,
    ("cancelled", "draft"): APPLICANT,
}
EDITABLE = frozenset({"draft", "handed_over", "failed", "cancelled"})


def may_move(frm: str, to: str, by: str) -> bool:
    return MOVES.get((frm, to)) == by


@dataclass(frozen=True)
class Thread:
    """A first mail with what followed it. `contact_on`: the latest contact of any kind after it."""

    kind: str
    sent_on: date | None
    answer: str = "none"
    wait_days: int | None = WAIT_DAYS
    follow_ups_sent: tuple[date, ...] = ()
    contact_on: date | None = None
    is_closed: bool = False
    is_leader: bool = False
    quiet: tuple[tuple[date, date], ...] = ()
    soap: tuple[date, date] | None = None


@dataclass(frozen=True)
class Proposal:
    """The next follow-up: which one, and from which day on."""

    number: int
    due_on: date

    def is_due(self, today: date) -> bool:
        return self.due_on <= today


def next_follow_up(thread: Thread) -> Proposal | None:
    """Nothing when it is answered, closed, of a kind that is not followed, or followed twice."""
    if thread.kind not in FOLLOWED or thread.sent_on is None or thread.wait_days is None:
        return None
    count = len(thread.follow_ups_sent)
    if thread.answer != "none" or thread.is_closed or count >= MOST:
        return None
    last = max((thread.sent_on, *thread.follow_ups_sent))
    if thread.contact_on and thread.contact_on > last:
        return None
    wait = thread.wait_days if not count else WAIT_DAYS
    return Proposal(count + 1, _waited(last + timedelta(days=wait), thread))


def _waited(day: date, thread: Thread) -> date:
    """A day in a pause, or for a leader in SOAP week, waits for the day after."""
    ranges = list(thread.quiet)
    if thread.soap and thread.is_leader:
        ranges.append(thread.soap)
    for first, last in sorted(ranges):
        if first <= day <= last:
            day = last + timedelta(days=1)
    return day


def no_answer_on(thread: Thread) -> date | None:
    """Ten days after the second follow-up; a reply removes it."""
    if thread.answer != "none" or len(thread.follow_ups_sent) < MOST:
        return None
    return max(thread.follow_ups_sent) + timedelta(days=WAIT_DAYS)


def reply_days(sent_on: date, answered_on: date) -> int:
    return (answered_on - sent_on).days
