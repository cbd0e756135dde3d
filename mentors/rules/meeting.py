"""A meeting: its questions by role, its closing sentence, what its notes turn into.

Sources: the seed's section 6; product 6.1 to 6.3. Which question suits which role is our guide.
"""

from collections.abc import Sequence
from datetime import date, timedelta

UPDATE_WEEKS = (4, 8)
UPDATE_WEEKS_USUAL = 6
ACTION_WEEKS = 4  # guide: the first day asked of an action made from advice
LEADERS = frozenset({"pd", "apd", "chair"})
TEACHERS = frozenset({"clerkship", "sub_i"})
# In the order in which a role can answer best.
FIRST_FOR = {
    "leader": ("path", "tiers", "role", "letter"),
    "teacher": ("letter", "path", "role", "tiers"),
    "researcher": ("project", "letter", "role", "path"),
    "fixer": ("helped", "role", "tiers", "path"),
    "other": ("path", "role", "tiers", "letter"),
}
EXTRA = {
    "teacher": (("seen", "What did you see in my clinical work that a program should hear?"),),
    "researcher": (
        (
            "project",
            "Which piece of your current work could I finish, with my name on it, before "
            "applications open?",
        ),
    ),
    "fixer": (
        ("helped", "Who here has helped people who did not match, and how did they begin?"),
        ("process", "What does the school send about me, and may we read it together?"),
    ),
    "leader": (("screen", "Which part of my file would stop your program from reading on?"),),
}
CHOSEN_AT_FIRST = 4
MOST_QUESTIONS = 5


def group_of(roles: Sequence[str]) -> str:
    held = set(roles)
    if held & LEADERS:
        return "leader"
    if held & TEACHERS:
        return "teacher"
    if "research" in held:
        return "researcher"
    return "fixer" if held & {"student_affairs", "gme"} else "other"


def questions_for(
    roles: Sequence[str], offered: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """The record's own questions and the role's, those that this person can answest best first."""
    group = group_of(roles)
    known = dict([*offered, *EXTRA.get(group, ())])
    order = [key for key in FIRST_FOR[group] if key in known]
    return [(key, known[key]) for key in [*order, *(k for k in known if k not in order)]]


def closing_sentence(priorities: Sequence[str], avoid: Sequence[str]) -> str:
    """The sentence that ends a meeting: what was heard, said back."""
    do = [_small(line) for line in priorities if line.strip()]
    shun = [_small(line) for line in avoid if line.strip()]
    if not do and not shun:
        return ""
    noun = "priority is" if len(do) == 1 else "priorities are"
    parts = [f"my main {noun} {_joined(do)}"] if do else []
    parts += [f"I should avoid {_joined(shun)}"] if shun else []
    return f"So I am hearing that {', and '.join(parts)}. Is that right?"


def _joined(lines: Sequence[str]) -> str:
    if len(lines) < 2:
        return "".join(lines)
    return f"{', '.join(lines[:-1])} and {lines[-1]}"


def _small(line: str) -> str:
    line = line.strip().rstrip(".")
    first, _, rest = line.partition(" ")
    keeps = len(first) > 1 and (first.isupper() or any(ch.isdigit() for ch in first))
    names = first in ("Dr.", "Dr", "I") or rest[:1].isdigit()  # Step 3, Level 2
    return line if keeps or names else f"{first[:1].lower()}{first[1:]}{' ' + rest if rest else ''}"


def weeks_agreed(weeks: int | None) -> int:
    """An agreed update is due in 4 to 8 weeks; the usual six when no number was said."""
    low, high = UPDATE_WEEKS
    return min(high, max(low, weeks or UPDATE_WEEKS_USUAL))


def action_due_on(held_on: date) -> date:
    return held_on + timedelta(weeks=ACTION_WEEKS)


def suggests_concern(*, saw_numbers: bool | None, was_specific: bool | None) -> str:
    """Two plain 'no' offer to record a concern; nothing is recorded by itself."""
    if saw_numbers is False and was_specific is False:
        return "vague_reassurance"
    return ""
