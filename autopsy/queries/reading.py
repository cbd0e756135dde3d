"""The diagnosis of a record: from live sections for its owner, from a version for a dean."""

from collections.abc import Mapping
from dataclasses import dataclass

from autopsy.choices import Section
from autopsy.models import MatchAutopsy
from autopsy.queries.sections import Values, facts_from, read_all, section_lines
from autopsy.rules.benchmarks import Benchmarks
from autopsy.rules.diagnosis import Diagnosis, diagnose
from autopsy.rules.facts import AutopsyFacts
from autopsy.rules.figures import benchmarks_from
from autopsy.rules.headline import headline
from autopsy.rules.ratings import AppRating, rate
from smartpick.reference.models import Figure
from smartpick.reference.queries import figures_for, has_own_letter_form, score_bands


@dataclass(frozen=True)
class Reading:
    """One reading of one record, with all that a page needs to show its reasons."""

    by_section: dict[str, Values]
    facts: AutopsyFacts
    diagnosis: Diagnosis
    ratings: dict[str, AppRating]
    headline: str
    done_count: int
    missing: tuple[str, ...]
    bands: tuple[Figure, ...] = ()


def read_live(autopsy: MatchAutopsy) -> Reading:
    lines = section_lines(autopsy)
    done = [line.section.value for line in lines if line.is_done]
    return reading_of(read_all(autopsy), done)


def benchmarks_for(facts: AutopsyFacts) -> Benchmarks:
    specialty = facts.primary_specialty or ""
    return benchmarks_from(
        figures_for(specialty) if specialty else [],
        facts.applicant_type,
        standardized_letter=bool(specialty) and has_own_letter_form(specialty),
    )


def reading_of(
    by_section: Mapping[str, Values], done: list[str], keys: frozenset[str] | None = None
) -> Reading:
    """`keys` are the shared ones when somebody else reads: the rest counts as not answered."""
    facts = facts_from(by_section, keys)
    specialty = facts.primary_specialty or ""
    benchmarks = benchmarks_for(facts)
    hidden = frozenset() if keys is None else frozenset(Section.values) - keys
    diagnosis = diagnose(facts, benchmarks, hidden=hidden)
    done_here = [section for section in done if section not in hidden]
    missing = tuple(
        f"{section.label}: not shared" if section.value in hidden else section.label
        for section in Section
        if section.value not in done_here
    )
    bands = score_bands(specialty, facts.applicant_type or "") if facts.step2_score else []
    return Reading(
        by_section={k: dict(v) for k, v in by_section.items() if k not in hidden},
        facts=facts,
        diagnosis=diagnosis,
        ratings=rate(facts, diagnosis),
        headline=headline(diagnosis, done_count=len(done_here), missing=missing),
        done_count=len(done_here),
        missing=missing,
        bands=tuple(bands),
    )
