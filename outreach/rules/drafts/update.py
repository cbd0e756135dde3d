"""DRAFT: update, thanks with a recap, summary before a meeting.

Rulebook of words, part C.
"""

from outreach.rules.drafting import (
    FULL,
    LINE,
    LONG_SILENCE_WEEKS,
    Draft,
    DraftFacts,
    Missing,
    Part,
    counted,
    day_words,
    done_words,
    ended,
    listed,
    lowered,
    made,
    two_months_on,
)

RESULTS_MISSING = Missing("results", "Nothing in your log since the last contact is ticked.")
TOLD_MISSING = Missing("told", "What you took away: at least one priority.", True)
PRIORITIES_MISSING = Missing("priorities", "Your next priorities, two at most.")


def draft_update(facts: DraftFacts, length: str) -> Draft:
    missing = [
        None if facts.results else RESULTS_MISSING,
        None if facts.priorities else PRIORITIES_MISSING,
        None if facts.last_contact_on else Missing("last_contact", "When you last spoke."),
    ]
    subject = "Update and next steps"
    if facts.results:
        subject = f"Update: {lowered(_bare(facts.results[0]))}, next steps"
    parts = _nothing_new(facts)
    if facts.results:
        parts = _full(facts) if length == FULL else _short(facts)
    return made(subject, parts, missing, facts, length)


def _bare(result: str) -> str:
    return ended(result.rsplit(" (", 1)[0])


def _since(facts: DraftFacts) -> str:
    day = facts.last_contact_on
    return f"since we spoke on {day_words(day, facts.today)}" if day else "since we last spoke"


def _opening(facts: DraftFacts) -> str:
    day = facts.last_contact_on
    weeks = (facts.today - day).days // 7 if day else 0
    if day and (facts.today - day).days > LONG_SILENCE_WEEKS * 7:
        return f"It has been {weeks} weeks since my last update; here is where things stand."
    return f"A short update {_since(facts)}."


def _full(facts: DraftFacts) -> list[Part | None]:
    results = [ended(result) for result in facts.results[:3]]
    parts: list[Part | None] = [Part("since", _opening(facts))]
    if len(results) == 1:
        parts.append(Part("result_1", f"Done since then: {lowered(results[0])}."))
    else:
        parts.append(Part("done", "Done since then:"))
        parts += [Part(f"result_{n}", f"- {text}", LINE) for n, text in enumerate(results, 1)]
    parts += _next(facts)
    thanks = f"Thank you for {ended(facts.thanks_for)}. " if facts.thanks_for else ""
    parts.append(
        Part(
            "question",
            f"{thanks}If one of these looks like the wrong use of time from a program director's "
            "seat, I would be glad to hear it.",
        )
    )
    return parts


def _next(facts: DraftFacts) -> list[Part | None]:
    items = [ended(text) for text in facts.priorities[:2]]
    if not items:
        return []
    until = f"To the end of {two_months_on(facts.today)}"
    if len(items) == 1:
        return [Part("priority_1", f"{until}: {lowered(items[0])}.")]
    lines = [Part(f"priority_{n}", f"- {text}", LINE) for n, text in enumerate(items, 1)]
    return [Part("next", f"{until}:"), *lines]


def _short(facts: DraftFacts) -> list[Part | None]:
    result, since = facts.results[0], _since(facts)
    said = done_words(result)
    first = f"{since[:1].upper()}{since[1:]}{' I ' + said if said else ': ' + ended(result)}."
    return [Part("result_1", first), *_tail(facts)]


def _tail(facts: DraftFacts) -> list[Part | None]:
    parts: list[Part | None] = []
    if facts.priorities:
        by = f", by {day_words(facts.priority_on, facts.today)}" if facts.priority_on else ""
        parts.append(Part("priority_1", f"Next: {lowered(facts.priorities[0])}{by}.", " "))
    thanks = f"; thank you for {ended(facts.thanks_for)}" if facts.thanks_for else ""
    parts.append(Part("question", f"No reply needed{thanks}.", " "))
    return parts


def _nothing_new(facts: DraftFacts) -> list[Part | None]:
    since = _since(facts)
    what = facts.next_deliverable or (facts.priorities[0] if facts.priorities else "")
    day = facts.next_deliverable_on or facts.priority_on
    by = f" by {day_words(day, facts.today)}" if day else ""
    track = f" I am on track for {lowered(what)}{by}." if what else ""
    text = f"{since[:1].upper()}{since[1:]} there are no new results.{track} No reply needed."
    return [Part("since", text)]


def closing_summary(do: tuple[str, ...], avoid: tuple[str, ...]) -> str:
    """'As I heard it, my priorities are X, Y and Z, and I should stay away from A.'"""
    if not do:
        return ""
    items = [lowered(text) for text in do[:3]]
    verb = "priorities are" if len(items) > 1 else "priority is"
    away = listed([lowered(text) for text in avoid[:2]])
    tail = f", and I should stay away from {away}" if away else ""
    return f"As I heard it, my {verb} {listed(items)}{tail}."


def draft_thanks(facts: DraftFacts, length: str) -> Draft:
    if facts.is_declined:
        text = (
            "Thank you for the quick answer. If one name comes to mind that I should ask instead, "
            "I would be glad of it. I will not write again about this."
        )
        return made("Thank you for your answer", [Part("thanks", text)], [], facts, length)
    day = day_words(facts.meeting_on, facts.today) if facts.meeting_on else ""
    when = f" on {day}" if day else ""
    missing = [
        None if day else Missing("meeting_on", "The day you met.", True),
        None if facts.told_do else TOLD_MISSING,
    ]  # fmt: skip
    subject = f"Thank you, and what I took from {day}" if day else "Thank you, and what I took away"
    parts = _thanks_full(facts, when) if length == FULL else _thanks_short(facts, when)
    return made(subject, parts, missing, facts, length)


def _thanks_full(facts: DraftFacts, when: str) -> list[Part | None]:
    summary = closing_summary(facts.told_do, facts.told_avoid)
    check = f" {summary} If I misheard, one line from you is enough." if summary else ""
    weeks = facts.update_weeks
    update = (
        f"send a short update in about {counted(weeks, 'week')}, as you agreed" if weeks else ""
    )
    promise = f"{lowered(facts.promise)}, as you suggested" if facts.promise else ""
    will = " and ".join(text for text in (promise, update) if text)
    return [
        Part("thanks", f"Thank you for your time{when}.{check}"),
        Part("promise", f"I will {will}.") if will else None,
    ]


def _thanks_short(facts: DraftFacts, when: str) -> list[Part | None]:
    minutes = f"{facts.meeting_minutes} minutes" if facts.meeting_minutes else "your time and"
    thanks = f"Thank you for {minutes} of plain answers{when}."
    if not facts.meeting_minutes:
        thanks = f"Thank you for your time and your plain answers{when}."
    do = [lowered(text) for text in facts.told_do]
    count = "one priority" if len(do) == 1 else f"{len(do)} priorities"
    took = f"I took away {count}: {listed(do)}." if do else ""
    weeks = facts.update_weeks
    return [
        Part("thanks", thanks),
        Part("told", took, " ") if took else None,
        Part("promise", f"An update follows in {counted(weeks, 'week')}.", " ") if weeks else None,
    ]


def draft_summary(facts: DraftFacts, length: str) -> Draft:
    day = day_words(facts.meeting_on, facts.today) if facts.meeting_on else ""
    missing = [None if day else Missing("meeting_on", "The day you meet.", True)]
    when = f" on {day}" if day else ""
    text = (
        f"Before we meet{when}: one page on where I stand is attached, with the questions I would "
        "like to use the time for."
    )
    return made(f"One page before we meet{when}", [Part("summary", text)], missing, facts, length)
