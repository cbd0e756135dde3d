"""One ask of one mentor: when it opens, what it waits for; who agreed to what, and on which day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q

from mentors.models import Contact, Target
from outreach.choices import AskAnswer, AskLevel, ContactState, Kind
from outreach.models import Ask, ProgramContact
from outreach.queries.facts import roles_of
from outreach.queries.letter_mail import words_of
from outreach.rules.advocacy import (
    DECLINED,
    LETTER,
    PROGRAM_CONTACT,
    REFERENCE,
    Promise,
    Said,
    Step,
    Window,
    is_advocate,
    prints_reference,
    read_step,
)
from outreach.rules.letter import (
    HESITANT,
    NEUTRAL,
    NOT_ASKED,
    STRONG,
    STRONG_WITH_SPECIFICS,
    strength_of,
)
from smartpick.campaign.models import Cycle, KeyDate
from smartpick.campaign.rules.soap import starts_contact

WINDOW_OF = {LETTER: "PL-11", REFERENCE: "PL-12", PROGRAM_CONTACT: "PL-14"}  # AD-02
KIND_OF = {LETTER: Kind.LETTER, REFERENCE: Kind.REFERENCE, PROGRAM_CONTACT: Kind.PROGRAM}
AGREED = "agreed"
# What a letter's strength answers on the ladder, the best first.
LETTER_ANSWERS = {
    STRONG_WITH_SPECIFICS: "yes",
    STRONG: "yes",
    NEUTRAL: "yes",
    HESITANT: "hesitant",
    DECLINED: "declined",
}


# --- one ask --------------------------------------------------------------------------------------


def windows_of(cycle: Cycle) -> dict[str, Window]:
    """First days by the plan; a step that was merged or dropped has none, and opens at once."""
    rows = KeyDate.objects.filter(cycle=cycle, key__in=WINDOW_OF.values())
    days = dict(rows.values_list("key", "starts_on"))
    return {level: Window(days.get(key)) for level, key in WINDOW_OF.items()}


def asks_by_level(target: Target) -> dict[str, Ask]:
    return {ask.level: ask for ask in target.asks.all()}


def said_by_level(target: Target) -> dict[str, Said]:
    """Each ask as the ladder reads it; that of a letter stands with the letters themselves."""
    told = {
        level: Said(ask.said_on, ask.answered_on, ask.answer)
        for level, ask in asks_by_level(target).items()
    }
    return told | {LETTER: letter_said(target)}


def letter_said(target: Target) -> Said:
    """A person's letters as one ask: the first day asked, the best answer."""
    held = list(target.letters.all())
    asked = [letter.asked_on for letter in held if letter.asked_on]
    answered = [letter for letter in held if letter.answered_on and letter.offer != NOT_ASKED]
    days = [letter.answered_on for letter in answered if letter.answered_on]
    return Said(
        said_on=min(asked or days, default=None),
        answered_on=min(days, default=None),
        answer=LETTER_ANSWERS.get(letter_strength(target), ""),
    )


def letter_strength(target: Target) -> str:
    """The best that was said of any letter of theirs; empty before an answer."""
    found = [
        DECLINED if letter.ended else strength_of(words_of(letter))
        for letter in target.letters.all()
        if letter.answered_on and letter.offer != NOT_ASKED
    ]
    return next((level for level in LETTER_ANSWERS if level in found), "")


def is_counted_on(target: Target, level: str) -> bool:
    """Whether the plan rests on this ask, said or not."""
    if level == LETTER:
        return any(letter.is_open for letter in target.letters.all())
    ask = asks_by_level(target).get(level)
    return ask is not None and ask.is_counted_on


def step_of(
    target: Target, level: str, *, today: date, windows: Mapping[str, Window] | None = None
) -> Step:
    """AD-01 and AD-02 of one mentor; a reason that was given before still counts."""
    asks = asks_by_level(target)
    held = windows if windows is not None else windows_of(target.cycle)
    reason = asks[level].override_reason if level in asks else ""
    return read_step(level, said_by_level(target), held, today=today, override_reason=reason)


def ask_is_locked(target: Target, level: str) -> bool:
    """Whether SOAP week closes this ask: any for outreach, and all to somebody with a program."""
    deed = "program_ask" if level == PROGRAM_CONTACT else "draft"
    return starts_contact(deed, to_roles=roles_of(target))


def targets_with_asks(cycle: Cycle) -> list[Target]:
    """All chosen people with what the board and the conversion row read; ten statements."""
    return list(
        Target.objects.filter(cycle=cycle)
        .select_related("faculty", "mentorship", "cycle")
        .prefetch_related(
            "asks",
            "letters__assignments",
            "faculty__roles",
            "commitments",
            Prefetch("contacts", Contact.objects.order_by("on_date", "id")),
            Prefetch("program_contacts", ProgramContact.objects.select_related("pick__program")),
        )
        .order_by("id")
    )


# --- advocates ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Advocate:
    """Somebody who agreed to be named or to speak up, with the day and the words (AD-07)."""

    target: Target
    agreed_to: tuple[str, ...]
    words_on: date
    words: str


def advocate_of(target: Target) -> Advocate | None:
    """AD-07: an agreed reference or contact with the day of their words; a letter is neither."""
    promises, told, words = [], [], ""
    for ask in target.asks.all():
        if ask.answer == AskAnswer.YES and ask.level != AskLevel.LETTER:
            promises.append(Promise(ask.level, AGREED, ask.answered_on))
            told.append(ask.get_level_display().lower())
            words = words or ask.words
    for row in target.program_contacts.all():
        if row.state in (ContactState.AGREED, ContactState.DONE):
            promises.append(Promise(PROGRAM_CONTACT, row.state, row.answered_on))
            told.append(f"a word to {row.pick.program.name}")
    if not is_advocate(promises):
        return None
    days = [one.words_on for one in promises if one.words_on]
    return Advocate(target, tuple(told), min(days), words)


# --- references -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Reference:
    ask: Ask
    prints: bool
    why_not: str


def references_of(cycle: Cycle, *, today: date) -> list[Reference]:
    """Every reference that is counted on, asked for or given, and whether it prints (AD-06)."""
    rows = (
        Ask.objects.filter(target__cycle=cycle, level=AskLevel.REFERENCE)
        .filter(Q(is_counted_on=True) | Q(said_on__isnull=False))
        .select_related("target__faculty")
        .order_by("target__snapshot_name", "id")
    )
    return [_reference(ask, today) for ask in rows]


def _reference(ask: Ask, today: date) -> Reference:
    prints = prints_reference(answer=ask.answer, route=ask.route, until=ask.until, today=today)
    why_not = ""
    if not ask.said_on:
        why_not = "Not asked yet."
    elif ask.answer != AskAnswer.YES:
        why_not = "No clear yes."
    elif ask.until is None:
        why_not = "No end date. Ask until when programs may call."
    elif ask.until < today:
        why_not = f"Ended {ask.until:%b} {ask.until.day}, {ask.until.year}."
    return Reference(ask, prints, why_not)
