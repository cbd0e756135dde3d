"""Roles as the rules read them, the chart, and which kind of year a diagnosis leans to."""

from collections.abc import Sequence
from dataclasses import dataclass

from autopsy.models import MatchAutopsy
from autopsy.queries.reading import read_live
from mentors.choices import MeetingState
from mentors.models import Meeting
from smartpick.campaign.models import Cycle
from timeline.models import RoleOption
from timeline.rules.role import (
    BOXES,
    CHART,
    CHART_WORDS,
    LEANS,
    NO_OUTPUT,
    QUESTIONS,
    READINGS,
    Lean,
    RoleReading,
    read_lean,
    read_role,
)

HIGH = 60  # the chart's two tones
COMPARED = 3
BOX_WORDS = {
    "leadership": "Near leaders",
    "deliverables": "Deliverables",
    "clinical_visibility": "Clinical view",
    "eras_title": "Real title",
}
NO_OUTPUT_WORDS = "No output in the specialty yet."


@dataclass(frozen=True)
class RoleLine:
    role: RoleOption
    reading: RoleReading

    @property
    def is_careful(self) -> bool:
        return bool(self.reading.careful)

    @property
    def boxes(self) -> list[tuple[str, str, str]]:
        """Short name, what was said, and its proof."""
        return [
            (
                label,
                getattr(self.role, f"get_{box}_display")(),
                getattr(self.role, f"{box}_proof"),
            )
            for box, label in BOX_WORDS.items()
        ]

    @property
    def answers(self) -> list[tuple[str, str, str]]:
        return [
            (
                words,
                getattr(self.role, f"get_{name}_display")(),
                getattr(self.role, f"{name}_said"),
            )
            for name, words in QUESTIONS.items()
        ]

    @property
    def count_words(self) -> str:
        return f"{self.reading.yes} of {len(BOXES)}"


@dataclass(frozen=True)
class Bar:
    label: str
    value: int
    reading: str

    @property
    def is_low(self) -> bool:
        return self.value < HIGH


def chart() -> list[Bar]:
    """The five of the seed, the highest first."""
    return [Bar(CHART_WORDS[kind], CHART[kind], READINGS[kind]) for kind in CHART]


def roles_of(cycle: Cycle) -> list[RoleLine]:
    return [
        RoleLine(role, read_role(role.facts)) for role in RoleOption.objects.filter(cycle=cycle)
    ]


def compared(lines: Sequence[RoleLine], codes: Sequence[str]) -> list[RoleLine]:
    """Two or three side by side; fewer compare nothing."""
    wanted = [line for line in lines if str(line.role.code) in codes][:COMPARED]
    return wanted if len(wanted) > 1 else []


@dataclass(frozen=True)
class LeanView:
    lean: Lean
    clinical: tuple[str, ...]
    scholar: tuple[str, ...]
    is_known: bool  # false while neither side of the diagnosis has been answered
    meetings: tuple[Meeting, ...]

    @property
    def sentence(self) -> str:
        return LEANS[self.lean.word]


def lean_of(cycle: Cycle) -> LeanView:
    """RO-05 on today's diagnosis: both lists with their reasons, never a verdict."""
    reading = read_live(MatchAutopsy.objects.get(cycle=cycle))
    findings = {f.rule: f for f in reading.diagnosis.findings if f.counts}
    lean = read_lean(
        {rule: f.counted_size for rule, f in findings.items()},
        match_result=reading.facts.match_result,
        outputs_in_specialty=reading.facts.outputs_in_specialty,
    )
    said = {rule: f.sentence for rule, f in findings.items()} | {NO_OUTPUT: NO_OUTPUT_WORDS}
    answered = {section for section, values in reading.by_section.items() if values}
    return LeanView(
        lean=lean,
        clinical=tuple(said[rule] for rule in lean.clinical),
        scholar=tuple(said[rule] for rule in lean.scholar),
        is_known=bool(answered & {"clinical", "applications", "research"}),
        meetings=tuple(
            Meeting.objects.filter(target__cycle=cycle, state=MeetingState.PLANNED)
            .select_related("target__faculty")
            .order_by("at", "id")
        ),
    )
