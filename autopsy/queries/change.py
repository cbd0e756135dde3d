"""What changed since the Match: the version frozen then beside today, and what is dated since."""

from dataclasses import dataclass, fields
from datetime import date

from django.utils import timezone

from autopsy.models import AutopsyVersion, MatchAutopsy
from autopsy.queries.reading import benchmarks_for, read_live
from autopsy.queries.versions import reading_of_version
from autopsy.rules.change import (
    ANSWERED,
    OPEN,
    WORKED_ON,
    Alarm,
    Delta,
    Weakness,
    alarm_on,
    alarm_sentence,
    compared,
    counted_today,
    read_delta,
    weaknesses,
)
from autopsy.rules.facts import FIELD_SECTION, AutopsyFacts
from autopsy.rules.proof import Proof, counting
from smartpick.campaign.models import Cycle, KeyDate, ProgressEntry
from smartpick.reference.queries import match_day

STATE_WORDS = {ANSWERED: "Answered", WORKED_ON: "Worked on", OPEN: "Open, nothing dated yet"}
NOT_SAID = "not answered"


@dataclass(frozen=True)
class ChangeLine:
    """One answer that differs: CH-01."""

    field: str
    section: str
    then: str
    now: str
    word: str  # better, worse or different

    @property
    def label(self) -> str:
        return self.field.replace("_", " ").capitalize()


@dataclass(frozen=True)
class WeaknessLine:
    weakness: Weakness
    state: str

    @property
    def state_words(self) -> str:
        return STATE_WORDS[self.state]


@dataclass(frozen=True)
class Change:
    version: AutopsyVersion
    lines: tuple[ChangeLine, ...]
    delta: Delta
    findings: tuple[WeaknessLine, ...]
    proofs_count: int
    alarm: Alarm | None
    alarm_words: str

    @property
    def frozen_words(self) -> str:
        """Which version is compared with, and what it is (decision 10)."""
        day = timezone.localdate(self.version.frozen_at)
        what = "the first with all ten sections" if self.version.at_match else "your first version"
        return f"Frozen on {day:%B} {day.day}, {day.year}, {what}."


def version_at_match(autopsy: MatchAutopsy) -> AutopsyVersion | None:
    """The first version with all ten sections done, else the first frozen one."""
    at_match: AutopsyVersion | None = autopsy.versions.filter(at_match=True).first()
    return at_match or autopsy.versions.order_by("number").first()


def proofs_of(cycle: Cycle, *, today: date) -> list[Proof]:
    """Rows of the logbook that count: after Match Day, not after today, with what shows them."""
    rows = [
        Proof(r.done_on, r.kind, r.shown_by, r.specialty, r.lever, r.repairs)
        for r in ProgressEntry.objects.filter(cycle=cycle)
    ]
    day = match_day(cycle.failed_year) or cycle.opened_on
    return counting(rows, match_day=day, today=today)


def change_of(autopsy: MatchAutopsy, *, today: date) -> Change | None:
    """None while no version was frozen: there is nothing to compare with."""
    version = version_at_match(autopsy)
    if version is None:
        return None
    frozen, live = reading_of_version(version, None), read_live(autopsy)
    still = counted_today(
        frozen.facts, live.facts, benchmarks_for(live.facts), stage=frozen.diagnosis.stage
    )
    proofs = proofs_of(autopsy.cycle, today=today)
    held = weaknesses(frozen.diagnosis.findings)
    delta = read_delta(held, still_counted=still, proofs=proofs)
    submit = KeyDate.objects.filter(cycle=autopsy.cycle, key="submit").first()
    alarm = alarm_on(delta, submit_on=submit.starts_on, today=today) if submit else None
    words = ""
    if alarm and submit:
        name = alarm.names.short_name if alarm.names else ""
        words = alarm_sentence(alarm, submit_on=submit.starts_on, finding=name)
    return Change(
        version=version,
        lines=tuple(_lines(frozen.facts, live.facts)),
        delta=delta,
        findings=tuple(WeaknessLine(one, delta.states[one.rule]) for one in held),
        proofs_count=len(proofs),
        alarm=alarm,
        alarm_words=words,
    )


def open_weaknesses(autopsy: MatchAutopsy) -> list[Weakness]:
    """What a line of the logbook may answer: findings at the Match that can change."""
    version = version_at_match(autopsy)
    reading = reading_of_version(version, None) if version else read_live(autopsy)
    return [one for one in weaknesses(reading.diagnosis.findings) if one.can_change]


def _lines(frozen: AutopsyFacts, live: AutopsyFacts) -> list[ChangeLine]:
    names = [item.name for item in fields(AutopsyFacts)]
    told = compared(
        {name: getattr(frozen, name) for name in names},
        {name: getattr(live, name) for name in names},
    )
    return [
        ChangeLine(
            field=name,
            section=FIELD_SECTION.get(name, ""),
            then=_words(getattr(frozen, name)),
            now=_words(getattr(live, name)),
            word=word,
        )
        for name, word in told.items()
    ]


def _words(value: object) -> str:
    if value is None or value == "":
        return NOT_SAID
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple | set | frozenset):
        return ", ".join(sorted(_words(one) for one in value)) or "none"
    if isinstance(value, date):
        return f"{value:%b} {value.day}, {value.year}"
    return str(value).replace("_", " ")
