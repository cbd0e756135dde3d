"""Which published figures speak for a person: the newest row of their own group (rulebook 2.7).

Plain rows in, `Benchmarks` out; two editions are never put side by side.
"""

from collections.abc import Sequence
from typing import Protocol

from autopsy.rules.benchmarks import THIN_GROUP, Benchmarks, MatchRate, ScorePoints

GROUPS = {
    "us_md_senior": ("us_md_senior", "US MD seniors"),
    "us_md_graduate": ("us_md_senior", "US MD seniors"),
    "us_do_senior": ("us_do_senior", "US DO seniors"),
    "us_do_graduate": ("us_do_senior", "US DO seniors"),
    "non_us_img": ("non_us_img", "non-US IMGs"),
}


class FigureRow(Protocol):
    applicant_type: str
    measure: str
    statistic: str
    edition: int
    n_count: int | None
    source: str
    trust: str
    address: str

    @property
    def value(self) -> object: ...


def benchmarks_from(
    rows: Sequence[FigureRow], applicant_type: str | None, *, standardized_letter: bool
) -> Benchmarks:
    """What the rows of one specialty hold for this type of applicant."""
    group, words = GROUPS.get(applicant_type or "", ("", ""))
    own = [row for row in rows if row.applicant_type == group]
    places = [row for row in rows if row.measure == "applicants_per_place"]
    return Benchmarks(
        row_exists=bool(own),
        score=_score(own, words, borrowed=(applicant_type or "").endswith("_graduate")),
        rate=_rate(own, words),
        applicants_per_place=f"{places[0].value:.2f}" if places else None,
        places_source=places[0].source if places else "",
        standardized_letter=standardized_letter,
    )


def _score(rows: Sequence[FigureRow], words: str, *, borrowed: bool) -> ScorePoints | None:
    scores = [row for row in rows if row.measure == "step2_ck"]
    if not scores:
        return None
    newest = max(row.edition for row in scores)
    held = {row.statistic: row for row in scores if row.edition == newest}
    sizes = {name: row.n_count or 0 for name, row in held.items()}
    matched = sizes.get("matched_median") or sizes.get("matched_q1") or 0
    not_matched = sizes.get("not_matched_median", 0)

    def point(name: str, people: int) -> int | None:
        row = held.get(name)
        return int(float(str(row.value))) if row and people >= THIN_GROUP else None

    first = scores[0]
    return ScorePoints(
        group=words,
        year=newest,
        lower_quartile=point("matched_q1", matched),
        not_matched_median=point("not_matched_median", not_matched),
        matched_median=point("matched_median", 1_000_000),
        n_matched=matched,
        n_not_matched=not_matched,
        trust=first.trust,
        source=first.source,
        address=first.address,
        borrowed=borrowed,
    )


def _rate(rows: Sequence[FigureRow], words: str) -> MatchRate | None:
    rates = [r for r in rows if r.measure == "match_rate" and (r.n_count or 0) >= THIN_GROUP]
    if not rates:
        return None
    row = max(rates, key=lambda rate: rate.edition)
    return MatchRate(
        group=words,
        year=row.edition,
        percent=f"{float(str(row.value)):g}",
        n_count=row.n_count or 0,
        trust=row.trust,
        source=row.source,
    )
