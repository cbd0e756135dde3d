"""Share of effort by lever (CH-07). A task that serves none is a luxury: allowed, and said.

More than three luxuries, or more than a third of the open tasks, is worth a note (guide).
"""

from collections import Counter
from collections.abc import Iterable

from smartpick.common.evidence import Evidence, Judgement, Source

LUXURY = "luxury"
ENOUGH = 4  # fewer open tasks say nothing
MOST_LUXURIES = 3
SOURCE = Source("SmartPick's own judgement")


def judge_share(levers: Iterable[str]) -> Judgement:
    """`note`, `fine`, or `cannot say` while fewer than four tasks are open."""
    counts = Counter(levers)
    open_count, luxuries = sum(counts.values()), counts[LUXURY]
    because = tuple(
        Evidence(field="lever", value=count, sentence=f"{count} serve {lever}.")
        for lever, count in sorted(counts.items())
    )
    if open_count < ENOUGH:
        return Judgement("cannot say", because, "CH-07", SOURCE)
    too_many = luxuries > MOST_LUXURIES or luxuries * 3 > open_count
    return Judgement("note" if too_many else "fine", because, "CH-07", SOURCE)


def share_sentence(levers: Iterable[str]) -> str:
    counts = Counter(levers)
    return (
        f"{counts[LUXURY]} of {sum(counts.values())} open actions serve no lever. "
        "Keep them if you enjoy them; they will not move the application."
    )
