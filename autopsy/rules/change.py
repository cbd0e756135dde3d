"""What changed since Match Day: line by line, the delta, and two alarms (CH-01 to CH-04).

Sources: C1 and ideas 8; practice 2; counts are guides; rulebook section 4. Whether the narrative is
in step with the logbook (CH-05) and the share of levers (CH-07) are rules of the campaign.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date

from autopsy.rules.benchmarks import Benchmarks
from autopsy.rules.diagnosis import findings_at
from autopsy.rules.facts import AutopsyFacts
from autopsy.rules.finding import COUNTED, DECISIVE, MAJOR, Finding
from autopsy.rules.proof import Proof
from autopsy.rules.snapshot import same_answer
from smartpick.common.evidence import Evidence, Judgement, Source

BETTER, WORSE, DIFFERENT = "better", "worse", "different"
MORE_IS_BETTER = frozenset(
    "publications abstracts_talks outputs_in_specialty sub_internships letters_count "
    "letters_in_specialty letters_known_well letters_from_leader letters_new mock_interviews "
    "divisions_applied".split()
)
EXAM_STATUSES = tuple(f"{exam}{n}_status" for exam in ("step", "level") for n in (1, 2, 3))
GOOD_MOVES = (
    ("file_complete", "no", "yes"),
    ("professionalism_state", "open", "remediated"),
    *((name, was, "passed") for name in EXAM_STATUSES for was in ("not_passed", "not_taken")),
)
NEVER_COMPARED = frozenset({"programs_ranked"})  # T5
NO_LIST = {"no_list_certified": "unmatched"}  # private: it reads as unmatched
ANSWERED, WORKED_ON, OPEN = "answered", "worked_on", "open"
NONE, SOME, STRONG = "none", "some", "strong"
STRONG_DELTA = 3  # CH-03, guide
FIRST_ALARM, LAST_ALARM = 90, 30  # CH-04
LARGE = frozenset({DECISIVE, MAJOR})
SOURCE = Source("What changed since Match Day; the counts are our guide")
NOTHING_DATED = "A month left and nothing dated yet."
SHORT_NAMES = {
    "DX-15": "The required exam",
    "DX-18": "Research output",
    "DX-22": "A specialty that is hard for your group",
    "DX-23": "A list that mostly reached",
    "DX-25": "The concern about clinical knowledge",
    "DX-30": "A late application",
    "DX-31": "An incomplete file",
    "DX-32": "A backup",
    "DX-33": "The number of regions",
    "DX-34": "The length of the list",
    "DX-35": "The list's yield",
    "DX-36": "Signals left unused",
    "DX-37": "Where the signals went",
    "DX-38": "Letters from the specialty",
    "DX-39": "Writers who know you",
    "DX-40": "The standardized letter",
    "DX-41": "New letters",
    "DX-42": "One statement for each specialty",
    "DX-43": "A statement read by the specialty's faculty",
    "DX-44": "Experience that points at the specialty",
    "DX-45": "A sub-internship in the specialty",
    "DX-46": "Problems in the CV",
    "DX-47": "The list's visa rules",
    "DX-51": "Mock interviews",
    "DX-52": "Feedback on interviews",
    "DX-53": "Interviews not attended",
    "DX-54": "The open concern",
    "DX-56": "The pattern in evaluations",
    "DX-57": "The explanation of the leave",
}  # of each finding that can change, for a list to choose from and an alarm to name


# --- line by line -------------------------------------------------------------------------------


def compared(frozen: Mapping[str, object], now: Mapping[str, object]) -> dict[str, str]:
    """CH-01: each field whose value differs, with its word. None is missing, never zero."""
    names = dict.fromkeys([*frozen, *now])
    found = {}
    for name in names:
        was, value = _told(name, frozen.get(name)), _told(name, now.get(name))
        if name not in NEVER_COMPARED and not same_answer(was, value):
            found[name] = _direction(name, was, value)
    return found


def _told(name: str, value: object) -> object:
    return NO_LIST.get(str(value), value) if name == "match_result" else value


def _direction(name: str, was: object, now: object) -> str:
    if name in MORE_IS_BETTER and isinstance(was, int) and isinstance(now, int):
        return BETTER if now > was else WORSE
    return BETTER if (name, was, now) in GOOD_MOVES else DIFFERENT


# --- findings since -----------------------------------------------------------------------------


def facts_since(frozen: AutopsyFacts, now: AutopsyFacts) -> AutopsyFacts:
    """Today's facts; a field emptied or withheld since keeps its frozen value."""
    kept = {
        item.name: getattr(frozen, item.name)
        for item in fields(AutopsyFacts)
        if getattr(now, item.name) is None
    }
    if now.red_flags is None:
        kept["red_flags_withheld"] = frozen.red_flags_withheld
    return replace(now, **kept)


def counted_today(
    frozen: AutopsyFacts, now: AutopsyFacts, benchmarks: Benchmarks, *, stage: str
) -> set[str]:
    """The rules that still count, judged with today's facts at the stage of the frozen autopsy."""
    since = facts_since(frozen, now)
    return {item.rule for item in findings_at(since, benchmarks, stage) if item.counts}


@dataclass(frozen=True)
class Weakness:
    """One counted finding of the frozen autopsy."""

    rule: str
    size: str
    can_change: bool
    sentence: str = ""
    keys: frozenset[str] = frozenset()

    @property
    def short_name(self) -> str:
        return SHORT_NAMES.get(self.rule, self.rule)


def weaknesses(findings: Iterable[Finding]) -> list[Weakness]:
    return [
        Weakness(f.rule, f.counted_size, f.can_change, f.sentence, f.keys)
        for f in findings
        if f.counts
    ]


@dataclass(frozen=True)
class Delta:
    states: dict[str, str]
    need: int
    delta: int
    judgement: Judgement
    open_ones: tuple[Weakness, ...]  # those that can change, the largest first, then by id

    @property
    def level(self) -> str:
        return self.judgement.level


def read_delta(
    frozen: Sequence[Weakness], *, still_counted: Collection[str], proofs: Sequence[Proof]
) -> Delta:
    """CH-02 and CH-03. `proofs` are those that count (`proof.counting`)."""
    named = {proof.repairs for proof in proofs}
    states = {one.rule: _state(one.rule, still_counted, named) for one in frozen}
    can_change = [one for one in frozen if one.can_change]
    open_ones = sorted(
        (one for one in can_change if states[one.rule] == OPEN),
        key=lambda one: (COUNTED.index(one.size), one.rule),
    )
    need, delta = len(can_change), len(can_change) - len(open_ones)
    level = _level(need, delta) if need else _by_levers(sum(bool(p.lever) for p in proofs))
    judgement = Judgement(level, tuple(_because(need, delta, open_ones)), "CH-03", SOURCE)
    return Delta(states, need, delta, judgement, tuple(open_ones))


def _state(rule: str, still_counted: Collection[str], named: Collection[str]) -> str:
    if rule not in still_counted:
        return ANSWERED
    return WORKED_ON if rule in named else OPEN


def _level(need: int, delta: int) -> str:
    if delta == 0:
        return NONE
    return STRONG if delta >= STRONG_DELTA or delta == need else SOME


def _by_levers(count: int) -> str:
    """Nothing on paper can change any more: proofs that push a lever are counted instead."""
    return STRONG if count >= STRONG_DELTA else SOME if count else NONE


def _because(need: int, delta: int, open_ones: Iterable[Weakness]) -> Iterable[Evidence]:
    if need:
        told = f"{delta} of {need} things that can change have something dated behind them."
        yield Evidence("CH-03", delta, told)
    for one in open_ones:
        if one.sentence:
            told = f"Open, nothing dated yet: {one.sentence}"
            yield Evidence("CH-02", one.rule, told, one.keys)


# --- the two alarms -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Alarm:
    mark: int  # days before the submission date
    names: Weakness | None


def alarm_on(
    delta: Delta, *, submit_on: date, today: date, ended: Collection[int] = ()
) -> Alarm | None:
    """CH-04: only the nearer mark; one whose condition ended before (`ended`) never comes back."""
    left = (submit_on - today).days
    if left < 0 or left > FIRST_ALARM:
        return None
    mark = LAST_ALARM if left <= LAST_ALARM else FIRST_ALARM
    large_open = mark == LAST_ALARM and any(one.size in LARGE for one in delta.open_ones)
    rings = delta.level == NONE or (delta.level == SOME and large_open)
    if not rings or mark in ended:
        return None
    return Alarm(mark, next(iter(delta.open_ones), None))


def alarm_sentence(alarm: Alarm, *, submit_on: date, finding: str) -> str:
    """`finding` is the short name of what the alarm names; empty when it names nothing."""
    if alarm.mark == FIRST_ALARM:
        by = f"{submit_on:%B} {submit_on.day}"
        return f"Three months to submission and nothing dated yet. What can be finished by {by}?"
    if not finding:
        return NOTHING_DATED
    return (
        f"A month left. {finding} is still open; decide whether to answer it or to aim for the "
        "next season."
    )
