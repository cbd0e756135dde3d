"""Answers about rows that no page writes, kept in the process for a minute.

Published figures, specialties and season dates change at a release or by an operator's hand; every
page asks for them. A minute later the new ones stand everywhere.
"""

import functools
import time
from collections.abc import Callable, Hashable
from copy import copy
from typing import ParamSpec, TypeVar

from django.conf import settings

P = ParamSpec("P")
T = TypeVar("T")
MOST = 1000  # some questions hold what somebody typed


def kept_for_a_minute(ask: Callable[P, T]) -> Callable[P, T]:
    """The answer to the same question again, as a shallow copy. Only for plain questions: what is
    asked must be hashable, and nothing of it a person's own."""
    held: dict[Hashable, tuple[float, T]] = {}

    @functools.wraps(ask)
    def answer(*args: P.args, **named: P.kwargs) -> T:
        if not settings.REFERENCE_KEPT_SECONDS:
            return ask(*args, **named)
        question = (args, tuple(sorted(named.items())))
        now = time.monotonic()
        kept = held.get(question)
        if kept is None or now - kept[0] > settings.REFERENCE_KEPT_SECONDS:
            if len(held) >= MOST:
                held.clear()
            kept = held[question] = (now, ask(*args, **named))
        return copy(kept[1])

    return answer
