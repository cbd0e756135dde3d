"""The twenty items of the year with what each hands over and decides (PL, D.2). Words and windows.

Sources: the seed's calendar and section 10; the lengths on the short track are ours (guide).
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from timeline.rules.anchors import Anchors, letters_due

Window = tuple[date, date]
MONTHLY = "PL-08"


@dataclass(frozen=True)
class Step:
    key: str
    title: str
    neutral: str  # what a calendar may show to others
    deliverable: str
    decision: str
    lever: str
    row: str  # which line of the months it stands in
    ongoing: bool = False
    is_deadline: bool = False
    decides: bool = False  # its last day is a decision's day
    by_mentor: bool = False


STEPS = (
    Step("PL-01", "Autopsy and data review", "Review", "one page", "which cause is the main one",
         "narrative", "Autopsy"),
    Step("PL-02", "Name and write to first targets", "First emails",
         "3-5 targets and the first emails", "who fills which seat", "advocates", "Team"),
    Step("PL-03", "First meetings and planning", "First meetings", "notes and agreed priorities",
         "realistic or not", "advocates", "Team"),
    Step("PL-04", "Start the research or clinical role", "Start the role",
         "a signed role with its start date", "two of the four boxes, or another role",
         "upgrades", "Role", ongoing=True),
    Step("PL-05", "Settle direction and shape of the year", "Decide direction",
         "a direction on record", "same specialty or pivot", "narrative", "Direction",
         decides=True),
    Step("PL-06", "Settle one or two core mentors", "Settle the team", "core seats filled",
         "who moves to the edge", "advocates", "Team"),
    Step("PL-07", "Outputs: drafts, abstracts, audits", "Outputs", "dated outputs", "what to drop",
         "upgrades", "Outputs", ongoing=True),
    Step(MONTHLY, "Monthly check-in with mentors", "Monthly check-in", "updates sent",
         "what changes in the plan", "advocates", "Team"),
    Step("PL-09", "Preliminary program list with mentors", "Program list", "a list with tiers",
         "how wide to go", "narrative", "Programs"),
    Step("PL-10", "Materials and mock interviews", "Materials",
         "statement, CV and two mock interviews", "ready or not", "narrative", "Materials"),
    Step("PL-11", "Confirm strong letters and who advocates", "Ask for letters",
         "answers, word for word", "whether another writer is needed", "advocates", "Letters"),
    Step("PL-12", "Hand over letter material and the one-page plan", "Hand over material",
         "material sent", "which programs fit", "advocates", "Letters"),
    Step("PL-13", "Make the letter requests in the application service", "Letter requests",
         "requests made", "waiver", "advocates", "Letters"),
    Step("PL-14", "Ask who would reach out after submission", "Ask for outreach",
         "answers for 10-15 programs", "which programs", "advocates", "Programs"),
    Step("PL-15", "Letters uploaded", "Letters in", "all letters assigned", "who is missing",
         "advocates", "Letters", is_deadline=True, decides=True),
    Step("PL-16", "Submit early, with mentors behind it", "Submit", "a certified application",
         "the final list", "upgrades", "Programs", decides=True),
    Step("PL-17", "Mentors reach out to programs", "Outreach", "contacts done", "",
         "advocates", "Programs", by_mentor=True),
    Step("PL-18", "Interviews: prepare, go, thank, log", "Interviews", "an interview log",
         "what to change before the next", "narrative", "Interviews", ongoing=True),
    Step("PL-19", "Certify the rank list", "Rank list", "certified", "", "narrative",
         "Interviews", is_deadline=True, decides=True),
    Step("PL-20", "SOAP plan, made before Match Week", "March plan",
         "documents and people to ring after", "would I accept", "narrative", "Interviews"),
)  # fmt: skip
BY_KEY: Mapping[str, Step] = {step.key: step for step in STEPS}


def end_of(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def months_after(on: date, months: int) -> date:
    """The same day of a later month, or that month's last day."""
    year, month = divmod(on.year * 12 + on.month - 1 + months, 12)
    return min(date(year, month + 1, 1) + timedelta(days=on.day - 1), end_of(year, month + 1))


def monthly_dates(match_year: int, *, short: bool) -> list[date]:
    months = (5, 6, 7, 8) if short else (9, 10, 11)
    return [end_of(match_year, month) for month in months]


def windows(*, match_year: int, short: bool, anchors: Anchors) -> dict[str, Window | None]:
    """First and last day of each item but the monthly one; None where an anchor is missing."""
    failed = anchors["failed_match_day"]
    if failed is None:
        return dict.fromkeys(BY_KEY)
    early = _short_year if short else _long_year
    return early(failed.on, match_year) | _season(anchors, short=short)


def _long_year(md: date, year: int) -> dict[str, Window | None]:
    def after(first: int, last: int) -> Window:
        return md + timedelta(days=first), md + timedelta(days=last)

    return {
        "PL-01": after(3, 16),
        "PL-02": after(10, 30),
        "PL-03": (months_after(md, 1), months_after(md, 2) - timedelta(days=1)),
        "PL-04": (date(year, 6, 1), end_of(year, 8)),
        "PL-05": (date(year, 7, 1), end_of(year, 7)),
        "PL-06": (date(year, 8, 1), end_of(year, 8)),
        "PL-07": (date(year, 9, 1), end_of(year, 11)),
        "PL-09": (date(year, 12, 1), end_of(year, 12)),
        "PL-10": (date(year + 1, 1, 1), end_of(year + 1, 2)),
        "PL-11": (date(year + 1, 3, 1), end_of(year + 1, 4)),
        "PL-12": (date(year + 1, 5, 1), end_of(year + 1, 6)),
    }


def _short_year(md: date, year: int) -> dict[str, Window | None]:
    def after(first: int, last: int) -> Window:
        return md + timedelta(days=first), md + timedelta(days=last)

    return {
        "PL-01": after(3, 9),
        "PL-02": after(3, 16),
        "PL-03": after(17, 44),
        "PL-04": (date(year, 5, 1), date(year, 7, 15)),
        "PL-05": (date(year, 4, 1), end_of(year, 4)),
        "PL-06": (date(year, 5, 1), end_of(year, 5)),
        "PL-07": (date(year, 6, 1), date(year, 8, 15)),
        "PL-09": (date(year, 5, 16), date(year, 6, 15)),
        "PL-10": (date(year, 7, 1), end_of(year, 8)),
        "PL-11": (date(year, 6, 1), end_of(year, 6)),
        "PL-12": (date(year, 6, 16), date(year, 7, 15)),
    }


def _season(anchors: Anchors, *, short: bool) -> dict[str, Window | None]:
    """What hangs on the season itself."""

    def between(start: str, first: int, end: str, last: int) -> Window | None:
        a, b = anchors[start], anchors[end]
        return (a.on + timedelta(days=first), b.on + timedelta(days=last)) if a and b else None

    due, submit = letters_due(anchors), anchors["submit"]
    year = submit.on.year if submit else None
    return {
        "PL-13": between("opens", 14, "opens", 41) if short else between("opens", 0, "opens", 13),
        "PL-14": (date(year, 8, 1), end_of(year, 8)) if year else None,
        "PL-15": (due, due) if due else None,
        "PL-16": between("submit", 0, "read", -1),
        "PL-17": between("read", 0, "read", 27),
        "PL-18": between("read", 0, "rank_deadline", 0),
        "PL-19": between("rank_deadline", 0, "rank_deadline", 0),
        "PL-20": between("match_week", -28, "match_week", -1),
    }
