"""Golden mails as test data, and the one adapter that bends their words to ours."""

import json
from pathlib import Path
from typing import Any

from outreach.rules.facts import MailFacts, Other, Recipient

HERE = Path(__file__).resolve().parent / "golden"
FILE = json.loads((HERE / "wording.json").read_text())
CASES: list[dict[str, Any]] = FILE["cases"]


def merged(base: dict[str, Any], over: dict[str, Any]) -> dict[str, Any]:
    """Deep; lists and null replace."""
    result = dict(base)
    for key, value in over.items():
        held = result.get(key)
        both = isinstance(value, dict) and isinstance(held, dict)
        result[key] = merged(held, value) if both else value
    return result


def facts_of(case: dict[str, Any]) -> MailFacts:
    context = merged(FILE["contexts"][case["context"]], case["overrides"])
    who, mentor, direction = context["recipient"], context["mentor"], context["direction"]
    return MailFacts(
        kind=case["kind"],
        recipient=Recipient(
            name=who["name"],
            title=who["title"],
            roles=frozenset(role.lower() for role in who["roles"]),
            institution=who["institution"],
            first_name_ok=who["first_name_ok"] or mentor["signs_first_name"],
        ),
        applicant_name=context["applicant"]["name"],
        target=direction["target"],
        specialties=frozenset([*direction["primary"], direction["target"], *direction["backups"]]),
        numbers=context["numbers"],
        gaps=tuple(context["gaps"]),
        reason=context["reason"] or "",
        attachments=frozenset(context["attachments"]),
        own_institutions=frozenset(
            [*context["own_institutions"], context["applicant"]["school"] or ""]
        ),
        others=tuple(Other(o["name"], o["institution"]) for o in context["other_targets"]),
        is_short_track=context["track"] == "short",
        seen_count=mentor["seen_count"],
        days_known=mentor["days_known"],
        is_letter_agreed=mentor.get("letter_agreed", False),
        follows_kind=context.get("follows_kind", ""),
        is_soap_week=context["soap_week"],
    )


NEAR: list[dict[str, Any]] = json.loads((HERE / "wording-near.json").read_text())["cases"]
SUBJECTS = {
    "first": "Unmatched in orthopedics: 20 minutes for feedback",
    "update": "Update: abstract submitted",
}


def mail_around(case: dict[str, Any]) -> tuple[str, str]:
    """Subject and body of a mail in which only the text of the case is of interest."""
    subject = SUBJECTS.get(case["kind"], "Thank you, and one thing")
    greeting, body, ending = "Dr. Hale,", "I rotated with you in August.", "Best,\nLinh Nguyen"
    text = case["text"]
    match case["in"]:
        case "subject":
            subject = text
        case "greeting":
            greeting = text
        case "ending":
            ending = text
        case _:
            body = text
    return subject, f"{greeting}\n\n{body}\n\n{ending}"
