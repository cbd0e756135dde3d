"""Letters: strength from the words said, and what a set of letters can carry (LT-01 to LT-11).

Sources: FAQ 5 and the seed's sections 9 and 10; the season's service rows; rulebook section 9.
The goal of three, 'half' and the 14 days are guides. No letter text is ever read here.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from autopsy.rules.repair import SEEN_TWICE
from smartpick.common.evidence import Evidence, Judgement, Source

NOT_ASKED, A_LETTER, STRONG_LETTER, DECLINED = "not_asked", "a_letter", "strong_letter", "declined"
STRONG_WITH_SPECIFICS, STRONG = "strong_with_specifics", "strong"
NEUTRAL, HESITANT = "neutral", "hesitant"
SAID_STRONG = frozenset({STRONG_WITH_SPECIFICS, STRONG})
GOAL, GOAL_IN_SPECIALTY = 3, 2  # LT-03, guide
FEW_FOR_PROGRAM = 3  # LT-04
SECOND_WRITER_DAYS = 14  # LT-11, guide
SENIOR = frozenset({"pd", "apd", "chair"})  # LT-07
MATERIAL = ("cv", "statement", "highlights", "application_plan")  # LT-10
SOURCE = Source("What the words of an offer say about a letter; counts are our guide")
AGE_SOURCE = Source("Imported letters show their first upload date; 'half' is our guide")
NOT_WAIVED = "Some readers weigh a waived letter more; the choice is yours."
SAYS_DATE = "Imported letters show their first upload date."


# --- strength from words ------------------------------------------------------------------------


@dataclass(frozen=True)
class Words:
    """What the writer said when asked. `specifics` were named by themselves; `deflected` means
    that they changed the subject or named somebody else."""

    offer: str = NOT_ASKED
    specifics: bool = False
    hesitated: bool = False
    deflected: bool = False
    named: str = ""  # the specifics, in a few words


SENTENCES = {
    NOT_ASKED: "Not asked yet. Ask whether they are comfortable writing a strong letter.",
    DECLINED: "They said no. Thank them, and ask whom they would try.",
    HESITANT: "They hesitated. Believe it, and find another writer.",
    STRONG: "They said strong. Ask what they would highlight.",
}
NEUTRAL_SENTENCE = "'A letter' is neutral. Have a second writer ready."
NEUTRAL_WITH_SPECIFICS = "They named specifics but not 'strong'. Ask directly."
NEXT_ANSWER = {
    NOT_ASKED: "It would read otherwise once you have asked.",
    NEUTRAL: "It would read strong once they say the word 'strong'.",
    STRONG: "It would read stronger once they name one thing that they would write about.",
}


def strength_of(words: Words) -> str:
    """LT-01: the first line that fits decides. A hesitation can never read as strong."""
    if words.offer in (NOT_ASKED, DECLINED):
        return words.offer
    if words.hesitated or words.deflected:
        return HESITANT
    if words.offer != STRONG_LETTER:
        return NEUTRAL
    return STRONG_WITH_SPECIFICS if words.specifics else STRONG


def judge_words(words: Words) -> Judgement:
    """The strength, its sentence, and the next answer upwards where there is one."""
    level = strength_of(words)
    because = [Evidence("offer", words.offer, _said(level, words), frozenset({"letters"}))]
    if level in NEXT_ANSWER:
        because.append(Evidence("change", level, NEXT_ANSWER[level], frozenset({"letters"})))
    return Judgement(level, tuple(because), "LT-01", SOURCE)


def _said(level: str, words: Words) -> str:
    if level == NEUTRAL:
        return NEUTRAL_WITH_SPECIFICS if words.specifics else NEUTRAL_SENTENCE
    if level == STRONG_WITH_SPECIFICS:
        return f"They said strong and named {words.named or 'specifics'}. A good sign."
    return SENTENCES[level]


# --- one letter ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class LetterFacts:
    id: str
    writer: str = ""
    words: Words = Words()
    specialty: str = ""
    roles: frozenset[str] = frozenset()
    seen_count: int | None = None  # None: no log of contacts to count
    is_answered: bool = False
    uploaded_on: date | None = None
    assigned: frozenset[str] = frozenset()

    @property
    def strength(self) -> str:
        return strength_of(self.words)

    @property
    def is_agreed(self) -> bool:
        """LT-10: answered with anything but declined or hesitant."""
        return self.is_answered and self.strength in SAID_STRONG | {NEUTRAL}

    @property
    def is_thin(self) -> bool:
        """LT-02: the word stays, but nobody writes in detail about someone seen twice."""
        few = self.seen_count is not None and self.seen_count <= SEEN_TWICE
        return few and self.strength in SAID_STRONG

    @property
    def is_usable(self) -> bool:
        return self.is_agreed and self.strength in SAID_STRONG and not self.is_thin

    def is_old(self, match_day: date) -> bool:
        """LT-06: uploaded before the latest Match Day without a place; the day itself is new."""
        return self.uploaded_on is not None and self.uploaded_on < match_day

    def missing_from(self, programs: Sequence[str]) -> list[str]:
        """LT-05: chosen programs that do not have it, once it is uploaded."""
        if self.uploaded_on is None:
            return []
        return [program for program in programs if program not in self.assigned]


def judge_thin(letter: LetterFacts) -> Judgement:
    if not letter.is_thin:
        return Judgement("fine", (), "LT-02", SOURCE)
    count = letter.seen_count
    times = "once" if count == 1 else f"{count} times"
    told = f"They said strong, but have {f'seen you {times}' if count else 'not seen you yet'}."
    keys = frozenset({"letters", "people"})
    return Judgement("thin", (Evidence("seen_count", count, told, keys),), "LT-02", SOURCE)


def waiver_sentence(waived: str) -> str:
    """LT-08: never required, never a reason to stop; 'not said' is left alone."""
    return NOT_WAIVED if waived == "no" else ""


# --- the set ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Program:
    code: str
    specialty: str = ""


@dataclass(frozen=True)
class Portfolio:
    usable: int
    usable_in_specialty: int
    over_limit: list[str]
    thin_programs: list[str]
    age: str  # fine, half_old or all_old

    @property
    def sentence(self) -> str:
        return f"{self.usable} of {GOAL} letters you can lean on."

    @property
    def reaches_goal(self) -> bool:
        return self.usable >= GOAL and self.usable_in_specialty >= GOAL_IN_SPECIALTY


def read_portfolio(
    letters: Sequence[LetterFacts],
    programs: Sequence[str],
    *,
    specialty: str,
    limit: int | None,
    match_day: date,
) -> Portfolio:
    """LT-03, LT-04, LT-06. `limit` is the service's own row; without one nothing is over it."""
    usable = [letter for letter in letters if letter.is_usable]
    count = {code: sum(code in letter.assigned for letter in letters) for code in programs}
    return Portfolio(
        usable=len(usable),
        usable_in_specialty=sum(letter.specialty == specialty for letter in usable),
        over_limit=[code for code in programs if limit is not None and count[code] > limit],
        thin_programs=[code for code in programs if count[code] < FEW_FOR_PROGRAM],
        age=_age(letters, match_day),
    )


def _age(letters: Sequence[LetterFacts], match_day: date) -> str:
    uploaded = [letter for letter in letters if letter.uploaded_on is not None]
    old = sum(letter.is_old(match_day) for letter in uploaded)
    if not old:
        return "fine"
    if old == len(uploaded):
        return "all_old"
    return "half_old" if old * 2 >= len(uploaded) else "fine"


def over_limit_sentence(program: str, count: int, limit: int) -> str:
    return f"{program} would get {count}; at most {limit}."


def missing_sentence(count: int) -> str:
    return f"Uploaded, but {count} {'program does' if count == 1 else 'programs do'} not have it."


def notes_on_set(program: Program, letters: Sequence[LetterFacts]) -> list[str]:
    """LT-07: what one program's set lacks. An empty set is said as thin, not here."""
    held = [letter for letter in letters if program.code in letter.assigned]
    if not held:
        return []
    notes = []
    writers = [letter.writer for letter in held if letter.writer]
    if len(writers) > len(set(writers)):
        notes.append("same_writer_twice")
    if program.specialty and all(letter.specialty != program.specialty for letter in held):
        notes.append("none_in_specialty")
    if not any(SENIOR & letter.roles for letter in held):
        notes.append("no_senior_writer")
    return notes


# --- dates, material, a second writer -----------------------------------------------------------


def dates_error(ask_by: date | None, due_on: date | None) -> str:
    """LT-10. When either is not known there is nothing to compare."""
    if ask_by is None or due_on is None or due_on >= ask_by:
        return ""
    return "The letter is due before the day to ask for it. Move one of the two dates."


def due_sentence(name: str, due_on: date) -> str:
    return f"Letter from {name} is due {due_on:%B} {due_on.day}, {due_on.year}."


def missing_material(given: Collection[str], *, listed_from: date, today: date) -> list[str]:
    """LT-10: what the writer has not been given; said from May on (PL-12's first day)."""
    if today < listed_from:
        return []
    return [kind for kind in MATERIAL if kind not in given]


@dataclass(frozen=True)
class SecondWriter:
    instead_of: str
    due_on: date


def second_writers(letters: Sequence[LetterFacts], *, today: date) -> list[SecondWriter]:
    """LT-11: one task for each of the three needed letters that cannot be leaned on."""
    short = max(0, GOAL - sum(letter.is_usable for letter in letters))
    weak = [one for one in letters if one.strength in (HESITANT, NEUTRAL, DECLINED)]
    due = today + timedelta(days=SECOND_WRITER_DAYS)
    return [SecondWriter(one.id, due) for one in weak[:short]]
