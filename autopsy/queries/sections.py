"""What a section holds now, as plain values by the rulebook's names: for forms, rules, versions."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from autopsy.choices import Section, SectionStatus
from autopsy.models import (
    ApplicationFacts,
    ClassFacts,
    ClinicalFacts,
    ExamFacts,
    GeographyFacts,
    MatchAutopsy,
    MaterialFacts,
    RedFlagFacts,
    ResearchFacts,
    SectionState,
    SpecialtyFacts,
)
from autopsy.rules.facts import AutopsyFacts, applicant_type_from
from smartpick.reference.queries import programs_read_on

Values = dict[str, Any]

PROFILE_FIELDS = (
    "graduation_year",
    "visa_need",
    "us_clinical_months",
    "recent_clinical_work",
    "ecfmg",
    "earlier_attempts",
)
# The columns that a section's own tables hold under the name that the forms use.
COLUMNS: dict[str, tuple[tuple[type[Model], tuple[str, ...]], ...]] = {
    Section.SPECIALTY: (
        (
            SpecialtyFacts,
            ("match_result", "visa_checked", "program_mix", "experience_story", "line"),
        ),
    ),
    Section.EXAMS: ((ExamFacts, ("exam_series", "line")),),
    Section.CLASS_RANK: (
        (ClassFacts, ("class_quartile", "gpa", "honors_count", "aoa", "ghhs", "line")),
    ),
    Section.RESEARCH: (
        (
            ResearchFacts,
            (
                "publications",
                "abstracts_talks",
                "papers_in_progress",
                "outputs_in_specialty",
                "research_role",
                "line",
            ),
        ),
    ),
    Section.CLINICAL: (
        (
            ClinicalFacts,
            ("evaluation_concerns", "concern_kinds", "specialty_honors", "sub_internships", "line"),
        ),
    ),
    Section.GEOGRAPHY: (
        (
            GeographyFacts,
            (
                "divisions",
                "states",
                "geo_limit",
                "reason",
                "geo_limit_ended",
                "couples_match",
                "line",
            ),
        ),
    ),
    Section.APPLICATIONS: (
        (
            ApplicationFacts,
            (
                "programs_applied",
                "interviews_offered",
                "interviews_attended",
                "submitted_on",
                "file_complete",
                "filters_checked",
                "signals_available",
                "signals_used",
                "signals_aim",
                "soap_applied",
                "soap_offers",
                "mock_interviews",
                "interview_feedback",
                "line",
            ),
        ),
        (
            MaterialFacts,
            (
                "letters_count",
                "letters_in_specialty",
                "letters_known_well",
                "letters_from_leader",
                "letters_new",
                "standardized_letter",
                "statement_focus",
                "statement_reader",
                "cv_reader",
                "cv_problems",
            ),
        ),
    ),
    Section.RED_FLAGS: (
        (
            RedFlagFacts,
            ("leave_explained", "course_failures", "professionalism_state", "on_page", "line"),
        ),
    ),
    Section.QUESTIONS: (),
    Section.RATINGS: (),
}


# The facts tables of one row each, by the name that an autopsy has for them.
ONE_ROW: dict[type[Model], str] = {
    table.related_model: table.name
    for table in MatchAutopsy._meta.related_objects
    if table.one_to_one
}


def _row(autopsy: MatchAutopsy, model: type[Model]) -> Any:
    """The row of this table, or nothing; no statement when it was read with its autopsy."""
    name = ONE_ROW[model]
    if name in autopsy._state.fields_cache:
        return getattr(autopsy, name, None)
    return model._default_manager.filter(autopsy=autopsy).first()


def _columns(autopsy: MatchAutopsy, section: str) -> Values:
    values: Values = {}
    for model, names in COLUMNS[section]:
        row = _row(autopsy, model)
        values |= {name: getattr(row, name, None) for name in names}
    return {name: value for name, value in values.items() if value not in (None, "")}


def read_section(autopsy: MatchAutopsy, section: str) -> Values:
    """Only what was answered; a name that is not there was not."""
    values = _columns(autopsy, section)
    extra = EXTRA.get(Section(section))
    if extra:
        values |= {k: v for k, v in extra(autopsy, values).items() if v not in (None, "")}
    return values


def _specialty(autopsy: MatchAutopsy, _: Values) -> Values:
    cycle = autopsy.cycle
    person = cycle.applicant
    values: Values = {name: getattr(person, name) for name in PROFILE_FIELDS}
    values |= {"asked_type": person.applicant_type, "match_year": cycle.failed_year}
    values["applicant_type"] = applicant_type_from(
        person.applicant_type, person.graduation_year, cycle.failed_year
    )
    backups = []
    for row in autopsy.applied.all():
        if row.is_primary:
            values |= {"primary_specialty": row.specialty, "primary_programs": row.programs_count}
        else:
            backups.append((row.specialty, row.programs_count))
    for number, (name, count) in enumerate(backups, start=1):
        values |= {f"backup_{number}": name, f"backup_{number}_programs": count}
    if backups or getattr(_row(autopsy, SpecialtyFacts), "backups_answered", False):
        values["backup_specialties"] = [name for name, _ in backups]
    return values


def _exams(autopsy: MatchAutopsy, _: Values) -> Values:
    values: Values = {}
    for row in autopsy.exams.all():
        values |= {
            f"{row.exam}_status": row.status,
            f"{row.exam}_attempts": row.attempts,
            f"{row.exam}_score": row.score,
        }
    return values


def _geography(_: MatchAutopsy, columns: Values) -> Values:
    return {"divisions_applied": len(columns.get("divisions") or ()) or None}


def _red_flags(autopsy: MatchAutopsy, _: Values) -> Values:
    facts = _row(autopsy, RedFlagFacts)
    rows = sorted(autopsy.red_flags.all(), key=lambda row: row.pk)
    values: Values = {}
    if facts and facts.withheld:
        values["red_flags_withheld"] = True
    elif facts and facts.none:
        values["red_flags"] = ["none"]
    elif rows:
        values["red_flags"] = [row.kind for row in rows]
    for row in rows:
        values |= {
            f"{row.kind}_happened": row.what_happened,
            f"{row.kind}_done": row.what_was_done,
        }
    return values


def _questions(autopsy: MatchAutopsy, _: Values) -> Values:
    values: Values = {}
    for row in autopsy.causes.all():
        values |= {
            f"own_{row.cause}": row.answer,
            f"evidence_{row.cause}": row.evidence,
            f"disagreement_{row.cause}": row.disagreement,
            f"kept_luck_{row.cause}": row.kept_luck or None,
        }
    return values


def _ratings(autopsy: MatchAutopsy, _: Values) -> Values:
    values: Values = {}
    for row in autopsy.ratings.all():
        values |= {
            f"own_rating_{row.rating}": row.value,
            f"line_{row.rating}": row.line,
        }
    return values


EXTRA = {
    Section.SPECIALTY: _specialty,
    Section.EXAMS: _exams,
    Section.GEOGRAPHY: _geography,
    Section.RED_FLAGS: _red_flags,
    Section.QUESTIONS: _questions,
    Section.RATINGS: _ratings,
}


def read_all(autopsy: MatchAutopsy) -> dict[str, Values]:
    """Every section; the day sent also as days after programs began to read (T7)."""
    whole = (
        MatchAutopsy.objects.select_related("cycle__applicant", *ONE_ROW.values())
        .prefetch_related("applied", "exams", "red_flags", "causes", "ratings")
        .get(pk=autopsy.pk)
    )
    values = {section.value: read_section(whole, section) for section in Section}
    sent = values["applications"].get("submitted_on")
    primary = values["specialty"].get("primary_specialty")
    reading = programs_read_on(autopsy.cycle.failed_year, primary or "")
    if sent and reading and primary:
        values["applications"]["submitted_days"] = (sent - reading).days
    return values


def facts_from(by_section: Mapping[str, Values], keys: frozenset[str] | None) -> AutopsyFacts:
    return AutopsyFacts.shared(by_section, keys)


@dataclass(frozen=True)
class SectionLine:
    section: Section
    state: str
    state_label: str
    is_next: bool = False
    changed_since: int | None = None
    is_begun: bool = False  # opened once, whatever stands in it

    @property
    def is_done(self) -> bool:
        return self.state == SectionStatus.DONE


def section_states(autopsy: MatchAutopsy) -> dict[str, SectionState]:
    return {row.section: row for row in autopsy.sections.all()}


def section_lines(
    autopsy: MatchAutopsy, changed: Mapping[str, int] | None = None
) -> list[SectionLine]:
    """The ten sections in order with their state; the first unfinished one is marked."""
    states = section_states(autopsy)
    lines: list[SectionLine] = []
    found = False
    for section in Section:
        row = states.get(section)
        state = row.state if row else SectionStatus.NOT_STARTED
        is_next = not found and state != SectionStatus.DONE
        found = found or is_next
        label = SectionStatus(state).label
        lines.append(
            SectionLine(
                section,
                state,
                label,
                is_next,
                (changed or {}).get(section.value),
                is_begun=row is not None,
            )
        )
    return lines


def next_section(lines: list[SectionLine], after: str = "") -> Section | None:
    """The next one that is not done: those after this one first, then from the start."""
    order = [line.section.value for line in lines]
    start = order.index(after) + 1 if after in order else 0
    for line in lines[start:] + lines[:start]:
        if not line.is_done and line.section != after:
            return line.section
    return None
