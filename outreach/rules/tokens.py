"""Templates: `{token}` from a closed list, replaced in one pass by one regular expression.

Rulebook of words, part C. What is not on the list, or has no fact, stays as typed; nothing is
looked up on an object, and what was put in is never read again.
"""

import re
from collections.abc import Mapping

TOKENS = {
    "title": "Dr.",
    "family_name": "their family name",
    "specialty": "the specialty you applied in",
    "target": "the specialty you apply in next",
    "reason": "why this person",
    "applied": "programs applied to",
    "received": "interviews offered",
    "attended": "interviews attended",
    "strengths": "your strengths",
    "gaps": "the gaps you see",
    "attachments": "the files ticked",
    "last_contact": "the day you last spoke",
    "my_name": "your name",
    "school": "your school",
    "graduation_year": "your graduation year",
    "cell": "your cell number",
}
TOKEN = re.compile(r"\{([a-z_]{1,30})\}")


def filled(text: str, values: Mapping[str, str]) -> str:
    def put(match: re.Match[str]) -> str:
        return (
            values.get(match.group(1)) or match.group()
            if match.group(1) in TOKENS
            else match.group()
        )

    return TOKEN.sub(put, text)


def unknown_tokens(text: str) -> list[str]:
    return [match.group() for match in TOKEN.finditer(text) if match.group(1) not in TOKENS]
