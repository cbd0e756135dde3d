"""Whether a text of the narrative is carried by something dated (CH-05).

A text without a proof, or last edited 60 days or more before the newest proof (guide), is marked;
an empty one never. Source: the seed's first section; the days are ours.
"""

from datetime import date, timedelta

STALE_DAYS = 60
NO_PROOF = "No proof is recorded for this sentence yet."
OUT_OF_STEP = "It is older than your newest proof. Read it again."


def out_of_step(*, text: str, edited_on: date | None, newest_proof_on: date | None) -> str:
    """The sentence beside the text, or nothing."""
    if not text.strip():
        return ""
    if newest_proof_on is None:
        return NO_PROOF
    if edited_on and newest_proof_on - edited_on >= timedelta(days=STALE_DAYS):
        return OUT_OF_STEP
    return ""
