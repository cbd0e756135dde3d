"""'Why do you think you did not match?', said aloud: SA-1 to SA-6 and the rehearsal.

Rulebook of words, part B. 140 words a minute; 45 to 90 seconds is the band.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from smartpick.common.wording import BLAME, LUCK, SPIN, Unit, hits, units_of, words_in

WORDS_A_MINUTE = 140
FEWEST_WORDS, MOST_WORDS = 58, 280  # 25 s and 120 s
BAND = (45, 90)
MUST, CONSIDER = "must_fix", "consider"
MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"

OWN = (
    "i (applied|chose|limited|restricted|waited|started|asked|sent|submitted|relied|ranked|"
    "prepared|"
    "underestimated|overestimated|misjudged|aimed|targeted|failed|scored|took|missed|neglected|"
    "skipped|gave|answered|talked|should have|had (no|only|few|one|two|three|not|too)|did not (ask|"
    "apply|seek|prepare|practi[cs]e|get|have|show|rotate|build|take|explain|plan|look)|was (late|"
    "under-prepared|not ready|too narrow|unfocused|slow|stiff))",
    "my (list|applications?|letters?|scores?|statement|interviews?|exams?|step [12]|preparation|"
    "file|"
    "choices?|record|answers) (was|were|did not|came|showed|said|lacked|had|left|arrived|went)",
)
CHANGE = (
    "(i have (since|now|already)|since then,? i( have)?|since (march|april|the match),? i( have)?|"
    "this year,? i( have)?|so far,? i( have)?|i have|now,? i|i now|i am( now)?|"
    f"in ({MONTHS}),? i( have)?) (completed|finished|submitted|started|begun|began|joined|retaken|"
    "retook|passed|published|presented|widened|broadened|added|rewritten|rewrote|rebuilt|"
    "practi[cs]ed|met|asked|arranged|enrolled|built|taken|took|changed|worked|working|writing|"
    "practi[cs]ing|preparing|doing|work|practi[cs]e|meet|write|had|done|opened|dropped|moved)",
)
SAYS = {
    "SA-1": "Luck ends the conversation. Name one thing you would do differently.",
    "SA-2": "They cannot check this and will imagine being next. Say your part first; a fact about "
    "others may follow.",
    "SA-3": "This sounds rehearsed. One plain sentence about what happened is stronger.",
    "SA-4": 'Nobody does anything in this answer. Begin one sentence with "I" and what you chose, '
    "missed or left too late.",
    "SA-5": "Only the past, or only plans. Name one thing already done or under way.",
}
CUES_COUNT = 5
SMALL_WORDS = frozenset(
    "about after again also been before could each every from have into more most much only other "
    "over since some than that their them then there these they this through under very were what "
    "when where which while with within would your mine have made said".split()
)


@dataclass(frozen=True)
class Check:
    id: str
    level: str
    says: str
    hit: str = ""


def seconds_for(words: int) -> int:
    """Seconds at 140 words a minute, half rounded up."""
    return (words * 120 + WORDS_A_MINUTE) // (2 * WORDS_A_MINUTE)


def check_answer(text: str) -> list[Check]:
    """Every check that fires, the ones to fix first. With no words only the length speaks."""
    words = len(words_in(text))
    length = _length(words)
    if not words:
        return [length] if length else []
    units = units_of(text)
    found = [
        _listed("SA-1", MUST, units, LUCK),
        _listed("SA-2", MUST, units, BLAME),
        _missing("SA-4", units, OWN, negation=False),
        _missing("SA-5", units, CHANGE, negation=True),
        _listed("SA-3", CONSIDER, units, SPIN),
        length,
    ]
    return sorted((check for check in found if check), key=lambda check: check.level == CONSIDER)


def _listed(
    check: str, level: str, units: Sequence[Unit], patterns: tuple[str, ...]
) -> Check | None:
    for unit in units:
        hit = hits(unit, patterns)
        if hit:
            return Check(check, level, SAYS[check], hit[0])
    return None


def _missing(
    check: str, units: Sequence[Unit], patterns: tuple[str, ...], *, negation: bool
) -> Check | None:
    if any(hits(unit, patterns, negation=negation) for unit in units):
        return None
    return Check(check, MUST, SAYS[check])


def _length(words: int) -> Check | None:
    seconds = seconds_for(words)
    says = (
        f"{seconds} s at {WORDS_A_MINUTE} words a minute. Aim for {BAND[0]} to {BAND[1]}: one "
        "cause, one sentence of ownership, two changes, one line on now."
    )
    if words < FEWEST_WORDS or words > MOST_WORDS:
        return Check("SA-6", MUST, says)
    if not BAND[0] <= seconds <= BAND[1]:
        return Check("SA-6", CONSIDER, says)
    return None


def cue_words(text: str) -> list[str]:
    """Five words to speak from: the weightiest of five equal stretches, in their order."""
    words = [re.sub(r"[^\w'-]", "", word) for word in words_in(text)]
    if not words:
        return []
    size = max(1, len(words) // CUES_COUNT)
    cues = []
    for start in range(0, len(words), size):
        stretch = [w for w in words[start : start + size] if w.casefold() not in SMALL_WORDS]
        if stretch:
            cues.append(max(stretch, key=len))
    return list(dict.fromkeys(cues))[:CUES_COUNT]


@dataclass(frozen=True)
class Runs:
    """What three or more rehearsals say."""

    last: int
    shortest: int
    longest: int
    pace: int


def runs_of(seconds: Sequence[int], words: int) -> Runs | None:
    """`seconds` newest first; nothing before the third run."""
    if len(seconds) < 3:
        return None
    mean = sum(seconds) / len(seconds)
    return Runs(seconds[0], min(seconds), max(seconds), round(words * 60 / mean))


def offered_steps(cause: str, first_priority: str) -> list[str]:
    """The order to write in, with what the autopsy knows; nothing is written for the person."""
    return [
        f"The cause with most evidence, in one sentence with its number. {cause}".strip(),
        "What you did or left undone, beginning with I.",
        f"What is done since, two things at most. {first_priority}".strip(),
        "What that lets you do now.",
    ]
