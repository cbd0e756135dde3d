"""S8: a claim of what is due costs what is due, in blocks of 8 KiB, however long the table is."""

import re
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from smartpick.common.claims import claim_at_once
from smartpick.machine.bench.rows import Row
from smartpick.machine.bench.site import Site
from smartpick.outbox import delivery
from smartpick.outbox.models import Intent

DUE = 100
SIZES, FULL_SIZES = (10_000, 100_000), (10_000, 1_000_000)
# The forecast of 320 blocks, equal within 10 %, was for choosing the rows alone; ours marks them in
# the same statement. A mark moves a row out of the index of what is due, so each index of the table
# is written: its key, the mail's own key, the public code, the owner, the lease. Measured: 2,285 at
# 10,000 mails, 2,514 at 100,000, where some of those trees are a level deeper.
CLAIM_MAX, GROWTH_MAX = 2800, 115
FILL = """
INSERT INTO outbox_intent (created_at, updated_at, code, unique_key, kind, purpose, "to", cc,
  reply_to, subject, text, state, due_at, claimed_by, attempts_count, outcome, subject_code)
SELECT now(), now(), gen_random_uuid(), %s || n, 'bench', 'notice', 'a' || n || '@alum.example',
  '', '', 's', repeat('words ', 20), %s, %s, '', 0, '', '' FROM generate_series(1, %s) n
"""


def measure(site: Site) -> list[Row]:
    """Half of each table was sent, half waits for a later day; a hundred are due."""
    now, costs, empty = timezone.now(), [], 0
    for count in FULL_SIZES if site.full else SIZES:
        Intent.objects.filter(kind="bench").delete()
        fill("sent", now - timedelta(days=9), count // 2)
        fill("queued", now + timedelta(days=30), count // 2)
        vacuum()
        empty = max(empty, blocks_of_a_claim(now))
        fill("queued", now, DUE, key="due")
        vacuum()
        costs.append(blocks_of_a_claim(now))
    Intent.objects.filter(kind="bench").delete()
    small, large = costs
    return [
        Row("S8", "claim of 100 due, blocks", large, CLAIM_MAX),
        Row("S8", "the same, the long table over the short one, percent", percent(large, small),
            GROWTH_MAX),
        Row("S8", "nothing due, blocks", empty, 4),
    ]  # fmt: skip


def percent(large: int, small: int) -> int:
    return round(100 * large / small)


def fill(state: str, due_at: datetime, count: int, *, key: str = "") -> None:
    with connection.cursor() as cursor:
        cursor.execute(FILL, [key or state, state, due_at, count])


def vacuum() -> None:
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE outbox_intent")


def blocks_of_a_claim(now: datetime) -> int:
    """The claim's own statement under EXPLAIN, rolled back."""
    taken = {"state": "claimed", "claimed_by": "bench", "lease_until": now}
    with transaction.atomic():
        with CaptureQueriesContext(connection) as seen:
            claim_at_once(delivery.due(now), limit=DUE, **taken)
        transaction.set_rollback(True)
    (update,) = [one["sql"] for one in seen if one["sql"].startswith("UPDATE")]
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) {update}")
            plan = "\n".join(row[0] for row in cursor.fetchall())
        transaction.set_rollback(True)
    first = next((line for line in plan.splitlines() if "Buffers: shared" in line), "")
    return sum(int(number) for number in re.findall(r"(?:hit|read)=(\d+)", first))
