"""S8: a tick costs what is due, not what exists, counted in blocks of PostgreSQL."""

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from smartpick.outbox import delivery

pytestmark = pytest.mark.django_db
NOW = timezone.now()
FILL = """
insert into outbox_intent (created_at, updated_at, code, unique_key, kind, purpose, "to", cc,
  reply_to, subject, text, state, due_at, claimed_by, attempts_count, outcome, subject_code)
select now(), now(), gen_random_uuid(), 'k' || n, 'drill', 'notice', 'a' || n || '@alum.example',
  '', '', 's', repeat('words ', 20), %s, %s, '', 0, '', '' from generate_series(%s, %s) n
"""


def fill(first, last, *, state="queued", due_at):
    with connection.cursor() as cursor:
        cursor.execute(FILL, [state, due_at, first, last])
        cursor.execute("analyze outbox_intent")


def blocks_of_a_claim():
    """Shared blocks that the claim of 100 touches, measured and rolled back."""
    with transaction.atomic():
        with CaptureQueriesContext(connection) as seen:
            taken = delivery.claim_at_once(
                delivery.due(NOW), limit=100, state="claimed", claimed_by="s", lease_until=NOW
            )
        transaction.set_rollback(True)
    (update,) = [query["sql"] for query in seen if query["sql"].startswith("UPDATE")]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("explain (analyze, buffers, timing off) " + update)
            plan = "\n".join(row[0] for row in cursor.fetchall())
        transaction.set_rollback(True)
    hit, read = (re.search(rf"Buffers: shared.*?{word}=(\d+)", plan) for word in ("hit", "read"))
    return taken, sum(int(found[1]) for found in (hit, read) if found), plan


def test_claim_of_100_does_not_grow_with_a_table_forty_times_as_long():
    later = NOW + timedelta(days=30)
    fill(1, 2_000, due_at=later)
    fill(2_001, 2_100, due_at=NOW)
    taken, small, _ = blocks_of_a_claim()

    fill(2_101, 40_000, due_at=later)
    fill(40_001, 80_000, due_at=NOW, state="sent")
    again, large, plan = blocks_of_a_claim()

    assert (taken, again) == (100, 100)
    assert "intent_due" in plan
    assert large <= small * 1.2, "a few index trees are one level deeper; no more is granted"


def test_tick_with_nothing_due_asks_three_questions(django_assert_num_queries):
    with django_assert_num_queries(5):  # two of them open and close the claim's transaction
        delivery.deliver(clock=lambda: NOW)
