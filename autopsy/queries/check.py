"""Check answers: one row for each section, in the words of the printed page."""

from dataclasses import dataclass

from autopsy.choices import FOUR_RATINGS, Cause, OwnAnswer, Section
from autopsy.models import MatchAutopsy
from autopsy.queries.reading import read_live
from autopsy.queries.sections import Values
from autopsy.rules.notes import contradiction
from autopsy.rules.section_line import printed_line
from autopsy.rules.summary import LABELS


@dataclass(frozen=True)
class CheckRow:
    section: Section
    text: str

    @property
    def slug(self) -> str:
        return self.section.value.replace("_", "-")


def check_rows(autopsy: MatchAutopsy) -> list[CheckRow]:
    reading = read_live(autopsy)
    return [CheckRow(s, row_text(s, reading.by_section.get(s.value, {}))) for s in Section]


def row_text(section: Section, values: Values) -> str:
    if section in LABELS:
        return printed_line(section, values)
    if section is Section.QUESTIONS:
        told = [
            f"{cause.label} {OwnAnswer(values[f'own_{cause.value}']).label}."
            for cause in Cause
            if values.get(f"own_{cause.value}")
        ]
        return " ".join(told)
    told = [
        f"{rating.label} {values[f'own_rating_{rating.value}']} of 4."
        for rating in FOUR_RATINGS
        if values.get(f"own_rating_{rating.value}") is not None
    ]
    return " ".join(told)


def disagreeing(autopsy: MatchAutopsy) -> str:
    """The first pair of answers that do not agree, in words; empty when there is none."""
    note = contradiction(read_live(autopsy).facts)
    return note.sentence if note else ""
