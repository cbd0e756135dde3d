"""Saying an ask aloud, keeping its answer, counting on it, going over the ladder with a reason.

SOAP week closes any ask for outreach here; a draft or a mail to a program's people is closed where
it is begun and sent.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from mentors.models import Target
from outreach.choices import AskAnswer, AskLevel, ContactState, Kind, LetterEnd
from outreach.models import Ask, Letter, Message, ProgramContact
from outreach.models.ask import REASON_CAP
from outreach.queries.asks import KIND_OF, step_of
from outreach.queries.letter import told_of
from outreach.rules.advocacy import OVERRIDE_LENGTH
from outreach.rules.letter_steps import Told
from outreach.services.letter import add_letter, end_letter, save_letter
from smartpick.accounts.models import User
from smartpick.campaign.choices import Verb
from smartpick.campaign.models import Cycle
from smartpick.campaign.queries.soap import soap_lock
from smartpick.campaign.services import note_activity
from smartpick.common.errors import RuleBroken, StaleEdit

LEVEL_OF = {kind: AskLevel(level) for level, kind in KIND_OF.items()}
FIELDS = ("said_on", "answer", "answered_on", "words", "scope", "route", "until")
NEEDS_ROUTE = "Choose email or phone so programs know how to reach them."
REASON_SHORT = f"Write why, in {OVERRIDE_LENGTH} characters or more. It is kept beside the ask."


def refuse_outreach(*, cycle: Cycle, level: str, now: datetime) -> None:
    """T5: in SOAP week nothing about an ask for outreach moves, whoever is asked."""
    week = soap_lock(cycle, now) if level == AskLevel.PROGRAM_CONTACT else None
    if week:
        raise RuleBroken(week.sentence)


def ask_of(target: Target, level: str) -> Ask:
    return target.asks.filter(level=level).first() or Ask(target=target, level=level)


def require_open(target: Target, level: str, *, today: date, recording: bool = False) -> None:
    """Raises RuleBroken while the ladder holds this ask closed and no reason was given (AD-01).

    What was said already is a fact: recording it minds the order of the asks, not the month.
    """
    step = step_of(target, level, today=today)
    if step.is_overridden or (recording and step.is_open):
        return
    if not step.may_draft:
        raise RuleBroken(" ".join(reason.sentence for reason in step.judgement.because))


@transaction.atomic
def ask_anyway(*, target: Target, level: str, reason: str, by: User | None, now: datetime) -> Ask:
    """A reason opens a closed ask for this mentor, and stays beside it and in the log."""
    refuse_outreach(cycle=target.cycle, level=level, now=now)
    text = reason.strip()[:REASON_CAP]
    if len(text) < OVERRIDE_LENGTH:
        raise RuleBroken(REASON_SHORT)
    ask = ask_of(target, level)
    ask.override_reason, ask.overridden_on = text, timezone.localdate(now)
    ask.version += 1
    ask.save()
    noun = f"the order of the asks: {ask.get_level_display().lower()}"
    note_activity(cycle=target.cycle, verb=Verb.DECIDED, noun=noun, by=by, now=now,
                  object_code=ask.code)  # fmt: skip
    return ask


@transaction.atomic
def record_ask(
    *,
    target: Target,
    level: str,
    data: Mapping[str, Any],
    expected_version: int,
    by: User | None,
    now: datetime,
) -> Ask:
    """What was said and answered. Raises RuleBroken for a day or an answer that cannot be, and for
    a harder ask before the easier one without a reason; StaleEdit when it was saved elsewhere."""
    refuse_outreach(cycle=target.cycle, level=level, now=now)
    if level == AskLevel.LETTER:
        raise RuleBroken("What was said of a letter stands with the letter.")
    today = timezone.localdate(now)
    Target.objects.select_for_update().get(pk=target.pk)
    ask = ask_of(target, level)
    if ask.version != expected_version and any(getattr(ask, n) != data[n] for n in FIELDS):
        current = {name: getattr(ask, name) for name in FIELDS}
        raise StaleEdit(current=current, version=ask.version, by="", at=ask.updated_at)
    _refuse_days(data, today)
    if level == AskLevel.REFERENCE and data["answer"] == AskAnswer.YES and not data["route"]:
        raise RuleBroken(NEEDS_ROUTE)
    if data["said_on"]:
        require_open(target, level, today=today, recording=True)
    for name in FIELDS:
        setattr(ask, name, data[name])
    ask.version += 1
    ask.save()
    noun = f"an ask: {ask.get_level_display().lower()}"
    note_activity(cycle=target.cycle, verb=Verb.EDITED, noun=noun, by=by, now=now,
                  object_code=ask.code)  # fmt: skip
    return ask


def _refuse_days(data: Mapping[str, Any], today: date) -> None:
    said, answered = data["said_on"], data["answered_on"]
    if (said and said > today) or (answered and answered > today):
        raise RuleBroken("Use today or an earlier date.")
    if data["answer"] and not (said and answered):
        raise RuleBroken("An answer needs two days: when you asked, and when they answered.")
    if answered and not data["answer"]:
        raise RuleBroken("Choose their answer, or leave its day empty.")
    if said and answered and answered < said:
        raise RuleBroken("The answer is dated before you asked. Check one.")


@transaction.atomic
def say_aloud(*, target: Target, level: str, on_date: date, by: User | None, now: datetime) -> None:
    """'I asked on ...': the day alone; an answer comes later."""
    if level == AskLevel.LETTER:
        for letter in Letter.objects.filter(target=target, ended="", asked_on__isnull=True):
            told = replace(told_of(letter), asked_on=on_date)
            save_letter(letter=letter, told=told, expected_version=letter.version, now=now,
                        today=timezone.localdate(now))  # fmt: skip
        return
    ask = ask_of(target, level)
    data = {name: getattr(ask, name) for name in FIELDS} | {"said_on": on_date}
    record_ask(target=target, level=level, data=data, expected_version=ask.version, by=by, now=now)


@transaction.atomic
def count_on(*, target: Target, level: str, counted: bool, by: User | None, now: datetime) -> None:
    """The plan rests on it, or no longer: a letter planned or left out, a reference, programs."""
    refuse_outreach(cycle=target.cycle, level=level, now=now)
    if level == AskLevel.LETTER:
        _count_on_letter(target, counted, by, now)
        return
    ask = ask_of(target, level)
    if ask.pk or counted:
        ask.is_counted_on = counted
        ask.version += 1
        ask.save()
    if level == AskLevel.PROGRAM_CONTACT and not counted:
        _unname(target)


def _count_on_letter(target: Target, counted: bool, by: User | None, now: datetime) -> None:
    today = timezone.localdate(now)
    if counted:
        add_letter(target=target, told=Told(), by=by, now=now, today=today)
        return
    for letter in Letter.objects.filter(target=target, ended="", asked_on__isnull=True):
        end_letter(letter=letter, how=LetterEnd.LEFT_OUT, on_date=today, note="", now=now,
                   today=today)  # fmt: skip


def _unname(target: Target) -> None:
    """Programs stay on the list without a person, but once each."""
    for row in ProgramContact.objects.filter(target=target, state=ContactState.NOT_ASKED):
        others = ProgramContact.objects.filter(pick=row.pick).exclude(pk=row.pk)
        if others.exists():
            row.delete()
        else:
            row.target = None
            row.save(update_fields=["target", "updated_at"])


# --- by mail --------------------------------------------------------------------------------------


def said_by_mail(*, message: Message, on_date: date) -> None:
    """An ask that left as a mail was said on that day; one that was said before keeps its day.

    An ask for a letter moves the letter itself.
    """
    level = LEVEL_OF.get(Kind(message.kind))
    if level is None or level == AskLevel.LETTER:
        return
    ask = ask_of(message.target, level)
    if ask.said_on is None:
        ask.said_on, ask.origin_code = on_date, message.code
        ask.version += 1
        ask.save()
    if level == AskLevel.PROGRAM_CONTACT:
        waiting = ProgramContact.objects.filter(target=message.target, state=ContactState.NOT_ASKED)
        waiting.update(state=ContactState.ASKED, asked_on=on_date)


def unsaid_by_mail(*, message: Message) -> None:
    """'It was not sent': the day goes again, unless an answer stands on it."""
    rows = Ask.objects.filter(origin_code=message.code, answer=AskAnswer.NONE)
    rows.update(said_on=None, origin_code=None)
