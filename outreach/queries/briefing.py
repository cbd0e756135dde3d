"""What the sheet for a letter's writer holds, from stored facts and the applicant's own texts."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

from autopsy.models import RepairPlan
from mentors.choices import ContactKind, Side
from mentors.models import Commitment, Contact
from outreach.choices import LetterKind
from outreach.models import Letter
from outreach.queries.facts import Record, bare_name, record_of
from outreach.queries.letter import LetterLine
from outreach.rules.briefing import (
    CONCERN_POINTS,
    HIGHLIGHT_AFTER_EXAM,
    NAME_CAP,
    Briefing,
    day_words,
    shortened,
)
from smartpick.campaign.models import Narrative, ProgressEntry
from smartpick.reference.queries import everyday_name, letter_form_of

SEEN_WORDS = {
    ContactKind.CLINIC: ("clinic or ward day", "clinic or ward days"),
    ContactKind.MEETING: ("meeting", "meetings"),
    ContactKind.CALL: ("call", "calls"),
}
EXAMS = (
    ("step1", "Step 1"), ("step2", "Step 2 CK"), ("step3", "Step 3"),
    ("level1", "Level 1"), ("level2", "Level 2"), ("level3", "Level 3"),
)  # fmt: skip
STORY = (
    ("went_wrong", "Why it did not work"), ("changed", "What changed since"),
    ("safer_now", "Why now"),
)  # fmt: skip
WAIVER_WORDS = {
    "yes": "I waive my right to read it.",
    "no": "I keep my right to read it.",
    "not_said": "",
}


def briefing_of(line: LetterLine, *, today: date) -> Briefing:
    letter = line.letter
    cycle = letter.target.cycle
    record, applicant = record_of(cycle), cycle.applicant
    weaknesses = set(RepairPlan.objects.filter(cycle=cycle).values_list("weakness", flat=True))
    return Briefing(
        name=shortened(applicant.shown_name, NAME_CAP),
        writer=shortened(bare_name(letter.target.name), NAME_CAP),
        meta=_meta(letter, record),
        printed_on=day_words(today),
        due=day_words(line.due_on) if line.due_on else "",
        together=_together(letter),
        numbers=_numbers(record),
        story=_story(letter),
        own_form=_own_form(letter),
        points=CONCERN_POINTS if "professionalism" in weaknesses else (),
        highlights=_highlights(letter, "scores" in weaknesses),
        service=letter.application_service,
        waiver=WAIVER_WORDS[letter.waived],
    )


def _meta(letter: Letter, record: Record) -> tuple[str, ...]:
    applicant, cycle = record.cycle.applicant, record.cycle
    specialty = everyday_name(letter.specialty) if letter.specialty else record.target
    return tuple(
        part
        for part in (
            f"{applicant.school_name}, {applicant.graduation_year}"
            if applicant.school_name and applicant.graduation_year
            else applicant.school_name,
            f"applying in {specialty}" if specialty else "",
            f"for the Match of {cycle.target_year}" if cycle.target_year else "",
            f"did not match in {cycle.failed_year}" if cycle.failed_year else "",
        )
        if part
    )


def _together(letter: Letter) -> tuple[str, ...]:
    """Dated work and times together with this person, newest work first; never a mail."""
    target = letter.target
    contacts = list(Contact.objects.filter(target=target, kind__in=SEEN_WORDS).order_by("on_date"))
    done = Commitment.objects.filter(target=target, by=Side.ME, delivered_on__isnull=False)
    lines = [
        f"{shortened(row.what)}, handed over {day_words(row.delivered_on)}"
        for row in done.order_by("-delivered_on")
        if row.delivered_on
    ]
    name = bare_name(target.name).split()[-1]
    shared = ProgressEntry.objects.filter(cycle=target.cycle, with_whom__icontains=name)
    lines += [
        f"{shortened(row.title)}, {day_words(row.done_on)}"
        for row in shared.exclude(kind="letter_agreed").order_by("-done_on", "-id")[:8]
    ]
    return (*_seen(contacts), *lines[:10])


def _seen(contacts: Sequence[Contact]) -> tuple[str, ...]:
    if not contacts:
        return ()
    counts = Counter(row.kind for row in contacts)
    told = [
        f"{counts[kind]} {one if counts[kind] == 1 else many}"
        for kind, (one, many) in SEEN_WORDS.items()
        if counts[kind]
    ]
    first, last = contacts[0].on_date, contacts[-1].on_date
    when = day_words(first) if first == last else f"{day_words(first)} to {day_words(last)}"
    return (f"{', '.join(told)}: {when}",)


def _numbers(record: Record) -> tuple[str, ...]:
    def of(section: str, name: str) -> Any:
        return record.of(section, name)

    found = []
    for code, label in EXAMS:
        score, status = of("exams", f"{code}_score"), of("exams", f"{code}_status")
        if score:
            found.append(f"{label} {score}")
        elif status == "passed":
            found.append(f"{label} passed")
    applied, held = of("applications", "programs_applied"), of("applications", "interviews_offered")
    if applied is not None:
        offers = f", {held} interview{'' if held == 1 else 's'} offered" if held is not None else ""
        found.append(f"{applied} programs applied to{offers}")
    papers, talks = of("research", "publications"), of("research", "abstracts_talks")
    if papers:
        found.append(f"{papers} publication{'' if papers == 1 else 's'}")
    if talks:
        found.append(
            f"{talks} abstract{'' if talks == 1 else 's'} or talk{'' if talks == 1 else 's'}"
        )
    return tuple(found)


def _story(letter: Letter) -> tuple[tuple[str, str], ...]:
    """The applicant's three texts; whoever prints the sheet chooses to hand them over."""
    current = Narrative.objects.filter(cycle=letter.target.cycle, is_current=True).first()
    if current is None:
        return ()
    told = ((label, str(getattr(current, name))) for name, label in STORY)
    return tuple((label, text) for label, text in told if text)


def _own_form(letter: Letter) -> str:
    row = letter_form_of(letter.specialty)
    if row is None:
        return ""
    if letter.kind == LetterKind.STANDARDIZED:
        return f"This one goes on the specialty's own form: {row.kind}."
    return f"The specialty also has a form of its own: {row.kind}."


def _highlights(letter: Letter, has_exam_plan: bool) -> tuple[str, ...]:
    """What the writer named by themselves, and what both agreed that the letter could use."""
    named = (letter.named,) if letter.named else ()
    return (*named, *((HIGHLIGHT_AFTER_EXAM,) if has_exam_plan else ()))
