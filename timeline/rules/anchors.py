"""The days a plan hangs on: Match Days, opening, submission, reading, ranking (PL, D.1).

Each is a row of the season's calendar, or projected by the weekday it has fallen on in every season
read so far. Sources: the rows themselves name theirs.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WEDNESDAY, FRIDAY = 2, 4
CONFIRMED, EXPECTED, PROJECTED = "confirmed", "expected", "projected"
READ_AFTER = {"ERAS": 21, "ResidencyCAS": 28}
LETTERS_BEFORE_SUBMIT = 17  # guide: time for a late writer before the first day of reading
RANK_BEFORE_MATCH = 16
# Services whose rank list and result are not the NRMP's: those days come from rows alone.
OWN_RANKING = frozenset({"SF", "AUA"})
NEVER_PROJECTED = ("rank_opens", "rank_deadline", "match_week", "match_day")


@dataclass(frozen=True)
class Day:
    on: date
    status: str
    source: str = ""
    time_eastern: str = ""


Rows = Mapping[tuple[str, int], Day]  # (anchor, match year) -> its row
Anchors = Mapping[str, Day | None]


def season_of(match_year: int, *, short: bool) -> int:
    """The Match year that the plan aims at."""
    return match_year + (1 if short else 2)


def nth_weekday(year: int, month: int, weekday: int, nth: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))


def match_day_by_rule(year: int) -> date:
    return nth_weekday(year, 3, FRIDAY, 3)


def work_out_anchors(
    *,
    match_year: int,
    short: bool,
    service: str,
    rows: Rows,
    learned_on: date | None = None,
) -> dict[str, Day | None]:
    """Every anchor of the plan with its status; None where only a row could tell and none does."""
    season = season_of(match_year, short=short)

    def of(key: str, projected: date) -> Day | None:
        row = rows.get((key, season))
        if row is not None:
            return row
        if service in OWN_RANKING and key in NEVER_PROJECTED:
            return None
        return Day(projected, PROJECTED)

    match_day = of("match_day", match_day_by_rule(season))
    ranked = match_day.on if match_day else match_day_by_rule(season)
    submit = of("submit", nth_weekday(season - 1, 9, WEDNESDAY, 1))
    submit_on = submit.on if submit else nth_weekday(season - 1, 9, WEDNESDAY, 1)
    read_on = submit_on + timedelta(days=0 if service == "SF" else READ_AFTER.get(service, 21))
    return {
        "failed_match_day": _failed(match_year, rows, learned_on),
        "opens": of("opens", nth_weekday(season - 1, 6, WEDNESDAY, 1)),
        "submit": submit,
        "read": of("read", read_on),
        "nrmp": of("nrmp", date(season - 1, 9, 15)),
        "rank_opens": of("rank_opens", date(season, 2, 1)),
        "rank_deadline": of("rank_deadline", ranked - timedelta(days=RANK_BEFORE_MATCH)),
        "match_week": of("match_week", ranked - timedelta(days=4)),
        "match_day": match_day,
        "season_end": of("season_end", date(season, 5, 31)),
    }


def _failed(match_year: int, rows: Rows, learned_on: date | None) -> Day:
    """The day the result was known: the person's own where it was asked, else that Match Day."""
    if learned_on is not None:
        return Day(learned_on, CONFIRMED)
    row = rows.get(("match_day", match_year)) or rows.get(("failed_match_day", match_year))
    return row or Day(match_day_by_rule(match_year), PROJECTED)


def letters_due(anchors: Anchors) -> date | None:
    submit = anchors["submit"]
    return submit.on - timedelta(days=LETTERS_BEFORE_SUBMIT) if submit else None


def season_word(on: date, *, anchors: Anchors, short: bool) -> str:
    """'Spring' to 'Winter', then 'Next cycle' and 'Interviews' (D.2)."""
    read, submit = anchors["read"], anchors["submit"]
    if read and on >= read.on:
        return "Interviews"
    if submit and on >= date(submit.on.year, 6 if short else 3, 1):
        return "Next cycle"
    return ("Winter", "Spring", "Summer", "Fall")[on.month % 12 // 3]
