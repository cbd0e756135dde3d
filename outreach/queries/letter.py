"""Letters with what the rules say of each and of the set. A fixed number of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mentors.models import Contact, Target
from mentors.queries.people import lanes_of
from outreach.choices import LetterState, Offer
from outreach.models import Letter, LetterAssignment
from outreach.queries.facts import roles_of, seen_count
from outreach.queries.letter_mail import words_of
from outreach.rules import letter as rules
from outreach.rules.letter_steps import MATERIAL_WORDS, STRENGTH_WORDS, Days, Told, headline
from smartpick.campaign.models import Cycle, KeyDate
from smartpick.common.evidence import Judgement
from smartpick.picks.models import ProgramPick
from smartpick.reference.models import LetterLimit
from smartpick.reference.queries import application_services, letter_limits, match_day

ERAS = "ERAS"
TOLD = tuple(Told.__dataclass_fields__)


NEXT_STEP = {
    LetterState.PLANNED: "asked",
    LetterState.ANSWERED: "requested",
    LetterState.MATERIAL: "requested",
    LetterState.REQUESTED: "uploaded",
}


def told_of(letter: Letter) -> Told:
    return Told(**{name: getattr(letter, name) for name in TOLD})


def plan_days(cycle: Cycle) -> Days:
    """LT-09, LT-10: ask by the end of PL-11, due on the plan's letter deadline."""
    keys = ("PL-11", "PL-12", "PL-15", "letters_due")
    held = {row.key: row for row in KeyDate.objects.filter(cycle=cycle, key__in=keys)}
    ask, due = held.get("PL-11"), held.get("PL-15") or held.get("letters_due")
    material = held.get("PL-12")
    return Days(
        ask_by=ask.ends_on if ask else None,
        due_on=due.ends_on if due else None,
        material_from=material.starts_on if material else None,
    )


def with_plan_days(rows: QuerySet[Letter]) -> "QuerySet[Any]":
    """The same days on each row as `plan_ask_by` and `plan_due_on`, without another statement."""
    return rows.annotate(
        plan_ask_by=_plan_day("PL-11"),
        plan_due_on=Coalesce(_plan_day("PL-15"), _plan_day("letters_due")),
    )


def _plan_day(key: str) -> Subquery:
    rows = KeyDate.objects.filter(cycle=OuterRef("target__cycle"), key=key)
    return Subquery(rows.values("ends_on")[:1])


def letters(cycle: Cycle) -> QuerySet[Letter]:
    return (
        Letter.objects.filter(target__cycle=cycle)
        .select_related("target__faculty", "target__cycle")
        .prefetch_related(
            "target__faculty__roles",
            Prefetch("target__contacts", Contact.objects.order_by("on_date", "id")),
            Prefetch("assignments", LetterAssignment.objects.select_related("pick__program")),
        )
        .order_by("target__faculty__last_key", "target__snapshot_name", "id")
    )


def facts_of(letter: Letter) -> rules.LetterFacts:
    contacts = list(letter.target.contacts.all())
    # Whoever wrote for an earlier season may have seen the applicant before this log began.
    is_unknown = not contacts and letter.original_on is not None
    return rules.LetterFacts(
        id=str(letter.code),
        writer=str(letter.target_id),
        words=words_of(letter),
        specialty=letter.specialty,
        roles=roles_of(letter.target),
        seen_count=None if is_unknown else seen_count(contacts),
        is_answered=letter.answered_on is not None and not letter.ended,
        uploaded_on=first_upload(letter),
        assigned=frozenset(str(row.pick.code) for row in letter.assignments.all()),
    )


def first_upload(letter: Letter) -> date | None:
    """An imported letter shows the day it was first uploaded (LT-06)."""
    return letter.original_on or letter.uploaded_on


@dataclass(frozen=True)
class LetterLine:
    """One letter as pages show it."""

    letter: Letter
    facts: rules.LetterFacts
    plan: Days
    match_day: date | None
    today: date
    programs: tuple[str, ...] = ()  # codes of the picks that count
    is_twice: bool = False  # another open letter of the same person

    @property
    def writer(self) -> str:
        return self.letter.target.name

    @property
    def strength(self) -> str:
        return self.facts.strength

    @property
    def strength_words(self) -> str:
        return STRENGTH_WORDS[self.strength]

    @property
    def person_code(self) -> str:
        """Of the page of the writer; their own entry may be gone, the choice of them is not."""
        target = self.letter.target
        return str(target.faculty.code if target.faculty else target.code)

    @property
    def ask_by(self) -> date | None:
        return self.letter.ask_by or self.plan.ask_by

    @property
    def due_on(self) -> date | None:
        return self.letter.due_on or self.plan.due_on

    @property
    def has_own_due(self) -> bool:
        return self.letter.due_on is not None

    @property
    def judgement(self) -> Judgement:
        return rules.judge_words(self.facts.words)

    @property
    def thin(self) -> str:
        told = rules.judge_thin(self.facts)
        return told.because[0].sentence if told.because else ""

    @property
    def is_old(self) -> bool:
        return self.match_day is not None and self.facts.is_old(self.match_day)

    @property
    def is_to_ask(self) -> bool:
        return self.letter.is_open and self.letter.state == LetterState.PLANNED

    @property
    def ask_is_late(self) -> bool:
        return self.is_to_ask and self.ask_by is not None and self.ask_by < self.today

    @property
    def is_overdue(self) -> bool:
        waits = self.letter.is_open and self.letter.state != LetterState.UPLOADED
        return waits and self.due_on is not None and self.due_on < self.today

    @property
    def assigned_count(self) -> int:
        return sum(code in self.facts.assigned for code in self.programs)

    @property
    def next_step(self) -> str:
        """The one press that may stand beside it: asked, requested or uploaded today."""
        return NEXT_STEP.get(LetterState(self.letter.state), "")

    @property
    def missing_count(self) -> int:
        """LT-05: chosen programs without it, once it is uploaded."""
        return len(self.facts.missing_from(self.programs)) if self.letter.is_open else 0

    @property
    def missing_sentence(self) -> str:
        return rules.missing_sentence(self.missing_count) if self.missing_count else ""

    @property
    def given(self) -> list[str]:
        return [words for name, words in MATERIAL_WORDS.items() if name in self.letter.given]

    @property
    def missing_material(self) -> list[str]:
        """LT-10: said from the first day of the plan's own item on, once they said yes."""
        if not (self.letter.is_open and self.facts.is_agreed) or self.plan.material_from is None:
            return []
        if self.letter.state == LetterState.UPLOADED:
            return []
        names = rules.missing_material(
            self.letter.given, listed_from=self.plan.material_from, today=self.today
        )
        return [MATERIAL_WORDS[name] for name in names]

    @property
    def said(self) -> str:
        """Their words; without them what they offered; before an answer nothing."""
        if self.letter.words_said:
            return self.letter.words_said
        offer = Offer(self.letter.offer)
        return "" if offer == Offer.NOT_ASKED else str(offer.label)


@dataclass(frozen=True)
class LetterSet:
    """All letters of a cycle, what they carry, and the days that the plan gives them."""

    lines: tuple[LetterLine, ...]
    picks: tuple[ProgramPick, ...]
    plan: Days
    specialty: str
    match_day: date | None
    limits: dict[str, LetterLimit]
    services: dict[str, str]

    @property
    def open_lines(self) -> list[LetterLine]:
        return [line for line in self.lines if line.letter.is_open]

    @property
    def ended_lines(self) -> list[LetterLine]:
        return [line for line in self.lines if not line.letter.is_open]

    @property
    def headline(self) -> str:
        waits = sum(line.letter.state == LetterState.ASKED for line in self.open_lines)
        return headline([line.strength for line in self.open_lines], waits)

    @cached_property
    def portfolio(self) -> rules.Portfolio:
        return rules.read_portfolio(
            [line.facts for line in self.open_lines],
            [str(pick.code) for pick in self.picks],
            specialty=self.specialty,
            limit=None,
            match_day=self.match_day or date.min,
        )

    @property
    def to_assign(self) -> list[LetterLine]:
        """Uploaded, and some chosen program does not have it; those assigned to none first."""
        found = [line for line in self.open_lines if line.missing_count]
        return sorted(found, key=lambda line: line.assigned_count)

    @property
    def old(self) -> list[LetterLine]:
        return [line for line in self.open_lines if line.is_old]

    @property
    def age_sentence(self) -> str:
        """LT-06: half old warns, all old warns loudly; one old letter is only named."""
        if self.portfolio.age == "all_old":
            return f"Every uploaded letter is older than the failed Match. {rules.SAYS_DATE}"
        if self.portfolio.age == "half_old":
            return (
                "Half or more of the uploaded letters are older than the failed Match. "
                f"{rules.SAYS_DATE}"
            )
        return rules.SAYS_DATE if self.old else ""

    @property
    def is_done(self) -> bool:
        open_lines = self.open_lines
        states = {line.letter.state for line in open_lines}
        return bool(open_lines) and states == {LetterState.UPLOADED} and not self.to_assign

    def line_of(self, letter: Letter) -> LetterLine:
        return next(line for line in self.lines if line.letter.pk == letter.pk)

    @property
    def plan_service(self) -> str:
        """Whose calendar the plan's own days follow."""
        return self.services.get(self.specialty, ERAS)

    @property
    def late(self) -> list[LetterLine]:
        return [line for line in self.open_lines if line.is_overdue]

    def service_of(self, pick: ProgramPick) -> str:
        return self.services.get(pick.program.specialty, "")

    def limit_of(self, pick: ProgramPick) -> int | None:
        """How many letters the program takes; None where its service states no number."""
        row = self.limits.get(self.service_of(pick))
        return row.most if row else None


def letter_set(cycle: Cycle, *, today: date) -> LetterSet:
    rows = list(letters(cycle))
    picks = chosen_picks(cycle)
    failed = match_day(cycle.failed_year)
    plan, lanes = plan_days(cycle), lanes_of(cycle)
    codes = tuple(str(pick.code) for pick in picks)
    twice = _twice(rows)
    return LetterSet(
        lines=tuple(
            LetterLine(row, facts_of(row), plan, failed, today, codes, row.target_id in twice)
            for row in rows
        ),
        picks=picks,
        plan=plan,
        specialty=lanes[0] if lanes else "",
        match_day=failed,
        limits=letter_limits(cycle.target_year),
        services=application_services({pick.program.specialty for pick in picks} | set(lanes)),
    )


def one_letter(letter: Letter, *, today: date) -> LetterLine:
    """One letter among those of its cycle."""
    return letter_set(letter.target.cycle, today=today).line_of(letter)


def service_for(specialty: str) -> str:
    """What the specialty is applied through; ERAS where that is not on record."""
    return application_services([specialty]).get(specialty, ERAS) if specialty else ERAS


def _twice(rows: Iterable[Letter]) -> set[int]:
    writers = [row.target_id for row in rows if row.is_open]
    return {one for one in writers if writers.count(one) > 1}


def chosen_picks(cycle: Cycle) -> tuple[ProgramPick, ...]:
    """The programs that letters are for: all on the list but those left out."""
    rows = ProgramPick.objects.filter(cycle=cycle, excluded=False).select_related("program")
    return tuple(rows.order_by("program__name", "id"))


# --- for the floors above and the pages beside ----------------------------------------------------


def letters_by_target(cycle: Cycle) -> dict[int, list[Letter]]:
    """Target -> their letters, the most advanced first: how the ask for a letter stands."""
    order = list(LetterState.values)
    found: dict[int, list[Letter]] = {}
    for letter in letters(cycle):
        found.setdefault(letter.target_id, []).append(letter)
    for held in found.values():
        held.sort(key=lambda one: (one.is_open, order.index(one.state)), reverse=True)
    return found


def letters_of_person(target: Target) -> list[Letter]:
    return list(Letter.objects.filter(target=target).order_by("id"))


def proofs_of_letters(cycle: Cycle) -> "QuerySet[Any]":
    """Keys of the logbook's lines that agreed letters wrote."""
    rows = Letter.objects.filter(target__cycle=cycle, proof__isnull=False)
    return rows.values("proof_id")


def open_letter_of(target_id: int, states: Sequence[str]) -> Letter | None:
    """The one letter of a person that stands in one of these states; none when two do."""
    rows = list(Letter.objects.filter(target_id=target_id, ended="", state__in=states)[:2])
    return rows[0] if len(rows) == 1 else None
