"""Two to eight writers on one section in any order: nobody's text is overwritten unseen."""

import random

import pytest
from django.utils import timezone

from autopsy.models import ResearchFacts
from autopsy.services.sections import save_section
from smartpick.common.errors import StaleEdit
from tests.factories import autopsy_of, make_applicant

ROUNDS = 200


class Writer:
    """One opened form: what it has seen, its own name, the number of its saves."""

    def __init__(self, autopsy, name, version, seen):
        self.autopsy, self.name, self.version, self.seen = autopsy, name, version, seen
        self.turn = 0

    def save(self, text, *, turn=None):
        self.turn += 1
        return save_section(
            autopsy=self.autopsy, section="research", values={"line": text},
            expected_version=self.version, tab=self.name, turn=turn or self.turn,
            by=self.autopsy.cycle.applicant.user, now=timezone.now(),
        )  # fmt: skip


@pytest.mark.django_db
@pytest.mark.feature("2.6")
def test_two_hundred_random_orders_lose_no_text_and_tell_nobody_of_themselves():
    autopsy = autopsy_of(make_applicant("wren@alum.example"))
    dice, refused, unseen = random.Random(20261124), 0, []  # noqa: S311  (orders, not secrets)
    version, stands, by = 0, "", ""
    for number in range(ROUNDS):
        writers = [
            Writer(autopsy, f"tab-{number}-{one}", version, {stands})
            for one in range(dice.randint(2, 8))
        ]
        for step in range(4):
            writer = dice.choice(writers)
            text = f"{writer.name} {step}"
            try:
                version = writer.save(text)
            except StaleEdit as stale:
                refused += 1
                assert by != writer.name, "told of a conflict with oneself"
                writer.version, writer.seen = stale.version, writer.seen | {stale.current["line"]}
                continue
            if stands not in writer.seen:
                unseen.append((stands, text))
            stands, by = text, writer.name
            writer.seen = writer.seen | {text}

    assert ResearchFacts.objects.get(autopsy=autopsy).line == stands
    assert unseen == []
    assert refused > ROUNDS
