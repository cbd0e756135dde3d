"""DRAFT: which builder writes which kind, and putting one part back into an edited text."""

import re
from collections.abc import Callable, Sequence

from outreach.rules.drafting import Draft, DraftFacts, Part
from outreach.rules.drafts import first, update, work

BUILDERS: dict[str, Callable[[DraftFacts, str], Draft]] = {
    "first": first.draft_first,
    "exploratory": first.draft_exploratory,
    "follow_up": first.draft_follow_up,
    "ask_dean": first.draft_ask_dean,
    "update": update.draft_update,
    "thanks_recap": update.draft_thanks,
    "summary_before_meeting": update.draft_summary,
    "letter_ask": work.draft_letter,
    "material": work.draft_material,
    "reference_ask": work.draft_reference,
    "program_ask": work.draft_program,
    "offer_of_work": work.draft_offer,
}


def build(kind: str, facts: DraftFacts, length: str) -> Draft:
    return BUILDERS[kind](facts, length)


def changed_parts(body: str, parts: Sequence[Part]) -> list[Part]:
    """Parts whose built text no longer stands in the mail."""
    return [part for part in parts if part.text not in body]


def put_back(body: str, parts: Sequence[Part], key: str) -> str:
    """The built text of one part in its place; what was typed elsewhere stays as it is.

    What stood between its neighbours, if it was this part edited, is replaced: the neighbours are
    the nearest parts before and after that are still as built.
    """
    at = next((n for n, part in enumerate(parts) if part.key == key), None)
    if at is None or parts[at].text in body:
        return body
    wanted = parts[at]
    before = next((p for p in reversed(parts[:at]) if p.text in body), None)
    start = body.index(before.text) + len(before.text) if before else 0
    after = next((p for p in parts[at + 1 :] if p.text in body[start:]), None)
    end = body.index(after.text, start) if after else len(body)
    edited = body[start:end]
    if _stands_alone(parts, at, before, after):
        edited = ""
    head, tail = body[:start] + edited.rstrip(), body[end:]
    joined = wanted.joined if head.strip() else ""
    gap = (after.joined if after else "\n\n") if tail else ""
    return re.sub(r"\n{3,}", "\n\n", f"{head}{joined}{wanted.text}{gap}{tail}")


def _stands_alone(parts: Sequence[Part], at: int, before: Part | None, after: Part | None) -> bool:
    """True when this part is the only one of its stretch that was changed."""
    left = parts.index(before) if before else -1
    right = parts.index(after) if after else len(parts)
    return right - left == 2 and left == at - 1
