"""Disagreement, spoken answer, rehearsal, the page's own lines."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from autopsy.choices import Section, SectionStatus
from autopsy.models import CauseAnswer, MatchAutopsy, Rehearsal, SpokenAnswer
from autopsy.queries.sections import read_section, section_states
from autopsy.services.sections import save_section
from smartpick.accounts.models import User
from smartpick.campaign.services import save_priorities


def save_disagreement(
    *, autopsy: MatchAutopsy, cause: str, text: str, by: User, now: datetime
) -> CauseAnswer:
    """One line of the person's own; it goes through the section, so that its history holds it."""
    state = section_states(autopsy).get(Section.QUESTIONS)
    values = read_section(autopsy, Section.QUESTIONS) | {f"disagreement_{cause}": text}
    save_section(
        autopsy=autopsy,
        section=Section.QUESTIONS,
        values=values,
        expected_version=state.version if state else 0,
        by=by,
        now=now,
        state=state.state if state else SectionStatus.IN_PROGRESS,
    )
    return CauseAnswer.objects.get(autopsy=autopsy, cause=cause)


@transaction.atomic
def save_spoken_answer(*, autopsy: MatchAutopsy, text: str, words_count: int) -> SpokenAnswer:
    """A new version when the text differs from the newest; else the newest itself."""
    MatchAutopsy.objects.select_for_update().get(pk=autopsy.pk)
    newest = autopsy.answers.first()
    if newest and newest.text == text:
        return newest
    number = (autopsy.answers.aggregate(top=Max("number"))["top"] or 0) + 1
    return SpokenAnswer.objects.create(
        autopsy=autopsy, number=number, text=text, words_count=words_count
    )


def record_rehearsal(*, answer: SpokenAnswer, seconds: int, today: date) -> Rehearsal:
    return Rehearsal.objects.create(answer=answer, seconds=seconds, on_date=today)


@transaction.atomic
def save_page_lines(
    *,
    autopsy: MatchAutopsy,
    situation: str,
    asks: tuple[str, str],
    do: Sequence[str],
    avoid: Sequence[str],
) -> None:
    autopsy.situation = situation
    autopsy.first_ask, autopsy.second_ask = asks
    autopsy.save(update_fields=["situation", "first_ask", "second_ask", "updated_at"])
    save_priorities(cycle=autopsy.cycle, do=do, avoid=avoid)
