"""One person's year at the sweep's own rules, with a worker that is away at random.

The clock stands wherever the driver puts it; nothing waits.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta

from timeline.rules.reminder import Wishes, first_day, next_look, reminder_on
from timeline.rules.steps import DAY_MAIL, Dated, steps_of

ZONES = (
    "America/New_York", "America/Phoenix", "Europe/London", "Asia/Kolkata", "Pacific/Honolulu",
)  # fmt: skip
KINDS = ("letter", "commitment", "task", "official", "decision", "meeting", "window", "check_in")
MONTHS = timedelta(days=548)  # eighteen months
BEGIN = datetime(2026, 3, 20, 12, tzinfo=UTC)


@dataclass
class Year:
    """What a year of ticks came to."""

    wishes: Wishes
    items: list
    outages: list
    mails: list = field(default_factory=list)
    ledger: set = field(default_factory=set)


def random_items(rng, count):
    items = []
    for number in range(count):
        kind = rng.choice(KINDS)
        on = BEGIN.date() + timedelta(days=rng.randint(75, MONTHS.days - 60))
        starts = on - timedelta(days=rng.randint(3, 60)) if kind == "window" else None
        late = on + timedelta(days=14) if kind == "check_in" else None
        items.append(Dated(f"{kind}-{number}", kind, on, starts, late))
    return items


def random_outages(rng, count):
    found = []
    for _ in range(count):
        start = BEGIN + timedelta(minutes=rng.randint(0, MONTHS.days * 1440))
        found.append((start, start + timedelta(minutes=rng.randint(5, 5 * 1440))))
    return sorted(found)


def live(year, *, remembers=True, catches_up=True):
    """Ticks from look to look; two sweeps at each, as two beats would. The variants are broken."""
    now, end, mailed = BEGIN, BEGIN + MONTHS, None
    year.wishes = replace(year.wishes, settled_on=BEGIN.date())
    while now < end:
        for _ in range(2):
            mailed = _tick(year, now, mailed, remembers)
        look = next_look(now, year.items, year.ledger, year.wishes, mailed_on=mailed)
        if look is None:
            return year
        woken = _awake(max(look, now + timedelta(minutes=1)), year.outages)
        if not catches_up and woken - look > timedelta(hours=1):
            year.ledger |= _gone_by(year, look, woken)
        now = woken
    return year


def _gone_by(year, first, last):
    """What a scheduler without rows forgets: the steps whose own day passed meanwhile."""
    days = (year.wishes.local(first).date(), year.wishes.local(last).date())
    steps = [step for item in year.items for step in steps_of(item)]
    return {step.ledger_key for step in steps if days[0] <= step.on < days[1]}


def _awake(at, outages):
    for start, until in outages:
        if start <= at < until:
            at = until
    return at


def _tick(year, now, mailed, remembers):
    day = first_day(now, year.wishes, mailed if remembers else None)
    if year.wishes.moment(day) > now:
        return mailed
    mail = reminder_on(day, year.items, year.ledger, year.wishes)
    year.wishes = replace(year.wishes, settled_on=day)
    if mail is None:
        return mailed
    year.mails.append((now, mail))
    if remembers:
        year.ledger |= {step.ledger_key for line in mail.lines for step in line.covers}
    return day


def doubled(year):
    """Days with two mails, and steps told twice."""
    days = [mail.on for _, mail in year.mails]
    steps = [step.ledger_key for _, mail in year.mails for line in mail.lines
             for step in line.covers]  # fmt: skip
    return len(days) - len(set(days)) + len(steps) - len(set(steps))


def lost(year):
    """Steps with a day in the year that no mail told, but those whose day an outage took away."""
    last = (BEGIN + MONTHS - timedelta(days=40)).date()
    told = {step.ledger_key for _, mail in year.mails for line in mail.lines
            for step in line.covers}  # fmt: skip
    return [
        step
        for item in year.items
        for step in steps_of(item)
        if step.on <= last
        and step.ledger_key not in told
        and (year.wishes.mode != "deadlines" or step.mail == DAY_MAIL)
        and not (item.kind == "meeting" and _was_away(year, step.on, item.on))
    ]


def _was_away(year, first: date, last: date):
    """Whether the worker was away at some time of these days or of the week before them."""
    start = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=7)
    end = datetime(last.year, last.month, last.day, tzinfo=UTC) + timedelta(days=2)
    return any(begin < end and until > start for begin, until in year.outages)


def latest(year):
    """The most days that a line stood behind its step, where no outage lay between: 0 is right."""
    return max(
        (
            (mail.on - line.step.on).days
            for _, mail in year.mails
            for line in mail.lines
            if not _was_away(year, line.step.on, mail.on)
        ),
        default=0,
    )


def outside_the_day(year):
    return [at for at, _ in year.mails if not 8 <= year.wishes.local(at).hour < 18]
