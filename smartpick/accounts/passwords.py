"""Fifteen characters, no composition rules, and none of the stolen ones."""

import itertools
from functools import cache
from gzip import open as open_gzip
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError

LENGTH = 15
SITE_WORDS = ("smartpick", "residency", "match")
WORDS_HELP = "Three or four words are easy to remember."


class LongEnough:
    def validate(self, password: str, user: Any = None) -> None:
        if len(password) < LENGTH:
            raise ValidationError(
                f"Password must be {LENGTH} characters or more. {WORDS_HELP}", code="too_short"
            )

    def get_help_text(self) -> str:
        return f"{LENGTH} characters or more: three or four words; paste is fine."


@cache
def _stolen() -> frozenset[str]:
    """Common passwords of 15 characters or more that the framework ships in its list."""
    path = Path(str(files("django.contrib.auth"))) / "common-passwords.txt.gz"
    with open_gzip(path, "rt", encoding="utf-8") as lines:
        return frozenset(line.strip() for line in lines)


class NotOnTheList:
    """Refuses common passwords, also repeated to length, and those made of the site's words."""

    def validate(self, password: str, user: Any = None) -> None:
        lowered = password.lower().strip()
        bare = "".join(ch for ch in lowered if ch.isalnum())
        if lowered in _stolen() or self._repeated(bare) or self._only_site_words(bare):
            raise ValidationError(
                "This password is on lists of stolen ones. Choose another.", code="common"
            )

    def get_help_text(self) -> str:
        return "Not one from the lists of stolen passwords."

    @staticmethod
    def _repeated(text: str) -> bool:
        """One short piece over and over, or a run of neighbors such as 1234567890."""
        if len(set(text)) <= 3:
            return True
        for size in range(1, len(text) // 2 + 1):
            if (text[:size] * (len(text) // size + 1))[: len(text)] == text:
                return True
        steps = {ord(b) - ord(a) for a, b in itertools.pairwise(text)}
        return steps in ({1}, {-1})

    @staticmethod
    def _only_site_words(text: str) -> bool:
        for word in SITE_WORDS:
            text = text.replace(word, "")
        return len(text) < 4 or text.isdigit()
