"""The year on one page: months across, one line for each noun, bars that never overlap."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from timeline.choices import ItemState
from timeline.models import PlanItem
from timeline.rules.anchors import Anchors
from timeline.rules.template import BY_KEY, MONTHLY, STEPS

SHOWN = (*(state.value for state in ItemState if state not in (ItemState.DROPPED,
         ItemState.MERGED, ItemState.SKIPPED)),)  # fmt: skip
OFFICIAL_WORDS = {
    "opens": "Opens",
    "submit": "Submit from",
    "read": "Programs read",
    "rank_deadline": "Rank list due",
    "match_week": "Match Week",
    "match_day": "Match Day",
}


@dataclass(frozen=True)
class Month:
    year: int
    number: int
    is_now: bool
    is_first: bool  # of its year, or of the table

    @property
    def name(self) -> str:
        return f"{date(self.year, self.number, 1):%b}"

    @property
    def full(self) -> str:
        return f"{date(self.year, self.number, 1):%B %Y}"


@dataclass
class Bar:
    item: PlanItem
    first: int
    last: int

    @property
    def span(self) -> int:
        return self.last - self.first + 1

    @property
    def is_done(self) -> bool:
        return self.item.state == ItemState.DONE


@dataclass
class Cell:
    span: int
    bar: Bar | None = None


@dataclass
class Lane:
    """One line of the table. The first of a noun carries its name."""

    name: str
    cells: list[Cell] = field(default_factory=list)
    lines: int = 0  # how many lines the name stands for


@dataclass(frozen=True)
class Year:
    months: list[Month]
    lanes: list[Lane]
    official: list[tuple[date, str, str]]  # day, words, status
    later: list[PlanItem]

    @property
    def bars_by_month(self) -> list[tuple[Month, list[PlanItem]]]:
        """For a phone: each month with what runs in it."""
        bars = [cell.bar for lane in self.lanes for cell in lane.cells if cell.bar]
        return [
            (month, [bar.item for bar in bars if bar.first <= number <= bar.last])
            for number, month in enumerate(self.months)
        ]


def year_of(rows: Iterable[PlanItem], anchors: Anchors, *, short: bool, today: date) -> Year:
    """From the month of the failed Match: 19 months to submission, or 13 to the next Match."""
    failed = anchors["failed_match_day"]
    begin = failed.on if failed else today
    count = 13 if short else 19
    months = [_month(begin, number, today) for number in range(count)]
    shown = [row for row in rows if row.state in SHOWN and row.starts_on and row.ends_on]
    bars = [_bar(row, begin) for row in shown]
    names = list(dict.fromkeys(step.row for step in STEPS))
    lanes = [lane for name in names for lane in _lanes(name, bars, count)]
    official = sorted(
        (day.on, words, day.status)
        for key, words in OFFICIAL_WORDS.items()
        if (day := anchors[key]) is not None
    )
    return Year(months, lanes, official, [bar.item for bar in bars if bar.first >= count])


def _month(begin: date, number: int, today: date) -> Month:
    year, month = divmod(begin.year * 12 + begin.month - 1 + number, 12)
    now = (year, month + 1) == (today.year, today.month)
    return Month(year, month + 1, now, number == 0 or month == 0)


def _bar(row: PlanItem, begin: date) -> Bar:
    def place(on: date) -> int:
        return (on.year - begin.year) * 12 + on.month - begin.month

    assert row.starts_on  # noqa: S101  (the caller asks for it)
    assert row.ends_on  # noqa: S101
    if row.template_key == MONTHLY and row.dates:
        return Bar(row, place(date.fromisoformat(row.dates[0])), place(row.ends_on))
    return Bar(row, max(0, place(row.starts_on)), place(row.ends_on))


def _lanes(name: str, bars: list[Bar], count: int) -> list[Lane]:
    mine = sorted(
        (bar for bar in bars if BY_KEY[bar.item.template_key].row == name and bar.first < count),
        key=lambda bar: (bar.first, bar.last),
    )
    rows: list[list[Bar]] = []
    for bar in mine:
        free = next((row for row in rows if row[-1].last < bar.first), None)
        if free is None:
            rows.append([bar])
        else:
            free.append(bar)
    lanes = [Lane(name, _cells(row, count)) for row in rows]
    if lanes:
        lanes[0].lines = len(lanes)
    return lanes


def _cells(bars: list[Bar], count: int) -> list[Cell]:
    cells: list[Cell] = []
    at = 0
    for bar in bars:
        cells += [Cell(1) for _ in range(bar.first - at)]
        last = min(bar.last, count - 1)
        cells.append(Cell(last - bar.first + 1, bar))
        at = last + 1
    return cells + [Cell(1) for _ in range(count - at)]
