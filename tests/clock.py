"""The clock where a test wants it: views, tasks and rows made now read the same moment."""

import pytest
from django.utils import timezone


class Clock:
    def __init__(self, at):
        self.at = at

    def __call__(self):
        return self.at


@pytest.fixture
def clock(monkeypatch):
    """`clock.at = ...` moves it; nothing waits."""
    moved = Clock(timezone.now())
    monkeypatch.setattr(timezone, "now", moved)
    return moved
