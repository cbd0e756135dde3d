"""The four blunt ratings, 0 to 4, worked out from the same findings: RT-01 to RT-04.

Tables are guides over the seed's section 2 and advisers' lists; a rating without its inputs is
'not rated', never a zero.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from autopsy.rules.diagnosis import NOT_ENOUGH, SOME, STRONG, Diagnosis, level_of
from autopsy.rules.facts import AutopsyFacts
from autopsy.rules.finding import DECISIVE, MAJOR, MINOR, QUALIFICATION, Finding
from autopsy.rules.stage import MANY, NONE

DIFFERS_FROM = 2  # a gap of two steps or more is marked
GEOGRAPHY = {"none": (2, 1, 0, 0), "preference": (3, 2, 1, 0), "firm": (4, 3, 2, 1)}
STATEMENT = {
    "one_specialty": {"specialty_faculty": 0, "other_reader": 1, "nobody": 2},
    "general": {"specialty_faculty": 2, "other_reader": 3, "nobody": 3},
    "same_for_several": {"specialty_faculty": 3, "other_reader": 3, "nobody": 4},
}
LETTER_RULES = ("DX-38", "DX-39", "DX-40", "DX-41")
PARTS = ("statement", "letters", "cv")


@dataclass(frozen=True)
class AppRating:
    rating: str
    value: int | None
    why: str
    change: str = ""
    fields: tuple[str, ...] = ()


def step_value(sizes: Iterable[str]) -> int:
    """The step function of section 3 over the counted findings."""
    count = Counter(sizes)
    level = level_of(count.elements())
    if count[DECISIVE] or count[MAJOR] > 2 or (count[MAJOR] == 2 and count[MINOR] > 1):
        return 4
    if level == STRONG:
        return 3
    if level == SOME:
        return 2
    return 1 if count[MINOR] else 0


def rate(facts: AutopsyFacts, diagnosis: Diagnosis) -> dict[str, AppRating]:
    parts = {
        "statement": _statement(facts),
        "letters": _letters(facts, diagnosis),
        "cv": _cv(facts),
    }
    return {
        "competitiveness": _competitiveness(diagnosis),
        "geography": _geography(facts, diagnosis.stage),
        "quality": _quality(parts),
        "interview": _interview(facts, diagnosis),
        **parts,
    }


def differs(own: int | None, app: int | None) -> bool:
    return own is not None and app is not None and abs(own - app) >= DIFFERS_FROM


def _told(findings: list[Finding]) -> str:
    return findings[0].sentence if findings else "Nothing in your answers speaks for it."


def _stepped(rating: str, findings: list[Finding]) -> AppRating:
    first = sorted(findings, key=lambda f: ((DECISIVE, MAJOR, MINOR).index(f.counted_size), f.rule))
    return AppRating(
        rating,
        step_value(f.counted_size for f in findings),
        _told(first),
        first[0].change if first else "",
        tuple(name for f in findings for name in f.fields),
    )


def _competitiveness(diagnosis: Diagnosis) -> AppRating:
    reading = diagnosis.causes[QUALIFICATION]
    if reading.level == NOT_ENOUGH:
        return AppRating("competitiveness", None, "Not rated: too few answers about the record.")
    return _stepped("competitiveness", [f for f in reading.findings if f.counts])


def geography_value(limit: str, divisions: int, *, many: bool) -> int:
    value = GEOGRAPHY[limit][min(divisions, 4) - 1]
    return max(0, value - 1) if many else value


def _geography(f: AutopsyFacts, stage: str) -> AppRating:
    fields = ("geo_limit", "divisions_applied")
    if f.geo_limit is None or not f.divisions_applied:
        return AppRating("geography", None, "Not rated: regions or limit missing.", fields=fields)
    value = geography_value(f.geo_limit, f.divisions_applied, many=stage == MANY)
    limit = {"none": "no limit", "preference": "a preference", "firm": "a firm limit"}
    regions = "1 region" if f.divisions_applied == 1 else f"{f.divisions_applied} regions"
    ended = " This limit has ended." if f.geo_limit_ended == "yes" else ""
    return AppRating(
        "geography",
        value,
        f"You named {limit[f.geo_limit]} and {regions}.{ended}",
        "one more region" if value else "",
        (*fields, "geo_limit_ended"),
    )


def _statement(f: AutopsyFacts) -> AppRating:
    fields = ("statement_focus", "statement_reader")
    if f.statement_focus is None:
        return AppRating(
            "statement", None, "Not rated: focus of the statement missing.", "", fields
        )
    reader = f.statement_reader or "other_reader"
    focus = {
        "one_specialty": "written for one specialty",
        "general": "written for medicine in general",
        "same_for_several": "the same text for several specialties",
    }
    read = {
        "specialty_faculty": "read by faculty of the specialty",
        "other_reader": "not read by faculty of the specialty",
        "nobody": "read by nobody",
    }
    value = STATEMENT[f.statement_focus][reader]
    return AppRating(
        "statement",
        value,
        f"The statement was {focus[f.statement_focus]} and {read[reader]}.",
        "one reader from the specialty" if value else "",
        fields,
    )


def _letters(f: AutopsyFacts, diagnosis: Diagnosis) -> AppRating:
    stepped = _stepped("letters", diagnosis.of(LETTER_RULES))
    if not stepped.value and None in (f.letters_in_specialty, f.letters_known_well):
        return AppRating("letters", None, "Not rated: letters in the specialty or writers missing.")
    return stepped


def cv_value(reader: str | None, problems: tuple[str, ...] | None) -> int | None:
    if reader is None and not problems:
        return None
    if problems is None:
        return None
    checked = reader != "no"
    value = (0 if checked else 1) if not problems else (2 if len(problems) == 1 else 3)
    return 3 if "gap" in problems else value


def _cv(f: AutopsyFacts) -> AppRating:
    value = cv_value(f.cv_reader, f.cv_problems)
    fields = ("cv_problems", "cv_reader")
    if value is None:
        return AppRating(
            "cv", None, "Not rated: nobody said whether the CV was checked.", "", fields
        )
    count = len(f.cv_problems or ())
    found = (
        "no known problem"
        if not count
        else f"{count} known {'problem' if count == 1 else 'problems'}"
    )
    checked = "checked" if f.cv_reader != "no" else "not checked by anybody"
    return AppRating(
        "cv",
        value,
        f"The CV was {checked}, with {found}.",
        "fix what is known" if value else "",
        fields,
    )


def _quality(parts: dict[str, AppRating]) -> AppRating:
    rated = {name: part for name, part in parts.items() if part.value is not None}
    if not rated:
        return AppRating("quality", None, "Not rated: no part of it could be rated.")
    worst = max(rated, key=lambda name: (rated[name].value or 0, -PARTS.index(name)))
    names = {"statement": "Statement", "letters": "Letters", "cv": "CV"}
    part = rated[worst]
    return AppRating(
        "quality",
        part.value,
        f"{names[worst]} (worst of {len(rated)}). {part.why}",
        part.change,
        part.fields,
    )


def _interview(f: AutopsyFacts, diagnosis: Diagnosis) -> AppRating:
    if diagnosis.stage == NONE or not f.interviews_attended:
        return AppRating("interview", None, "Not tested: no interview attended.")
    room = [item for item in diagnosis.findings if item.tag == "room" and item.counts]
    stepped = _stepped("interview", room)
    if not stepped.value and (f.mock_interviews is None or f.interview_feedback is None):
        return AppRating("interview", None, "Not rated: practice or feedback missing.")
    return stepped
