"""Deeds on letters: planned, told as they stand, ended, taken up again, given to programs.

No letter is stored, and nothing goes to its writer from here: a mail does, by the person's click.
"""

from collections.abc import Collection
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from mentors.models import Target
from outreach.choices import Kind, LetterDeed, LetterState
from outreach.models import Letter, LetterAssignment, LetterEvent, Message
from outreach.queries.letter import TOLD, facts_of, letter_set, open_letter_of, plan_days, told_of
from outreach.rules import letter as rules
from outreach.rules.letter_steps import (
    Move,
    Told,
    completed,
    moves_between,
    problems_of,
    state_of,
)
from smartpick.accounts.models import User
from smartpick.campaign.choices import Lever, ProgressKind, TaskOrigin, Verb
from smartpick.campaign.models import Cycle, ProgressEntry, Task
from smartpick.campaign.services import (
    add_task,
    edit_progress,
    mark_dates_changed,
    note_activity,
    record_progress,
    remove_progress,
    skip_task,
)
from smartpick.common.errors import RuleBroken

SECOND_WRITER = "Find a second letter writer"
PROOF_SHOWN = "Their answer, kept with your letters"
CHANGED = "This letter was saved elsewhere since you opened it. Look at it, then save again."


@transaction.atomic
def add_letter(
    *, target: Target, told: Told, by: User | None, now: datetime, today: date
) -> tuple[Letter, bool]:
    """A letter to count on, and whether it is new: the same one of a person is there once.

    Raises RuleBroken with the first thing that cannot be.
    """
    same = Letter.objects.filter(
        target=target, kind=told.kind, specialty=told.specialty, ended=""
    ).first()
    if same is not None:
        return same, False
    letter = Letter(target=target, kind=told.kind, specialty=told.specialty)
    try:
        with transaction.atomic():
            _write(letter, told, now=now, today=today)
    except IntegrityError:  # the same press from another tab was first
        return Letter.objects.get(
            target=target, kind=told.kind, specialty=told.specialty, ended=""
        ), False
    _note(letter, [Move(LetterDeed.ADDED, today)])
    note_activity(
        cycle=target.cycle, verb=Verb.EDITED, noun="a letter", by=by, now=now,
        object_code=letter.code,
    )  # fmt: skip
    return letter, True


@transaction.atomic
def save_letter(
    *, letter: Letter, told: Told, expected_version: int, now: datetime, today: date
) -> Letter:
    """All that is known of a letter, as its page says it. Its moves stand in its history.

    An answer writes or mends the logbook's line and, where the letter cannot be leaned on, an
    action to find a second writer. Raises RuleBroken with the first thing that cannot be, and when
    it was saved elsewhere since.
    """
    held: Letter = Letter.objects.select_for_update().get(pk=letter.pk)
    if held.version != expected_version:
        raise RuleBroken(CHANGED)
    _write(held, told, now=now, today=today)
    return held


def _write(letter: Letter, told: Told, *, now: datetime, today: date) -> None:
    before = told_of(letter) if letter.pk else Told(kind=told.kind, specialty=told.specialty)
    told = completed(told, today=today)
    wrong = problems_of(told, before, plan=plan_days(letter.target.cycle), today=today)
    if wrong:
        raise RuleBroken(next(iter(wrong.values())))
    if _is_taken(letter, told):
        raise RuleBroken(f"You have this letter of {letter.writer} already. Open that one.")
    for name in TOLD:
        setattr(letter, name, getattr(told, name))
    letter.state = state_of(told, letter.ended)
    letter.version += 1
    letter.save()
    _note(letter, moves_between(before, told, today=today))
    _follow_answer(letter, now=now, today=today)
    mark_dates_changed(cycle=letter.target.cycle, now=now)


def _is_taken(letter: Letter, told: Told) -> bool:
    same = Letter.objects.filter(
        target=letter.target, kind=told.kind, specialty=told.specialty, ended=""
    )
    return not letter.ended and same.exclude(pk=letter.pk).exists()


def _note(letter: Letter, moves: Collection[Move]) -> None:
    LetterEvent.objects.bulk_create(
        LetterEvent(letter=letter, deed=move.deed, on_date=move.on_date, note=move.note[:300])
        for move in moves
    )


# --- what follows from an answer ------------------------------------------------------------------


def _follow_answer(letter: Letter, *, now: datetime, today: date) -> None:
    _keep_proof(letter, today)
    whole = letter_set(letter.target.cycle, today=today)
    facts = [line.facts for line in whole.lines if not line.letter.ended]
    needed = {one.instead_of: one.due_on for one in rules.second_writers(facts, today=today)}
    due_on = needed.get(str(letter.code))
    task = Task.objects.filter(
        cycle=letter.target.cycle, origin=TaskOrigin.LETTER, origin_code=letter.code
    ).first()
    if due_on and task is None:
        add_task(
            cycle=letter.target.cycle, title=SECOND_WRITER, lever=Lever.ADVOCATES, due_on=due_on,
            why=facts_sentence(letter), origin=TaskOrigin.LETTER, origin_code=letter.code, now=now,
        )  # fmt: skip
    elif task is not None and task.is_open and facts_of(letter).strength in rules.SAID_STRONG:
        skip_task(task=task, because="They said strong.", now=now)


def facts_sentence(letter: Letter) -> str:
    """Why a second writer: whose letter it is, and what was read from the words. Its owner's."""
    said = rules.judge_words(facts_of(letter).words)
    return f"{letter.writer}: {said.because[0].sentence}"


def _keep_proof(letter: Letter, today: date) -> None:
    """An agreed letter is a dated line of the logbook; no word that was said stands in it."""
    agreed = not letter.ended and letter.answered_on is not None and facts_of(letter).is_agreed
    entry = letter.proof
    if not agreed:
        if entry is not None:
            letter.proof = None
            letter.save(update_fields=["proof"])
            remove_progress(entry=entry)
        return
    assert letter.answered_on is not None  # noqa: S101  (agreed means answered)
    title, shown = f"{letter.writer} agreed to write a letter"[:160], PROOF_SHOWN
    if entry is None:
        letter.proof = record_progress(
            cycle=letter.target.cycle, kind=ProgressKind.LETTER_AGREED, title=title,
            done_on=letter.answered_on, today=today, shown_by=shown,
            with_whom=letter.writer[:120], specialty=letter.specialty,
        )  # fmt: skip
        letter.save(update_fields=["proof"])
    elif entry.done_on != letter.answered_on:
        edit_progress(
            entry=entry, kind=ProgressKind.LETTER_AGREED, title=title, done_on=letter.answered_on,
            today=today, shown_by=shown, with_whom=letter.writer[:120],
        )  # fmt: skip
    if letter.proof is not None and letter.proof.specialty != letter.specialty:
        ProgressEntry.objects.filter(pk=letter.proof.pk).update(specialty=letter.specialty)


# --- ways out and back ----------------------------------------------------------------------------


@transaction.atomic
def end_letter(
    *, letter: Letter, how: str, on_date: date, note: str, now: datetime, today: date
) -> Letter:
    """A writer who withdraws, or one not counted on any more. What was said stays; programs that
    had it are counted without it."""
    if on_date > today:
        raise RuleBroken("Use today or an earlier date.")
    letter.ended, letter.ended_on = how, on_date
    words = f"{letter.get_ended_display()}. {note}".strip()
    return _turn(letter, Move(LetterDeed.ENDED, on_date, words), now=now, today=today)


@transaction.atomic
def take_up(*, letter: Letter, now: datetime, today: date) -> Letter:
    """Undo of an ending: it stands where its days say."""
    if _is_taken_now(letter):
        raise RuleBroken(f"You count on another such letter of {letter.writer}. Open that one.")
    letter.ended, letter.ended_on = "", None
    move = Move(LetterDeed.TAKEN_BACK, today, "Counted on again")
    return _turn(letter, move, now=now, today=today)


def _is_taken_now(letter: Letter) -> bool:
    same = Letter.objects.filter(
        target=letter.target, kind=letter.kind, specialty=letter.specialty, ended=""
    )
    return same.exclude(pk=letter.pk).exists()


def _turn(letter: Letter, move: Move, *, now: datetime, today: date) -> Letter:
    letter.state = state_of(told_of(letter), letter.ended)
    letter.version += 1
    letter.save(update_fields=["ended", "ended_on", "state", "version", "updated_at"])
    _note(letter, [move])
    _follow_answer(letter, now=now, today=today)
    mark_dates_changed(cycle=letter.target.cycle, now=now)
    return letter


STEPS = ("asked", "requested", "uploaded")


def take_step(*, letter: Letter, step: str, now: datetime, today: date) -> Letter:
    """'Asked today', 'Requested today', 'Uploaded today'; said twice it is the first day."""
    if getattr(letter, f"{step}_on") is not None:
        return letter
    told = _with_day(told_of(letter), step, today)
    return save_letter(
        letter=letter, told=told, expected_version=letter.version, now=now, today=today
    )


def take_step_back(*, letter: Letter, step: str, now: datetime, today: date) -> Letter:
    told = _with_day(told_of(letter), step, None)
    return save_letter(
        letter=letter, told=told, expected_version=letter.version, now=now, today=today
    )


def _with_day(told: Told, step: str, day: date | None) -> Told:
    changed: dict[str, Any] = {f"{step}_on": day}
    return replace(told, **changed)


# --- by mail --------------------------------------------------------------------------------------


def follow_mail(*, message: Message, now: datetime, today: date) -> None:
    """A sent ask or material moves the one letter it can be about; with two nobody guesses."""
    day = message.sent_on
    if day is None:
        return
    if message.kind == Kind.LETTER:
        letter = open_letter_of(message.target_id, [LetterState.PLANNED])
        told = replace(told_of(letter), asked_on=day) if letter else None
    elif message.kind == Kind.MATERIAL:
        letter = open_letter_of(
            message.target_id,
            [LetterState.ANSWERED, LetterState.MATERIAL, LetterState.REQUESTED],
        )
        told = _with_files(letter, message, day) if letter else None
    else:
        return
    if letter is not None and told is not None:
        save_letter(letter=letter, told=told, expected_version=letter.version, now=now, today=today)


def _with_files(letter: Letter, message: Message, day: date) -> Told:
    """What went along, as material: the first day of each stays."""
    kinds = {row.kind for row in message.attachments.all()} & {"cv", "statement"}
    given = {kind: day.isoformat() for kind in kinds} | dict(letter.given)
    return replace(told_of(letter), given=given)


# --- programs -------------------------------------------------------------------------------------


@transaction.atomic
def assign_letters(
    *, cycle: Cycle, programs: Collection[str], pairs: Collection[tuple[str, str]], today: date
) -> int:
    """Which letters these programs get: (letter, pick) codes, all of theirs. Answers how many.

    Raises RuleBroken for a program with more letters than its service takes (LT-04).
    """
    whole = letter_set(cycle, today=today)
    letters = {str(line.letter.code): line.letter for line in whole.open_lines}
    picks = {str(pick.code): pick for pick in whole.picks if str(pick.code) in set(programs)}
    wanted = {pair for pair in pairs if pair[0] in letters and pair[1] in picks}
    for code, pick in picks.items():
        limit, count = whole.limit_of(pick), sum(pair[1] == code for pair in wanted)
        if limit is not None and count > limit:
            raise RuleBroken(rules.over_limit_sentence(pick.program.name, count, limit))
    rows = LetterAssignment.objects.filter(letter__in=letters.values(), pick__in=picks.values())
    held = {(str(row.letter.code), str(row.pick.code)): row for row in
            rows.select_related("letter", "pick")}  # fmt: skip
    gone = [row.pk for pair, row in held.items() if pair not in wanted]
    LetterAssignment.objects.filter(pk__in=gone).delete()
    LetterAssignment.objects.bulk_create(
        [
            LetterAssignment(letter=letters[letter], pick=picks[pick])
            for letter, pick in sorted(wanted - set(held))
        ],
        ignore_conflicts=True,
    )
    return len(wanted)
