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
LETTERS = 5  # what a month's column holds of a line
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


@dataclass(frozen=True)
class Bar:
    """A step with its months and, where they are too narrow for its name, the room beside them."""

    item: PlanItem
    first: int
    last: int
    label_first: int
    label_last: int

    @property
    def is_done(self) -> bool:
        return self.item.state == ItemState.DONE

    @property
    def is_named_inside(self) -> bool:
        return self.label_first == self.first

    @property
    def left(self) -> int:
        return min(self.first, self.label_first)

    @property
    def right(self) -> int:
        return max(self.last, self.label_last)


@dataclass(frozen=True)
class Cell:
    span: int
    bar: Bar | None = None
    is_label: bool = False


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
        """For a phone: each month with what runs in it; past months with nothing are left out."""
        bars = [
            cell.bar for lane in self.lanes for cell in lane.cells if cell.bar and not cell.is_label
        ]
        now = next((n for n, month in enumerate(self.months) if month.is_now), 0)
        found = [
            (month, [bar.item for bar in bars if bar.first <= number <= bar.last])
            for number, month in enumerate(self.months)
        ]
        return [pair for number, pair in enumerate(found) if pair[1] or number >= now]


def year_of(rows: Iterable[PlanItem], anchors: Anchors, *, short: bool, today: date) -> Year:
    """From the month of the failed Match: 19 months to submission, or 13 to the next Match."""
    failed = anchors["failed_match_day"]
    begin = failed.on if failed else today
    count = 13 if short else 19
    months = [_month(begin, number, today) for number in range(count)]
    shown = [row for row in rows if row.state in SHOWN and row.starts_on and row.ends_on]
    bars = [_bar(row, begin, count) for row in shown]
    names = list(dict.fromkeys(step.row for step in STEPS))
    lanes = [lane for name in names for lane in _lanes(name, bars, count)]
    later = sorted(
        (row for row, bar in zip(shown, bars, strict=True) if bar.first >= count),
        key=lambda row: row.starts_on or today,
    )
    official = sorted(
        (day.on, words, day.status)
        for key, words in OFFICIAL_WORDS.items()
        if (day := anchors[key]) is not None
    )
    return Year(months, lanes, official, later)


def _month(begin: date, number: int, today: date) -> Month:
    year, month = divmod(begin.year * 12 + begin.month - 1 + number, 12)
    now = (year, month + 1) == (today.year, today.month)
    return Month(year, month + 1, now, number == 0 or month == 0)


def _bar(row: PlanItem, begin: date, count: int) -> Bar:
    def place(on: date) -> int:
        return (on.year - begin.year) * 12 + on.month - begin.month

    assert row.starts_on  # noqa: S101  (the caller asks for it)
    assert row.ends_on  # noqa: S101
    monthly = row.template_key == MONTHLY and row.dates
    start = date.fromisoformat(row.dates[0]) if monthly else row.starts_on
    first, last = max(0, place(start)), min(place(row.ends_on), count - 1)
    return Bar(row, first, last, *_label_place(row.short_title, first, last, count))


def _label_place(text: str, first: int, last: int, count: int) -> tuple[int, int]:
    """Inside when no word breaks there, else after the bar, at the table's end before it."""
    widest = max(len(word) for word in text.split())
    if (last - first + 1) * LETTERS >= widest:
        return first, last
    room = max(-(-widest // LETTERS), -(-len(text) // (2 * LETTERS)))
    if last + room < count:
        return last + 1, last + room
    return first - room, first - 1


def _lanes(name: str, bars: list[Bar], count: int) -> list[Lane]:
    mine = sorted(
        (bar for bar in bars if BY_KEY[bar.item.template_key].row == name and bar.first < count),
        key=lambda bar: (bar.left, bar.right),
    )
    rows: list[list[Bar]] = []
    for bar in mine:
        free = next((row for row in rows if row[-1].right < bar.left), None)
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
        cells += [Cell(1) for _ in range(bar.left - at)]
        drawn = Cell(bar.last - bar.first + 1, bar)
        label = Cell(bar.label_last - bar.label_first + 1, bar, is_label=True)
        if bar.is_named_inside:
            cells.append(drawn)
        else:
            cells += [label, drawn] if bar.label_first < bar.first else [drawn, label]
        at = bar.right + 1
    return cells + [Cell(1) for _ in range(count - at)]
