"""The team as a whole: three counters, the conversion row, depth over breadth (LV-18, CH-06).

Sources: the seed's sections 1, 4 and 7, FAQ 2; rulebook sections 4, 7 and 8. Twelve contacted, six
contacted with fewer than two at work, and 120 days are guides.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from mentors.rules.stage import ACTIVE, DOWNSHIFTED, WORKING
from smartpick.common.evidence import Evidence, Judgement, Source

OPEN_TARGETS_MIN, OPEN_TARGETS_MAX = 3, 5
ACTIVE_MENTORS_MAX, CORE_MAX, MANY_CONTACTED = 4, 2, 12
DEPTH_CONTACTED, DEPTH_WORKING, DEPTH_DAYS = 6, 2, 120
STEPS = ("identified", "contacted", "met", "worked_for", "asked", "advocated")
CLOSED = frozenset({"declined", "set_aside", DOWNSHIFTED})
SOURCE = Source(
    "Three to five targets, one or two core mentors; other counts are our guide", "guide"
)

NOTES = {
    "too_many_targets": "More than five open targets. Whom do you set aside?",
    "few_targets": "Fewer than three open targets. Three to five is the aim.",
    "too_many_mentors": "Past four, most of your time goes into updates. Who moves to the edge?",
    "core_refused": "Two people hold the core seats. Free one first.",
    "contacted_12": "You are trying to land 3 to 5, not to meet everybody.",
}


@dataclass(frozen=True)
class Member:
    """One chosen person, with the first day of each step that was ever reached."""

    name: str
    stage: str = ""  # empty or a target's state: an open target
    seat: str = ""
    contacted_on: date | None = None
    met_on: date | None = None
    delivered_on: date | None = None
    asked_on: date | None = None
    advocated_on: date | None = None

    @property
    def steps(self) -> tuple[bool, ...]:
        """The row from identified to advocated; a later step counts for the earlier ones."""
        days = (
            self.contacted_on, self.met_on, self.delivered_on, self.asked_on, self.advocated_on,
        )  # fmt: skip
        last = max((n for n, on in enumerate(days, start=1) if on is not None), default=0)
        return tuple(step <= last for step in range(len(STEPS)))


@dataclass(frozen=True)
class Counters:
    open_targets: int = 0
    active_mentors: int = 0
    core: int = 0
    contacted: int = 0

    @property
    def notes(self) -> tuple[str, ...]:
        """LV-18: names of what to say; a third core seat is refused, the rest only said."""
        found = []
        if self.open_targets > OPEN_TARGETS_MAX:
            found.append("too_many_targets")
        elif self.open_targets < OPEN_TARGETS_MIN:
            found.append("few_targets")
        if self.active_mentors > ACTIVE_MENTORS_MAX:
            found.append("too_many_mentors")
        if self.core > CORE_MAX:
            found.append("core_refused")
        if self.contacted >= MANY_CONTACTED:
            found.append("contacted_12")
        return tuple(found)

    @property
    def warnings(self) -> tuple[str, ...]:
        """In words; 'fewer than three' only informs and stands in the counter itself."""
        return tuple(NOTES[name] for name in self.notes if name != "few_targets")


@dataclass(frozen=True)
class Depth:
    counts: dict[str, int]
    working_with: int
    is_warned: bool
    counters: Counters

    @property
    def sentence(self) -> str:
        people = "person" if self.counts["contacted"] == 1 else "people"
        return (
            f"{self.counts['contacted']} {people} contacted, {self.working_with} working with you."
        )

    @property
    def judgement(self) -> Judgement:
        because = (Evidence("contacts", self.counts["contacted"], self.sentence),)
        return Judgement("shallow" if self.is_warned else "fine", because, "CH-06", SOURCE)


def read_depth(people: Sequence[Member], *, today: date) -> Depth:
    """ST-08: the conversion row and the three counters, together."""
    rows = [one.steps for one in people]
    counts = {name: sum(row[n] for row in rows) for n, name in enumerate(STEPS)}
    working = sum(one.stage in WORKING for one in people)
    first = min((one.contacted_on for one in people if one.contacted_on), default=None)
    warned = (
        counts["contacted"] >= DEPTH_CONTACTED
        and working < DEPTH_WORKING
        and first is not None
        and (today - first).days >= DEPTH_DAYS
    )
    active = [one for one in people if one.stage in ACTIVE]
    counters = Counters(
        open_targets=sum(one.stage not in ACTIVE and one.stage not in CLOSED for one in people),
        active_mentors=len(active),
        core=sum(one.seat == "core" for one in active),
        contacted=counts["contacted"],
    )
    return Depth(counts, working, warned, counters)
