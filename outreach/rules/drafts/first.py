"""DRAFT: first contact, exploratory, follow-up, question to my dean.

Rulebook of words, part C.
"""

from outreach.rules.drafting import (
    FULL,
    LINE,
    Draft,
    DraftFacts,
    Missing,
    Part,
    counted,
    day_words,
    ended,
    half_month,
    listed,
    made,
    month_words,
    status_words,
)

ASK_LINES = {
    "first": "20 minutes about re-applying in {specialty}",
    "exploratory": "20 minutes about {specialty}",
    "letter_ask": "a letter for September",
    "material": "your view of my list",
    "reference_ask": "your name as a reference",
    "program_ask": "a word to the programs you know",
    "offer_of_work": "your view of a piece of work I offered",
}
REASON_MISSING = Missing(
    "reason", "Why this person? One line, in your words; without it the mail could go to anyone.",
    is_needed=True,
)  # fmt: skip
GAPS_MISSING = Missing(
    "gaps", "Which gap do you see? Your diagnosis names the causes.", is_needed=True
)


def draft_first(facts: DraftFacts, length: str) -> Draft:
    word = "Reapplying" if facts.is_reapplicant else "Unmatched"
    subject = f"{word} in {facts.specialty}: 20-30 minutes for feedback and priorities"
    missing = [
        None if facts.reason else REASON_MISSING,
        None if facts.gaps else GAPS_MISSING,
        _unless(facts.applied, "applied", "How many programs you applied to."),
        _unless(facts.received, "received", "How many interviews were offered."),
        _unless(facts.attachments or None, "attachments", "No file is ticked; a CV helps."),
    ]  # fmt: skip
    if length != FULL:
        subject = f"{word} in {facts.specialty}: 20 minutes for two questions"
        return made(subject, _short(facts), missing, facts, length)
    if not facts.strengths:
        missing.append(Missing("strengths", "A strength: honors, research or steady evaluations."))
    if not facts.target:
        missing.append(Missing("target", "Where you apply next: your direction."))
    return made(subject, _full(facts), missing, facts, length)


def _full(facts: DraftFacts) -> list[Part | None]:
    target = facts.target or facts.specialty
    again = (
        f" I intend to apply again in {facts.target}, and I am looking at what has to change first."
        if facts.target
        else ""
    )
    return [
        Part("who", _who(facts) + again),
        _reason(facts, "I chose you because {reason}."),
        *_stand(facts),
        Part("ask", "Would you meet with me for 20-30 minutes, in person or by video, to:"),
        Part("outcome_1", f"1. tell me how realistic {target} is with this record, and", LINE),
        Part("outcome_2", "2. name the two or three things that matter most this year?", LINE),
        Part("thanks", _attached(facts, "Thank you for reading this; a short no helps me too.")),
    ]


def _short(facts: DraftFacts) -> list[Part | None]:
    ask = (
        "Would you have 20 minutes by phone to tell me whether re-applying is realistic, and what "
        "you would fix first?"
    )
    gap = f"The gap I see first: {ended(facts.gaps[0])}." if facts.gaps else ""
    return [
        Part("who", f"I am {_stage(facts)} and went unmatched in {facts.specialty}"
             f" {status_words(facts)}{_in_brackets(facts)}.".replace("  ", " ")),
        _reason(facts, "I am writing to you because {reason}.", joined=" "),
        Part("gaps", gap, " ") if gap else None,
        Part("ask", ask),
        Part("attachments", _attached(facts, ""), " ") if facts.attachments else None,
    ]  # fmt: skip


def draft_exploratory(facts: DraftFacts, length: str) -> Draft:
    lanes = f"I am weighing {facts.target or facts.specialty} against {facts.other_lane}."
    subject = f"Unmatched in {facts.specialty}: 20 minutes for one question"
    missing = [
        None if facts.reason else REASON_MISSING,
        None if facts.gaps else GAPS_MISSING,
        None if facts.other_lane else Missing("other_lane", "The other lane you weigh it against."),
    ]
    target = facts.target or facts.specialty
    parts = [
        Part("who", _who(facts) + (f" {lanes}" if facts.other_lane else "")),
        _reason(facts, "I am writing to you because {reason}."),
        *(_stand(facts) if length == FULL else _one_gap(facts)),
        Part(
            "ask",
            "Would you have 20 minutes, by phone or video, to tell me how realistic "
            f"{target} is with this record?",
        ),
        Part("thanks", _attached(facts, "Thank you for reading this; a short no helps me too.")),
    ]
    return made(subject, parts, missing, facts, length)


def _one_gap(facts: DraftFacts) -> list[Part | None]:
    said = _numbers(facts)
    gap = f"the gap I see first: {ended(facts.gaps[0])}" if facts.gaps else ""
    line = "; ".join(text for text in (said, gap) if text)
    return [Part("numbers", f"{line[:1].upper()}{line[1:]}.")] if line else []


def draft_follow_up(facts: DraftFacts, length: str) -> Draft:
    ask = ASK_LINES.get(facts.first_kind, ASK_LINES["first"]).format(specialty=facts.specialty)
    day = day_words(facts.first_sent_on, facts.today) if facts.first_sent_on else ""
    missing = [None if day else Missing("first_sent_on", "The day of your first mail.", True)]
    about = (
        "about" if facts.first_kind in ("letter_ask", "material", "reference_ask") else "to ask for"
    )
    wrote = f"I wrote on {day} {about} {ask}." if day else f"I wrote {about} {ask}."
    buried = f"My email of {day} may have been buried." if day else "My email may have been buried."
    if length == FULL:
        text = (
            f"{wrote} I know clinic weeks are full. Would {half_month(facts.today)} suit you "
            "better, or is there someone else you would ask in my place?"
        )
    else:
        text = (
            f"{buried} Would you have 20 minutes in {month_words(facts.today)}? A no is fine too."
        )
    subject = f"Re: {facts.first_subject}" if facts.first_subject else "Re: my email to you"
    draft = made("", [Part("ask", text)], missing, facts, length)
    return Draft(subject[:150], draft.parts, draft.missing)


def draft_ask_dean(facts: DraftFacts, length: str) -> Draft:
    text = (
        f"Who in {facts.target or facts.specialty} has been most useful to people who apply again? "
        "Two names and one line on each would help me choose."
    )
    subject = f"Two names in {facts.target or facts.specialty}"
    return made(subject, [Part("ask", text)], [], facts, length)


def _unless(value: object, key: str, says: str) -> Missing | None:
    return None if value is not None else Missing(key, says)


# --- sentences ------------------------------------------------------------------------------------


def _stage(facts: DraftFacts) -> str:
    year = f"{facts.graduation_year} " if facts.graduation_year else ""
    if facts.is_senior:
        return (
            f"a final-year student, class of {facts.graduation_year}"
            if year
            else "a final-year student"
        )
    article = "an" if year.startswith(("8", "11", "18")) else "a"
    return f"{article} {year}graduate"


def _who(facts: DraftFacts) -> str:
    when = f" {status_words(facts)}" if facts.match_year else ""
    applied = f"I applied in {facts.specialty}{when} and did not match."
    if not facts.graduation_year and not facts.school:
        return applied
    return f"I am {_stage(facts)}{' of ' + facts.school if facts.school else ''}. {applied}"


def _reason(facts: DraftFacts, sentence: str, joined: str = "\n\n") -> Part | None:
    if not facts.reason:
        return None
    reason = ended(facts.reason)
    reason = reason.removeprefix("because ").removeprefix("Because ")
    return Part("reason", sentence.format(reason=reason), joined)


def _in_brackets(facts: DraftFacts) -> str:
    numbers = []
    if facts.applied is not None:
        numbers.append(counted(facts.applied, "application"))
    if facts.received is not None:
        numbers.append(counted(facts.received, "interview"))
    return f" ({', '.join(numbers)})" if numbers else ""


def _numbers(facts: DraftFacts) -> str:
    interviews = []
    if facts.received is not None:
        interviews.append(f"{counted(facts.received, 'interview')} offered")
    if facts.attended is not None:
        interviews.append(f"{facts.attended} attended")
    applied = f"Applied to {counted(facts.applied, 'program')}" if facts.applied is not None else ""
    return "; ".join(text for text in (applied, ", ".join(interviews)) if text)


def _stand(facts: DraftFacts) -> list[Part | None]:
    lines = [
        ("numbers", _numbers(facts)),
        ("strengths", _named("Strengths", "Strength", facts.strengths)),
        ("gaps", _named("Gaps I see", "The gap I see", facts.gaps)),
    ]
    there = [(key, text) for key, text in lines if text]
    if len(there) == 1:
        key, text = there[0]
        return [Part(key, f"Where I stand: {text[:1].lower()}{text[1:]}.")]
    if not there:
        return []
    return [Part("stand", "Where I stand:"), *[Part(key, f"- {text}", LINE) for key, text in there]]


def _named(many: str, one: str, items: tuple[str, ...]) -> str:
    if not items:
        return ""
    words = ", ".join(ended(item) for item in items[:3])
    return f"{many if len(items) > 1 else one}: {words}"


def _attached(facts: DraftFacts, then: str) -> str:
    verb = "is" if len(facts.attachments) == 1 else "are"
    files = f"My {listed(facts.attachments)} {verb} attached." if facts.attachments else ""
    return " ".join(text for text in (files, then) if text)
