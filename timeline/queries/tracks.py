"""Both tracks side by side, worked out from the plan and the season's rows; no odds."""

from dataclasses import dataclass
from datetime import date

from smartpick.campaign.models import Cycle
from timeline.queries.season import season_rows, service_of
from timeline.rules.anchors import Anchors, season_of, work_out_anchors
from timeline.rules.plan import (
    CAUGHT_UP,
    DROPPED,
    MERGED,
    Placed,
    lay_out,
    price_weeks,
    short_is_offered,
)
from timeline.rules.template import BY_KEY, windows


@dataclass(frozen=True)
class TrackView:
    short: bool
    weeks: int
    submit_on: date | None
    status: str
    letters_on: date | None
    placed: dict[str, Placed]
    is_over: bool

    def _named(self, state: str) -> list[str]:
        return [BY_KEY[key].title for key, item in self.placed.items() if item.state == state]

    @property
    def caught_up(self) -> list[str]:
        return self._named(CAUGHT_UP)

    @property
    def left_out(self) -> list[str]:
        return self._named(DROPPED) + self._named(MERGED)


@dataclass(frozen=True)
class Tracks:
    short: TrackView
    long: TrackView
    short_offered: bool

    @property
    def only_long(self) -> list[str]:
        """What the long track has room for and the short one does not."""
        return [title for title in self.short.left_out if title not in self.long.left_out]


def both_tracks(cycle: Cycle, *, today: date) -> Tracks:
    service = service_of(cycle)
    short, long = (_view(cycle, service, short=side, today=today) for side in (True, False))
    offered = short.submit_on is not None and short_is_offered(
        today=today, submit_on=short.submit_on
    )
    return Tracks(short, long, offered)


def _view(cycle: Cycle, service: str, *, short: bool, today: date) -> TrackView:
    year = cycle.failed_year
    assert year is not None  # noqa: S101  (the page asks for it first)
    anchors: Anchors = work_out_anchors(
        match_year=year,
        short=short,
        service=service,
        rows=season_rows(service, (year, season_of(year, short=short))),
        learned_on=cycle.learned_on,
    )
    days = windows(match_year=year, short=short, anchors=anchors)
    submit, match_day, letters = anchors["submit"], anchors["match_day"], days["PL-15"]
    return TrackView(
        short=short,
        weeks=price_weeks(days),
        submit_on=submit.on if submit else None,
        status=submit.status if submit else "",
        letters_on=letters[0] if letters else None,
        placed=lay_out(match_year=year, short=short, joined_on=today, anchors=anchors),
        is_over=bool(match_day and today >= match_day.on),
    )
