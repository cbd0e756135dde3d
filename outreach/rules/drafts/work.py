"""DRAFT: letter ask, material, reference ask, program ask, offer of work.

Rulebook of words, part C. An offer needs task, deliverable and date; without one it asks for it.
"""

from outreach.rules.drafting import (
    FULL,
    Draft,
    DraftFacts,
    Missing,
    Part,
    counted,
    day_words,
    ended,
    listed,
    lowered,
    made,
    month_words,
)

WORK_MISSING = Missing(
    "work_together", "What they have seen you do: work finished together, clinics, charts.", True
)
PROGRAMS_MISSING = Missing("programs", "Which programs they know: mark them first.", True)
TASK_MISSING = Missing("task", "Which one task could you take off their list?", True)
DAY_MISSING = Missing("deliver_on", "By when could you hand over a first piece?", True)
SEASONS = ("winter", "spring", "summer", "fall")
MATERIAL_WORDS = {
    "CV": "CV",
    "ERAS application": "ERAS application",
    "personal statement": "statement draft",
}


def draft_letter(facts: DraftFacts, length: str) -> Draft:
    work, since = ended(facts.work_together), facts.work_since_on
    target = facts.target or facts.specialty
    missing = [
        None if work else WORK_MISSING,
        None if facts.letters_due_on else Missing("letters_due", "The day your letters are due."),
    ]
    if length == FULL:
        parts = _letter_full(facts, work, target)
    else:
        when = f" since {month_words(since)}" if since else ""
        seen = f"You have seen my work on {work}{when}." if work else ""
        parts = [
            Part("work", seen) if seen else None,
            Part(
                "ask",
                "Would you be comfortable writing a strong, specific letter for my September "
                "application? If not, a no now is more use to me than a maybe. I can send my CV "
                "and a statement draft.",
                " " if seen else "\n\n",
            ),
        ]
    subject = f"Would you be comfortable writing a strong letter for {target}?"
    return made(subject, parts, missing, facts, length)


def _letter_full(facts: DraftFacts, work: str, target: str) -> list[Part | None]:
    since = f"Since {month_words(facts.work_since_on)} " if facts.work_since_on else ""
    done = f"{since}{'you have' if since else 'You have'} seen my work on {work}. " if work else ""
    due = (
        f", and I need letters by {day_words(facts.letters_due_on, facts.today)}"
        if facts.letters_due_on
        else ""
    )
    return [
        Part("work", f"{done}I apply again in {target} this September{due}."),
        Part(
            "ask",
            "Would you be comfortable writing a strong letter for me, one that speaks to my work "
            "and reliability? One line is enough, yes or no. If not, I would rather know now, and "
            "I would understand.",
        ),
        Part(
            "material",
            "If yes, I can send what helps you: CV, statement draft, and a list of what we did "
            "together. The request itself would reach you from the "
            f"{facts.application_service} portal.",
        ),
    ]


def draft_material(facts: DraftFacts, length: str) -> Draft:
    files = [MATERIAL_WORDS.get(name, name) for name in facts.attachments]
    thanks = "Thank you for agreeing to write. " if facts.is_letter_agreed else ""
    attached = f"Attached: {listed(files)}." if files else ""
    missing = [None if files else Missing("attachments", "CV and statement draft: tick the files.")]
    question = (
        "Two questions when you have time: which of my programs look realistic to you, and is "
        "there anyone there you know?"
    )
    subject = f"For your letter: {listed(files)}" if files else "For your letter"
    parts = [Part("thanks", f"{thanks}{attached}".strip()), Part("question", question)]
    return made(subject, parts, missing, facts, length)


def draft_reference(facts: DraftFacts, length: str) -> Draft:
    target = facts.target or facts.specialty
    if length != FULL:
        text = (
            f"May I name you as a reference for {target} programs this season, by email? I would "
            "send you the list first, and nothing is needed until someone writes."
        )
        return made(f"Reference for {target} programs", [Part("ask", text)], [], facts, length)
    thanks = "Thank you for agreeing to write for me. " if facts.is_letter_agreed else ""
    until = f" until {facts.reference_until}" if facts.reference_until else ""
    missing = [None if until else Missing("reference_until", "Until when programs may call.")]
    parts = [
        Part("thanks", f"{thanks}Some programs ring a reference before they invite."),
        Part(
            "ask",
            f"May I list you as a reference{until}, by phone or email as you prefer? I would tell "
            "you each time which programs have your name.",
        ),
    ]
    return made("May I list you as a reference?", parts, missing, facts, length)


def draft_program(facts: DraftFacts, length: str) -> Draft:
    day = day_words(facts.submission_on, facts.today) if facts.submission_on else ""
    programs, letter = listed(facts.programs), facts.is_letter_agreed
    missing = [
        None if programs else PROGRAMS_MISSING,
        None if day else Missing("submission_on", "The day you submit."),
    ]  # fmt: skip
    count = counted(len(facts.programs), "program") if programs else "programs"
    subject = f"After I submit: {count} you know"
    if not programs:
        return made(subject, [], missing, facts, length)
    if length != FULL:
        goes = f"My application goes in on {day}. " if day else ""
        either = ", and your letter stands either way" if letter else ""
        text = (
            f"{goes}Would you be willing to write to the program directors at {programs} after "
            f"that date, if you believe I would do well there? A no is fine{either}."
        )
        return made(subject, [Part("ask", text)], missing, facts, length)
    marked = facts.programs_marked_on
    in_month = f"In {month_words(marked)} you" if marked else "You"
    submit = f"I submit my application on {day}. " if day else ""
    where = f"{in_month} marked {count} on my list where you know the director: {programs}."
    rather = " If you would rather not, your letter is already a great help." if letter else ""
    ask = (
        "Once it is in, would you be comfortable calling or emailing those directors, if you think "
        "I fit? One short call is plenty, and I would send you three lines on why each place suits "
        f"me.{rather}"
    )
    parts = [Part("programs", f"{submit}{where}"), Part("ask", ask)]
    return made(subject, parts, missing, facts, length)


def draft_offer(facts: DraftFacts, length: str) -> Draft:
    offer = facts.offer
    missing = [
        None if offer.task else TASK_MISSING,
        None if offer.deliverable else Missing("deliverable", "What would you hand over?", True),
        None if offer.deliver_on else DAY_MISSING,
    ]  # fmt: skip
    season = SEASONS[facts.today.month % 12 // 3]
    project = ended(offer.project) or "work on your list"
    subject = (
        f"Help with the {project.removeprefix('the ')} this {season}"
        if offer.project
        else "Help with one piece of work"
    )
    day = offer.deliver_on
    if not (offer.task and offer.deliverable and day):
        return made(subject, [], missing, facts, length)
    task, by = lowered(offer.task), day_words(day, facts.today)
    if length != FULL:
        if_needed = (
            f"If the {offer.project.removeprefix('the ')} still needs hands, "
            if offer.project
            else ""
        )
        start = f"{if_needed}I can take {task} and send {lowered(offer.deliverable)} by {by}."
        text = f"{start[:1].upper()}{start[1:]} Would that be useful?"
        return made(subject, [Part("offer", text)], missing, facts, length)
    told = f" on {day_words(offer.problem_on, facts.today)}" if offer.problem_on else ""
    problem = f"You said{told} that {lowered(offer.problem)}. " if offer.problem else ""
    hours = f", about {counted(offer.hours, 'hour')} a week" if offer.hours else ""
    similar = f" I did {lowered(offer.similar)}." if offer.similar else ""
    what = f"{lowered(offer.deliverable)} by {by}{hours}"
    text = f"{problem}I could take {task} off your list: {what}.{similar}"
    ask = "Would that help, or is there another piece you would rather see done?"
    return made(subject, [Part("offer", text), Part("ask", ask)], missing, facts, length)
