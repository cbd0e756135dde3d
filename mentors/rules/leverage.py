"""Leverage of a faculty member for one applicant, its reasons and the proposal (LV-01 to LV-19).

Source: the seed's section 4; rulebook section 7. Points are guide values of ours: role and
first-hand knowledge outweigh the rest. People edit facts, never the number.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from smartpick.common.evidence import Evidence, Judgement, Source

ROLE_POINTS = {
    "pd": 40,
    "apd": 30,
    "chair": 26,
    "clerkship": 24,
    "sub_i": 24,
    "research": 18,
    "student_affairs": 16,
    "gme": 16,
    "coordinator": 0,
    "other": 0,
}
ROLE_WORDS = {
    "pd": "program director",
    "apd": "associate program director",
    "chair": "chair",
    "clerkship": "clerkship director",
    "sub_i": "sub-internship director",
    "research": "research-active faculty",
    "student_affairs": "student affairs",
    "gme": "graduate medical education",
    "coordinator": "program coordinator",
    "other": "faculty",
}
ANY_SPECIALTY = frozenset({"student_affairs", "gme", "other"})
DIRECTORS = frozenset({"pd", "apd"})
ELSEWHERE = 8
CORE_ROLES = frozenset({"pd", "apd", "chair", "clerkship", "sub_i", "research"})
PROCESS_ROLES = frozenset({"pd", "apd", "student_affairs", "gme"})
SAME_PLACE, SAME_DIVISION = 14, 6
FULL_YEARS, HALF_YEARS = 2, 4  # this year and two before; the two before those
PAPER_STEPS = ((6, 10), (4, 7), (2, 4), (1, 2))
LEADING = frozenset({"first", "last", "senior", "single"})
BUSY_LOAD, BUSY_POINTS = 3, -6
SILENT_FOLLOW_UPS, SILENT_POINTS, CONCERN_POINTS = 2, -15, -10
PROPOSE_FLOOR = 20
CORE, PROCESS, SKILLS = "core", "process", "skills"
REQUIRED = (CORE, CORE, PROCESS)
WANTED = {3: 5, 2: 4, 1: 3, 0: 3}
CLOSED = frozenset({"declined", "downshifted", "set_aside", "do_not_write", "target", "mentor"})
SOURCE = Source("Order of kinds: the advice this product follows; points are our guide", "guide")


@dataclass(frozen=True)
class RoleHeld:
    role: str
    specialty: str = ""


@dataclass(frozen=True)
class PaperFact:
    year: int
    position: str


@dataclass(frozen=True)
class Person:
    """What is known of one faculty member by one applicant. An unknown fact gives nothing."""

    id: str
    name: str
    roles: tuple[RoleHeld, ...] = ()
    institution: str = ""
    division: str = ""
    papers: tuple[PaperFact, ...] = ()
    saw_clinically: bool = False
    helped_unmatched: bool = False
    selection_committee: bool = False
    knows_pds: tuple[str, ...] = ()
    has_project: bool = False
    knows_roles: bool = False
    presents: bool = False
    unanswered_follow_ups: int = 0
    has_concern: bool = False
    load: int = 0
    capacity: int | None = None
    status: str = ""


@dataclass(frozen=True)
class Campaign:
    """What the applicant aims at: the target and the chosen backup, or both lanes while torn."""

    year: int
    lanes: tuple[str, ...] = ()
    adjacent: tuple[str, ...] = ()
    institutions: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    open_slots: tuple[str, ...] = REQUIRED
    open_targets: int = 0


@dataclass(frozen=True)
class Point:
    """One reason of a score: the rule, what it gives, the fact it was read from."""

    rule: str
    points: int
    sentence: str
    field: str


@dataclass(frozen=True)
class Leverage:
    person: Person
    score: int
    points: tuple[Point, ...]

    @property
    def judgement(self) -> Judgement:
        because = tuple(Evidence(p.field, p.points, p.sentence) for p in self.points)
        return Judgement(str(self.score), because, "LV-13", SOURCE)

    @property
    def reasons(self) -> tuple[str, ...]:
        return tuple(p.sentence for p in self.points)


def weigh(person: Person, campaign: Campaign) -> Leverage:
    """LV-01 to LV-13: the sum of the points, held to 0 to 100, with each point's reason."""
    points = [p for p in _points(person, campaign) if p.points]
    total = sum(p.points for p in points)
    ordered = sorted(points, key=lambda p: -p.points)
    return Leverage(person, max(0, min(100, total)), tuple(ordered))


def _points(person: Person, campaign: Campaign) -> list[Point]:
    found = [_role(person, campaign), _place(person, campaign), _papers(person, campaign)]
    ticks = (
        ("LV-02", "saw_clinically", person.saw_clinically, 22, "saw your work"),
        (
            "LV-03", "helped_unmatched", person.helped_unmatched, 20,
            "has helped people who did not match",
        ),
        (
            "LV-06", "selection_committee", person.selection_committee, 6,
            "sits on a selection committee",
        ),
        ("LV-07", "knows_pds", bool(person.knows_pds), 6, "knows program directors"),
        ("LV-08", "has_project", person.has_project, 6, "has a project open now"),
        ("LV-09", "knows_roles", person.knows_roles, 4, "knows open gap-year roles"),
        ("LV-19", "presents", person.presents, 4, "presents at regional or national meetings"),
    )  # fmt: skip
    found += [
        _point(rule, points, words, name) for rule, name, holds, points, words in ticks if holds
    ]
    if person.unanswered_follow_ups >= SILENT_FOLLOW_UPS:
        found.append(_point("LV-10", SILENT_POINTS, "did not answer two follow-ups", "follow_ups"))
    if person.has_concern:
        found.append(_point("LV-11", CONCERN_POINTS, "a concern that you noted", "concern"))
    if person.capacity is None and person.load >= BUSY_LOAD:
        words = "already helping several applicants"
        found.append(_point("LV-12", BUSY_POINTS, words, "load"))
    return found


def _point(rule: str, points: int, words: str, name: str) -> Point:
    return Point(rule, points, f"{words} {points:+d}", name)


def _role(person: Person, campaign: Campaign) -> Point:
    best = max(
        person.roles, key=lambda held: role_points(held, campaign), default=RoleHeld("other")
    )
    return _point(
        "LV-01", role_points(best, campaign), ROLE_WORDS.get(best.role, "faculty"), "roles"
    )


def role_points(held: RoleHeld, campaign: Campaign) -> int:
    full = ROLE_POINTS.get(held.role, 0)
    if held.role in ANY_SPECIALTY or held.specialty in campaign.lanes:
        return full
    if held.specialty and held.specialty in campaign.adjacent:
        return full // 2
    return ELSEWHERE if held.role in DIRECTORS else 0


def _place(person: Person, campaign: Campaign) -> Point:
    here = {name.casefold() for name in campaign.institutions}
    if person.institution and person.institution.casefold() in here:
        return _point("LV-04", SAME_PLACE, "same hospital", "institution")
    if person.division and person.division in campaign.divisions:
        return _point("LV-04", SAME_DIVISION, "in a region you applied to", "division")
    return _point("LV-04", 0, "", "institution")


def _papers(person: Person, campaign: Campaign) -> Point:
    weights = [
        (paper.year, _paper_weight(campaign.year - paper.year))
        for paper in person.papers
        if paper.position in LEADING
    ]
    counted = [year for year, weight in weights if weight]
    total = sum(weight for _, weight in weights)
    points = next((given for least, given in PAPER_STEPS if total >= least), 0)
    noun = "paper" if len(counted) == 1 else "papers"
    since = f" since {min(counted)}" if counted else ""
    return _point("LV-05", points, f"{len(counted)} first or senior {noun}{since}", "papers")


def _paper_weight(age: int) -> int:
    if 0 <= age <= FULL_YEARS:
        return 2
    return 1 if FULL_YEARS < age <= HALF_YEARS else 0


# --- who fits which seat, and who is proposed ---------------------------------------------------


def fits(person: Person, seat: str, campaign: Campaign) -> bool:
    """LV-15."""
    roles = {held.role for held in person.roles}
    if seat == CORE:
        in_lane = {held.role for held in person.roles if held.specialty in campaign.lanes}
        return bool(in_lane & CORE_ROLES) or bool(in_lane and person.saw_clinically)
    if seat == PROCESS:
        return bool(roles & PROCESS_ROLES)
    return "research" in roles or person.has_project


def is_at_limit(person: Person) -> bool:
    return person.capacity is not None and person.load >= person.capacity


def is_eligible(weighed: Leverage) -> bool:
    """LV-14: still listed, but no longer proposed."""
    person = weighed.person
    return (
        person.status not in CLOSED and not is_at_limit(person) and weighed.score >= PROPOSE_FLOOR
    )


def best_first(weighed: Leverage) -> tuple[int, int, str]:
    return (-weighed.score, weighed.person.load, weighed.person.name.casefold())


@dataclass(frozen=True)
class Proposed:
    leverage: Leverage
    slot: str  # a seat, or also_fits_<seat> for those who fill up

    @property
    def sentence(self) -> str:
        reasons = ", ".join(self.leverage.reasons[:2])
        seat = self.slot.removeprefix("also_fits_")
        lead = f"Proposed for the open {seat} seat" if seat == self.slot else f"Also fits {seat}"
        return f"{lead}: {reasons}."


@dataclass(frozen=True)
class Proposal:
    people: tuple[Proposed, ...] = ()
    widen_net: bool = False


def propose(people: Sequence[Leverage], campaign: Campaign) -> Proposal:
    """LV-16 and LV-17: three to five people for the open seats, less the open targets."""
    eligible = sorted((one for one in people if is_eligible(one)), key=best_first)
    needed = [seat for seat in campaign.open_slots if seat in (CORE, PROCESS)]
    wanted = max(0, WANTED.get(len(needed), WANTED[3]) - campaign.open_targets)
    taken: list[Proposed] = []
    left = list(eligible)
    for seat in sorted(needed):
        found = next((one for one in left if fits(one.person, seat, campaign)), None)
        if found is not None and len(taken) < wanted:
            taken.append(Proposed(found, seat))
            left.remove(found)
    seats = [CORE, PROCESS, *([SKILLS] if SKILLS in campaign.open_slots else [])]
    for one in left:
        fit = next((seat for seat in seats if fits(one.person, seat, campaign)), None)
        if fit is not None and len(taken) < wanted:
            taken.append(Proposed(one, f"also_fits_{fit}"))
    widen = not any(fits(one.person, CORE, campaign) for one in eligible)
    return Proposal(tuple(taken), widen)


# --- smallest change --------------------------------------------------------------------------

FLIPS: dict[str, tuple[str, Callable[[Person], Person]]] = {
    "saw_clinically": (
        "saw your work",
        lambda p: replace(p, saw_clinically=not p.saw_clinically),
    ),
    "helped_unmatched": (
        "helped people who did not match",
        lambda p: replace(p, helped_unmatched=not p.helped_unmatched),
    ),
    "selection_committee": (
        "selection committee",
        lambda p: replace(p, selection_committee=not p.selection_committee),
    ),
    "knows_pds": (
        "knows program directors",
        lambda p: replace(p, knows_pds=() if p.knows_pds else ("one",)),
    ),
    "has_project": ("project open now", lambda p: replace(p, has_project=not p.has_project)),
    "knows_roles": ("knows open roles", lambda p: replace(p, knows_roles=not p.knows_roles)),
    "presents": ("presents at meetings", lambda p: replace(p, presents=not p.presents)),
    "follow_ups": (
        "answered your follow-ups",
        lambda p: replace(p, unanswered_follow_ups=0 if p.unanswered_follow_ups >= 2 else 2),
    ),
}


@dataclass(frozen=True)
class SmallestChange:
    field: str
    sentence: str


def smallest_change(
    one: Leverage, others: Sequence[Leverage], campaign: Campaign
) -> SmallestChange | None:
    """The single fact whose other value moves this person on the list; each tried in turn."""
    rank = sum(best_first(other) < best_first(one) for other in others)
    tried = []
    for name, (words, flip) in FLIPS.items():
        changed = weigh(flip(one.person), campaign)
        moved = sum(best_first(other) < best_first(changed) for other in others)
        if moved != rank:
            tried.append((abs(moved - rank), name, words, moved))
    if not tried:
        return None
    _, name, words, moved = min(tried, key=lambda found: found[0])
    return SmallestChange(
        name, f'If "{words}" were the other way, they would stand at {moved + 1} of your list.'
    )
