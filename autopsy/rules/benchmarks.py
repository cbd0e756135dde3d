"""The published figures that the diagnosis reads for one person: plain values, no table."""

from dataclasses import dataclass
from fractions import Fraction

THIN_GROUP = 30  # groups under 30 people give no reference point (guide)
HARD_RATE = 75  # below this published match rate a specialty is hard for the group (guide)
COMPETITIVE_RATIO = Fraction("1.40")  # first-choice applicants per position (guide)


@dataclass(frozen=True)
class ScorePoints:
    """Step 2 CK figures of one edition and group. A point without 30 people is None."""

    group: str
    year: int
    lower_quartile: int | None
    not_matched_median: int | None
    matched_median: int | None
    n_matched: int
    n_not_matched: int
    trust: str
    source: str
    address: str = ""
    borrowed: bool = False


@dataclass(frozen=True)
class MatchRate:
    group: str
    year: int
    percent: str
    n_count: int
    trust: str
    source: str

    @property
    def is_hard(self) -> bool:
        return self.n_count >= THIN_GROUP and Fraction(self.percent) < HARD_RATE


@dataclass(frozen=True)
class Benchmarks:
    """All published figures that a judgement of one person may lean on; None where none is held."""

    row_exists: bool = False
    score: ScorePoints | None = None
    rate: MatchRate | None = None
    applicants_per_place: str | None = None
    places_source: str = ""
    standardized_letter: bool = False

    @property
    def competitive(self) -> bool:
        ratio = self.applicants_per_place
        return ratio is not None and Fraction(ratio) >= COMPETITIVE_RATIO

    @property
    def hard(self) -> bool:
        return self.rate is not None and self.rate.is_hard
