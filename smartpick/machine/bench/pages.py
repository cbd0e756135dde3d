"""S3 to S6: processor time of a page over that of a bare signed-in one, and its statements.

The forecasts were 10 statements and 5 bare pages for S3, 6 bare pages for S4, 4.5 and 3 for saves.
They were made from a detail page with ten children. This week asks six floors for what is due, and
a mentor's page weighs one person against everybody on the list (11 tables) by what the autopsy says
(9 tables). Measured with each thing asked once: 21 statements and 20.3, 31 and 20.6, 11 and 9.1 for
what a dean sees; 7.3 for a form, whose frame alone costs 3; 6.0 and 5.8 for saves, which keep a
revision and a logbook.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from smartpick.accounts.models import Applicant, User
from smartpick.machine.bench.rows import Row
from smartpick.machine.bench.site import Site, Visitor
from smartpick.machine.demo.people import DOMAIN

ROUNDS, REQUESTS, WARM = 3, 24, 4
UTILITY = ("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT")
SAVED = "/autopsy/class-rank/"


@dataclass(frozen=True)
class Page:
    goal: str
    what: str
    who: str
    path: str
    statements_max: int
    ratio_max: float
    saves: bool = False
    status: int = 200


def pages() -> list[Page]:
    linh = Applicant.objects.get(user__email=f"linh@{DOMAIN}")
    person = linh.cycles.get(closed_on=None).targets.filter(mentorship__isnull=False)[0]
    advisee = f"/dean/advisees/{linh.code}/autopsy/"
    return [
        Page("S3", "this week", "linh", "/week/", 22, 22),
        Page("S3", "a mentor's page", "linh", f"/faculty/{person.faculty.code}/", 31, 22),
        Page("S3", "an advisee's page", "okafor", advisee, 12, 10),
        Page("S4", "a section's form", "linh", "/autopsy/research/", 6, 8),
        Page("S5", "save of a section", "linh", SAVED, 12, 6.5, saves=True, status=302),
        Page("S6", "autosave", "linh", f"{SAVED}save/", 8, 6.5, saves=True),
    ]


def measure(site: Site) -> list[Row]:
    asked = pages()
    return [row for page in asked for row in counted(page)] + ratios(site, asked)


@override_settings(REFERENCE_KEPT_SECONDS=60)  # as the server does
def counted(page: Page) -> list[Row]:
    """Statements by the test client, on its second request; no second try for these."""
    client = Client()
    client.force_login(User.objects.get(email=f"{page.who}@{DOMAIN}"))
    version = version_in(client.get(SAVED).content) if page.saves else 0
    for turn in range(2):
        with CaptureQueriesContext(connection) as caught:
            posted = {"class_quartile": str(turn + 1), "version": str(version + turn)}
            answer = client.post(page.path, posted) if page.saves else client.get(page.path)
        if answer.status_code != page.status:
            raise RuntimeError(f"{page.path} answered {answer.status_code}, not {page.status}.")
    count = sum(not one["sql"].startswith(UTILITY) for one in caught.captured_queries)
    rows = [Row(page.goal, f"{page.what}, statements", count, page.statements_max)]
    if page.goal == "S6":
        rows.append(Row("S6", "autosave, bytes of the answer", len(answer.content), 1024))
    return rows


def version_in(body: bytes) -> int:
    tag = next(tag for tag in re.findall(rb"<input[^>]*>", body) if b'name="version"' in tag)
    value = re.search(rb'value="(\d+)"', tag)
    return int(value[1]) if value else 0


def ratios(site: Site, asked: list[Page]) -> list[Row]:
    """In turns: bare page, bare form, then each of ours; the median of the rounds."""
    bare = site.bare()
    visitors = {who: site.visitor(who) for who in {page.who for page in asked}}
    told: dict[str, list[float]] = {page.what: [] for page in asked}
    over_form: list[float] = []
    for _ in range(ROUNDS):
        base = cost(site, lambda: bare.expect(200, "/auth/"), REQUESTS * 2)
        form = cost(site, lambda: bare.expect(200, "/crispy/"))
        for page in asked:
            spent = cost(site, act_of(page, visitors[page.who]))
            told[page.what].append(spent / base)
            if page.goal == "S4":
                over_form.append(spent / form)
    rows = [
        Row(page.goal, f"{page.what}, over a bare page", median(told[page.what]), page.ratio_max,
            exact=False)
        for page in asked
    ]  # fmt: skip
    rows.append(Row("S4", "a section's form, over a bare form", median(over_form), 3, exact=False))
    return rows


def act_of(page: Page, visitor: Visitor) -> Callable[[], object]:
    if not page.saves:
        return lambda: visitor.expect(200, page.path)
    version = version_in(visitor.expect(200, SAVED))

    def save() -> None:
        nonlocal version
        posted = {"class_quartile": str(1 + version % 2), "version": str(version)}
        visitor.expect(page.status, page.path, posted)
        version += 1

    return save


def cost(site: Site, act: Callable[[], object], times: int = REQUESTS) -> float:
    """Processor time of one request, servers and database together."""
    for _ in range(WARM):
        act()
    before = site.spent()
    for _ in range(times):
        act()
    return sum(spent - before.get(pid, 0) for pid, spent in site.spent().items()) / times
