"""The record as a draft and its checks read it: stored facts, none of them typed twice."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from autopsy.choices import DirectionChoice
from autopsy.models import Direction, MatchAutopsy
from autopsy.queries.reading import Reading, read_live
from mentors.choices import OPEN_STATES, ContactKind, MeetingState, Side
from mentors.models import Commitment, Contact, Meeting, Target
from outreach.choices import Kind
from outreach.models import Message
from outreach.queries.contacts import program_names
from outreach.queries.letter_mail import LetterInMail, letter_in_mail
from outreach.rules.drafting import DraftFacts, Offer
from outreach.rules.facts import MailFacts, Other, Recipient, family_name
from smartpick.campaign.choices import PriorityKind, Track
from smartpick.campaign.models import Cycle, KeyDate, Priority, ProgressEntry
from smartpick.campaign.queries.soap import soap_lock
from smartpick.campaign.rules.soap import PROGRAM_ROLES, starts_contact
from smartpick.reference.queries import everyday_name

TOGETHER = frozenset(
    {ContactKind.MEETING, ContactKind.CALL, ContactKind.DELIVERED, ContactKind.CLINIC}
)
SCORES = ("step1_score", "step2_score", "step3_score", "level1_score", "level2_score")
ATTACHED_AS = {
    "cv": "CV",
    "eras": "ERAS application",
    "statement": "personal statement",
    "summary": "one-page summary",
    "plan": "application plan",
}
ERAS = "ERAS"
ABOUT_A_LETTER = ("letter_ask", "material", "reference_ask", "program_ask")


@dataclass(frozen=True)
class Record:
    """What is read once for a mail, however many checks and parts ask for it."""

    cycle: Cycle
    reading: Reading
    direction: Direction | None

    @property
    def sections(self) -> dict[str, dict[str, Any]]:
        return self.reading.by_section

    def of(self, section: str, name: str) -> Any:
        return self.sections.get(section, {}).get(name)

    @property
    def specialty(self) -> str:
        name = self.of("specialty", "primary_specialty") or ""
        return everyday_name(name) if name else ""

    @property
    def target(self) -> str:
        chosen = self.direction
        if chosen is None:
            return ""
        if chosen.target:
            return everyday_name(chosen.target)
        return self.specialty if chosen.choice == DirectionChoice.SAME else ""

    @property
    def gaps(self) -> tuple[str, ...]:
        """The causes' reasons: in the person's own words where they wrote some."""
        found: list[str] = []
        for cause in self.reading.diagnosis.ranked:
            own = self.of("questions", f"evidence_{cause.cause}")
            counted = [item for item in cause.findings if item.counts]
            if own:
                found.append(own)
            elif counted:
                found.append(gap_words(counted[0].sentence))
        return tuple(found[:3])

    @property
    def strengths(self) -> tuple[str, ...]:
        found = []
        if self.of("clinical", "specialty_honors") in ("yes", True):
            found.append("honors in the specialty")
        if self.of("clinical", "evaluation_concerns") == "none":
            found.append("steady ward evaluations")
        papers = self.of("research", "publications") or 0
        if papers:
            found.append(f"{papers} publication{'' if papers == 1 else 's'}")
        talks = self.of("research", "abstracts_talks") or 0
        if talks and not papers:
            found.append(
                f"{talks} abstract{'' if talks == 1 else 's'} or talk{'' if talks == 1 else 's'}"
            )
        return tuple(found[:3])


FIRST_PERSON = (
    (r"\byou were\b", "I was"),
    (r"\byou are\b", "I am"),
    (r"\byou\b", "I"),
    (r"\byours\b", "mine"),
    (r"\byour\b", "my"),
)


def gap_words(sentence: str) -> str:
    """A finding as the person would say it on a list: its first clause, with 'my' for 'your'."""
    first = re.split(r"\. | where |; |: | \(", sentence)[0].rstrip(".,")
    word = first.partition(" ")[0]
    if not (word.isupper() or word in ("Step", "Level")):
        first = first[:1].lower() + first[1:]
    for said, mine in FIRST_PERSON:
        first = re.sub(said, mine, first, flags=re.I)
    return first


def record_of(cycle: Cycle) -> Record:
    autopsy = MatchAutopsy.objects.get(cycle=cycle)
    direction = Direction.objects.filter(cycle=cycle, is_current=True).first()
    return Record(cycle, read_live(autopsy), direction)


def roles_of(target: Target) -> frozenset[str]:
    if target.faculty is None:
        return frozenset()
    return frozenset(str(role.role) for role in target.faculty.roles.all())


def recipient_of(target: Target, first_name_ok: bool) -> Recipient:
    faculty = target.faculty
    return Recipient(
        name=bare_name(target.name),
        title="Dr.",
        roles=roles_of(target),
        institution=faculty.institution if faculty else "",
        first_name_ok=first_name_ok,
    )


def bare_name(name: str) -> str:
    """A name without title and degrees: 'Dr. Amara Okafor, MD' -> 'Amara Okafor'."""
    bare = name.partition(",")[0].strip()
    for title in ("Dr. ", "Dr ", "Prof. ", "Professor "):
        bare = bare.removeprefix(title)
    return bare


def seen_count(contacts: list[Contact]) -> int:
    """How often they saw the applicant: clinic, meeting, call, joint work; never mail."""
    return sum(contact.kind in TOGETHER for contact in contacts)


def mail_facts(message: Message, record: Record, *, now: datetime) -> MailFacts:
    target = message.target
    contacts = list(target.contacts.all())
    today = timezone.localdate(now)
    week = soap_lock(record.cycle, now)
    first = min((c.on_date for c in contacts), default=None)
    numbers = {
        "applied": record.of("applications", "programs_applied"),
        "received": record.of("applications", "interviews_offered"),
        "attended": record.of("applications", "interviews_attended"),
    } | {name.removesuffix("_score"): record.of("exams", name) for name in SCORES}
    applicant = record.cycle.applicant
    return MailFacts(
        kind=message.kind,
        recipient=recipient_of(target, bool(message.facts.get("first_name_ok"))),
        applicant_name=applicant.shown_name,
        target=record.target or record.specialty,
        specialties=_own_specialties(record),
        numbers=numbers,
        gaps=record.gaps,
        reason=target.why,
        attachments=frozenset(row.kind for row in message.attachments.all()),
        own_institutions=frozenset(filter(None, [applicant.school_name])),
        others=_others(target),
        is_short_track=record.cycle.track == Track.SHORT,
        seen_count=seen_count(contacts),
        days_known=(today - first).days if first else 0,
        is_letter_agreed=_is_agreed(message),
        follows_kind=message.follows.kind if message.follows else "",
        is_soap_week=week is not None,
        soap_ends=f"{week.opens_again_on:%B} {week.opens_again_on.day}" if week else "",
        is_reply_to_theirs=message.reply_to_theirs,
    )


def _is_agreed(message: Message) -> bool:
    """As the mail says, or as their answer is kept with the letters."""
    if message.facts.get("letter_agreed"):
        return True
    return message.kind in ABOUT_A_LETTER and letter_in_mail(message.target).is_agreed


def _own_specialties(record: Record) -> frozenset[str]:
    chosen = record.direction
    names = [record.of("specialty", "primary_specialty")]
    names += [record.of("specialty", f"backup_{n}") for n in (1, 2, 3)]
    if chosen:
        names += [chosen.target, chosen.backup, chosen.second_lane]
    return frozenset(name for name in names if name)


def _others(target: Target) -> tuple[Other, ...]:
    rows = Target.objects.filter(cycle=target.cycle, state__in=OPEN_STATES).exclude(pk=target.pk)
    return tuple(
        Other(bare_name(row.name), row.faculty.institution if row.faculty else "")
        for row in rows.select_related("faculty")
    )


# --- what a draft is made of ----------------------------------------------------------------------


def draft_facts(message: Message, record: Record, *, today: date) -> DraftFacts:
    target, typed = message.target, message.facts
    applicant = record.cycle.applicant
    first = message.follows
    name = bare_name(target.name)
    by_first_name = bool(typed.get("first_name_ok"))
    return DraftFacts(
        today=today,
        family_name=family_name(name),
        first_name=name.split(" ")[0] if by_first_name else "",
        applicant_name=applicant.shown_name,
        is_senior=_is_senior(record, today),
        graduation_year=record.of("specialty", "graduation_year") or applicant.graduation_year,
        school=applicant.school_name,
        specialty=record.specialty or record.target,
        match_year=record.of("specialty", "match_year") or record.cycle.failed_year,
        is_reapplicant=bool(applicant.earlier_attempts),
        target=record.target,
        other_lane=everyday_name(record.direction.second_lane)
        if record.direction and record.direction.second_lane
        else "",
        reason=target.why,
        applied=record.of("applications", "programs_applied"),
        received=record.of("applications", "interviews_offered"),
        attended=record.of("applications", "interviews_attended"),
        strengths=record.strengths,
        gaps=record.gaps,
        attachments=tuple(
            ATTACHED_AS[row.kind] for row in message.attachments.all() if row.kind in ATTACHED_AS
        ),
        cell=applicant.phone,
        aamc_id=applicant.aamc_id if typed.get("aamc") else "",
        first_subject=first.subject if first else "",
        first_sent_on=first.sent_on if first else None,
        first_kind=first.kind if first else "first",
        **_since(message, record, today),
        **_meeting(target, typed),
        **_work(message, record),
        offer=offer_of(typed),
    )


def _is_senior(record: Record, today: date) -> bool:
    year = record.of("specialty", "graduation_year")
    return bool(year) and (year > today.year or (year == today.year and today.month < 5))


def last_contact(target: Target) -> Contact | None:
    found: Contact | None = target.contacts.order_by("-on_date", "-id").first()
    return found


def results_since(message: Message, cycle: Cycle) -> list[ProgressEntry]:
    """What the log holds since the last contact with this person, newest first."""
    rows = ProgressEntry.objects.filter(cycle=cycle).order_by("-done_on", "-id")
    contact = last_contact(message.target)
    if contact:
        rows = rows.filter(done_on__gte=contact.on_date)
    return list(rows[:12])


def result_words(entry: ProgressEntry) -> str:
    name = entry.with_whom
    with_whom = f" with {name}" if name and name.casefold() not in entry.title.casefold() else ""
    return f"{entry.title.rstrip('.')}{with_whom} ({entry.done_on:%B} {entry.done_on.day})"


def priorities_of(cycle: Cycle) -> list[str]:
    rows = Priority.objects.filter(cycle=cycle, kind=PriorityKind.DO).order_by("rank")
    return [row.text for row in rows]


def _since(message: Message, record: Record, today: date) -> dict[str, Any]:
    contact = last_contact(message.target)
    entries = results_since(message, record.cycle)
    dropped = set(message.facts.get("dropped", ()))
    ticked = [entry for entry in entries if str(entry.code) not in dropped]
    return {
        "last_contact_on": contact.on_date if contact else None,
        "results": tuple(result_words(entry) for entry in ticked[:3]),
        "priorities": tuple(priorities_of(record.cycle)[:2]),
        "thanks_for": message.facts.get("thanks_for", ""),
    }


def _meeting(target: Target, typed: dict[str, Any]) -> dict[str, Any]:
    rows = Meeting.objects.filter(target=target, at__isnull=False).order_by("-at")
    held = rows.filter(state=MeetingState.HELD).first()
    planned = rows.filter(state=MeetingState.PLANNED).first()
    meeting = held or planned
    advice = getattr(held, "advice", None) if held else None
    return {
        "meeting_on": timezone.localtime(meeting.at).date() if meeting else None,
        "meeting_minutes": held.minutes if held else None,
        "told_do": tuple(text for text in (advice.priorities if advice else []) if text),
        "told_avoid": tuple(text for text in (advice.avoid if advice else []) if text),
        "update_weeks": advice.weeks if advice else None,
        "promise": _first_promise(target),
        "is_declined": target.state == "declined",
    }


def _first_promise(target: Target) -> str:
    row = Commitment.objects.filter(
        target=target, by=Side.ME, delivered_on__isnull=True, dropped_because=""
    ).first()
    return row.what if row else ""


def _work(message: Message, record: Record) -> dict[str, Any]:
    dates = {row.key: row.starts_on for row in KeyDate.objects.filter(cycle=record.cycle)}
    done = list(
        Commitment.objects.filter(
            target=message.target, by=Side.ME, delivered_on__isnull=False
        ).order_by("delivered_on")
    )
    about = message.kind in ABOUT_A_LETTER
    letter = letter_in_mail(message.target) if about else LetterInMail()
    return {
        "work_together": message.facts.get("work", "") or ", ".join(row.what for row in done[:3]),
        "work_since_on": done[0].made_on if done else None,
        "letters_due_on": letter.due_on or dates.get("PL-15") or dates.get("letters_due"),
        "application_service": letter.service or ERAS,
        "submission_on": dates.get("submit"),
        "is_letter_agreed": bool(message.facts.get("letter_agreed")) or letter.is_agreed,
        "programs": tuple(filter(None, str(message.facts.get("programs", "")).split("\n"))),
        "reference_until": message.facts.get("reference_until", ""),
    }


def facts_at_first(target: Target, kind: str) -> dict[str, Any]:
    """What the record already knows of an ask, to be changed in the mail's own facts."""
    if kind != Kind.PROGRAM:
        return {}
    return {"programs": "\n".join(program_names(target))}


def offer_of(typed: dict[str, Any]) -> Offer:
    day = typed.get("deliver_on") or ""
    hours = str(typed.get("hours") or "")
    return Offer(
        project=typed.get("project", ""),
        problem=typed.get("problem", ""),
        task=typed.get("task", ""),
        deliverable=typed.get("deliverable", ""),
        deliver_on=date.fromisoformat(day) if day else None,
        hours=int(hours) if hours.isdigit() else None,
        similar=typed.get("similar", ""),
    )


def leads_programs(target: Target) -> bool:
    return not PROGRAM_ROLES.isdisjoint(roles_of(target))


def would_start_contact(message: Message) -> bool:
    """Whether SOAP week closes this mail. An ask to contact programs is never a reply."""
    return starts_contact(
        "program_ask" if message.kind == Kind.PROGRAM else "send",
        to_roles=roles_of(message.target),
        they_wrote_first=message.reply_to_theirs,
    )
