"""S7: the directory of a school, asked 200 questions; 8 KiB blocks of each, and time over 25 rows
read by their keys."""

import random
import re
from collections.abc import Iterator
from statistics import quantiles

from django.db import connection
from django.test.utils import CaptureQueriesContext

from mentors.models.faculty import Faculty
from mentors.queries.directory import Filters, find_people
from mentors.querysets import Scope
from smartpick.accounts.models import School
from smartpick.machine.bench.rows import Row
from smartpick.machine.bench.site import Site

PEOPLE, FULL_PEOPLE = 100_000, 1_000_000
QUESTIONS = 200
SPECIALTIES = ("Internal Medicine", "General Surgery", "Pediatrics", "Neurology", "Psychiatry")
# First names: 1 of 16. Family names: 1 of 1,000, with one of 11,000 after it. All share 'alum'.
FILL = """
INSERT INTO mentors_faculty (code, created_at, updated_at, version, school_id, name, last_key,
  twin_key, institution, division, city, state, specialty, email, orcid, links, found_at,
  do_not_contact, recommended, search_key)
SELECT gen_random_uuid(), now(), now(), 1, %(school)s, 'First' || n %% 16 || ' Fam' || n %% 1000,
  'fam' || n %% 1000 || ' first' || n %% 16, 'fam' || n %% 1000 || ' f', 'Alum ' || n %% 11000,
  '', '', '', (%(specialties)s::text[])[1 + n %% 5], '', '', '', '', false, false,
  'inschool' || %(school)s || ' first' || n %% 16 || ' fam' || n %% 1000 || ' alum rare'
  || n %% 11000
FROM generate_series(1, %(count)s) n
"""


def measure(site: Site) -> list[Row]:
    school = School.objects.create(name="Bench School of Medicine")
    count = FULL_PEOPLE if site.full else PEOPLE
    with connection.cursor() as cursor:
        words = {"school": school.pk, "count": count, "specialties": list(SPECIALTIES)}
        cursor.execute(FILL, words)  # type: ignore[arg-type]  # an array is one parameter
        cursor.execute("VACUUM ANALYZE mentors_faculty")
    scope = Scope((school.pk,))
    floor = floor_of(school.pk)
    costs = [cost_of(scope, filters, after) for filters, after in questions()]
    Faculty.objects.filter(school=school)._raw_delete("default")
    school.delete()
    return rows_of(count, floor, costs)


def rows_of(count: int, floor: float, costs: list[tuple[int, int, float]]) -> list[Row]:
    statements, blocks, seconds = (sorted(kind) for kind in zip(*costs, strict=True))
    what = f"{count:,} people"
    return [
        Row("S7", f"{what}, statements of the dearest question", statements[-1], 6),
        Row("S7", f"{what}, blocks of the dearest question", blocks[-1], 1600),
        Row("S7", f"{what}, blocks that nine in ten stay under", quantiles(blocks, n=10)[-1], 600),
        Row("S7", f"{what}, 19 in 20 over the floor", quantiles(seconds, n=20)[-1] / floor, 50,
            exact=False),
        Row("S7", f"{what}, the dearest over the floor", seconds[-1] / floor, 400, exact=False),
    ]  # fmt: skip


def questions() -> Iterator[tuple[Filters, str]]:
    """A fifth each: names, some cut, rare words, common ones, absent ones, filters or pages."""
    dice = random.Random(7)  # noqa: S311  (the same questions at each run)
    for number in range(QUESTIONS):
        first, family = f"first{dice.randrange(16)}", f"fam{dice.randrange(1000)}"
        rare = f"rare{dice.randrange(11000)}"
        kinds = [
            [f"{first} {family}", f"{family[:-1]}", "fi", "alum fam"],
            [rare, f"{first} {rare}", rare[:-1], f"alum {rare}"],
            [first, "alum", f"alum {first}", f"{first} alum"],
            ["nobody", f"{first} nobody", "first1 first2", f"{family} fam1001"],
        ]
        if number % 5 < 4:
            yield Filters(q=kinds[number % 5][dice.randrange(4)]), ""
        elif number % 2:
            yield Filters(specialty=dice.choice(SPECIALTIES)), ""
        else:
            yield Filters(), f"1.{family} {first}"


def cost_of(scope: Scope, filters: Filters, after: str) -> tuple[int, int, float]:
    """Statements, blocks and the database's own seconds of one question."""
    with CaptureQueriesContext(connection) as seen:
        find_people(scope, filters, after=after)
    told = [explained(one["sql"]) for one in seen if "SELECT" in one["sql"]]
    return len(told), sum(blocks for blocks, _ in told), sum(seconds for _, seconds in told)


def explained(sql: str) -> tuple[int, float]:
    with connection.cursor() as cursor:
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS, TIMING OFF) " + sql)
        plan = "\n".join(row[0] for row in cursor.fetchall())
    first = next((line for line in plan.splitlines() if "Buffers: shared" in line), "")
    took = re.search(r"Execution Time: ([\d.]+) ms", plan)
    blocks = sum(int(number) for number in re.findall(r"(?:hit|read)=(\d+)", first))
    return blocks, float(took[1]) / 1000 if took else 0.0


def floor_of(school: int) -> float:
    """Seconds of 25 rows by their keys, the median of several."""
    keys = list(Faculty.objects.filter(school_id=school).order_by("?")[:25].values_list("pk"))
    named = ",".join(str(pk) for (pk,) in keys)
    sql = f"SELECT * FROM mentors_faculty WHERE id IN ({named})"  # noqa: S608  (numbers)
    return sorted(explained(sql)[1] for _ in range(9))[4]
