"""A picture of every page, as each of the demo people sees it, on a laptop and on a phone."""

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from playwright.sync_api import BrowserContext

from smartpick.machine import bootstrap, children, environment, walker
from smartpick.machine.demo.people import DOMAIN, OTHER_DOMAIN

SECTIONS = (
    "specialty exams class-rank research clinical geography applications red-flags questions"
    " ratings"
).split()
OWN = [
    "/week/", "/week/logbook/", "/week/logbook/new/", "/week/effort/", "/actions/new/",
    "/timeline/", "/timeline/months/", "/cycle/track/", "/start/",
    "/narrative/", "/narrative/versions/", "/after-submission/", "/cycle/close/", "/cycles/",
    "/autopsy/", *(f"/autopsy/{name}/" for name in SECTIONS),
    "/autopsy/programs-ranked/", "/autopsy/review/", "/autopsy/diagnosis/", "/autopsy/versions/",
    "/autopsy/versions/1/", "/autopsy/history/", "/autopsy/history/forget/", "/autopsy/answer/",
    "/autopsy/answer/rehearse/", "/autopsy/summary/", "/autopsy/summary/lines/",
    "/autopsy/summary/kit/", "/direction/", "/direction/opinions/new/",
    "/faculty/", "/faculty/board/", "/team/", "/meetings/", "+person", "+kit",
    "/faculty/directory/", "/faculty/new/", "/faculty/import/", "/faculty/widen/",
    "/programs/", "/programs/new/", "/programs/budget/", "/programs/import/", "+program",
    "/search/?q=bay",
    "/repairs/", "/repairs/letters/", "/notifications/",
    "/account/notifications/", "/timeline/calendar/", "/timeline/calendar/new/",
    "/account/", "/account/mail/", "/account/export/", "/account/delete/",
    "/account/profile/", "/account/sign-in/", "/account/privacy/",
    "/account/2fa/", "/account/sessions/",
    "/advocacy/", "/advocacy/unspoken/", "/references/", "/program-contacts/", "+ask", "+contact",
    "/programs/", "/programs/plan/", "/roles/", "/roles/new/", "/roles/prelim-or-research/",
    "/emails/", "/updates/", "/documents/", "/account/templates/",
    "/letters/", "/letters/new/", "/letters/matrix/", "+letter",
]  # fmt: skip
PAGES: dict[str, list[str]] = {
    "": [
        "/", "/example/", "/help/", "/privacy/", "/accessibility/", "/status/", "/join/",
        "/account/login/", "/account/login/code/", "/account/password/reset/", "/try/enter/",
        "/try/mail/", "/nowhere/",
    ],
    f"linh@{DOMAIN}": OWN,
    f"priya@{DOMAIN}": ["/week/", "/autopsy/", "/autopsy/diagnosis/", "/autopsy/summary/"],
    f"tomas@{DOMAIN}": ["/week/", "/autopsy/", "/autopsy/diagnosis/", "/autopsy/summary/"],
    f"yara@{DOMAIN}": ["/week/", "/autopsy/diagnosis/", "/autopsy/summary/"],
    f"okafor@{DOMAIN}": [
        "/dean/", "/dean/?state=needs", "/dean/report/", "/dean/print/", "/dean/reviews/",
        "/dean/invitations/", "+advisee",
        "+attention", "+write",
        "/dean/faculty/", "/dean/faculty/new/", "/dean/faculty/import/",
        "/dean/faculty/duplicates/", "+faculty", "+run",
        "/dean/programs/", "/dean/programs/new/", "/dean/programs/import/",
    ],
    f"park@{DOMAIN}": ["/school/", "/school/people/", "/school/settings/", "/school/templates/"],
    f"sahin@{OTHER_DOMAIN}": ["/dean/"],
    "operator@smartpick.example": [
        "/operator/", "/operator/mail/", "/operator/seasons/", "+date", "/admin/"
    ],
}  # fmt: skip

# A list, and which of its links are pictured too.
LEADING = {
    "+advisee": ("/dean/", "main a[href^='/dean/']"),
    "+attention": ("/dean/", "main a[href$='/attention/']"),
    "+write": ("/dean/", "main a[href$='/write/']"),
    "+person": ("/team/", "main dl a[href^='/faculty/'][href$='/']"),
    "+program": ("/programs/", "main tr:nth-child(-n+2) th a[href^='/programs/']"),
    "+faculty": ("/dean/faculty/", "main tr:nth-child(-n+2) th a"),
    "+run": ("/dean/faculty/import/", "main a.row-link"),
    "+letter": ("/letters/", "main tbody th a[href^='/letters/']"),
    "+ask": ("/advocacy/", "main tbody td a[href^='/advocacy/']"),
    "+contact": ("/program-contacts/", "main tbody th a"),
    "+date": ("/operator/seasons/", "main td a[href^='/operator/seasons/']:first-of-type"),
    "+kit": ("/meetings/", "main a[href^='/meetings/'][href$='/']"),
}


class Command(BaseCommand):
    help = "Screenshots of every page of the try-out, phone and laptop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--into", default="shots", help="folder of the pictures")
        parser.add_argument("--only", default="", help="addresses that hold this text alone")

    def handle(self, *, into: str, only: str, **_: Any) -> None:
        folder = environment.PROJECT / into
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix="sp-shots-") as data, served(Path(data)) as site:
            failed = [line for size in walker.SIZES for line in shoot(site, size, folder, only)]
        self.stdout.write(f"{len(list(folder.glob('*.png')))} pictures in {into}/")
        if failed:
            raise CommandError("These pages failed:\n" + "\n".join(failed))


class served:  # noqa: N801 - reads as a word in a with statement
    """The try-out on data of its own; entering gives its address."""

    def __init__(self, data: Path) -> None:
        self.data, self.port = data, bootstrap.choose_port(None)

    def __enter__(self) -> str:
        variables = environment.inside(
            Path(sys.executable), "smartpick.settings.tryout",
            SMARTPICK_DATA=str(self.data), SMARTPICK_PORT=str(self.port),
        )  # fmt: skip
        variables.pop("SMARTPICK_DB", None)
        command = [sys.executable, "manage.py", "serve", "--port", str(self.port)]
        log = self.data / "serve.log"
        with log.open("w") as said:
            process = subprocess.Popen(
                command, cwd=environment.PROJECT, env=variables, stdout=said, stderr=said,
                start_new_session=True,
            )  # fmt: skip
        self.child = children.Child("try-out", process, log)
        children.await_page(self.port, "/status/", [self.child], seconds=120)
        return f"http://localhost:{self.port}"

    def __exit__(self, *_: object) -> None:
        children.stop([self.child])


def shoot(site: str, size: str, folder: Path, only: str) -> list[str]:
    failed = []
    for email, addresses in PAGES.items():
        who = email.partition("@")[0] or "visitor"
        with walker.chromium() as browser:
            context = browser.new_context(viewport=walker.SIZES[size])  # type: ignore[arg-type]
            if email:
                enter(context, site, email)
            for address in expanded(context, site, addresses):
                if only in address:
                    failed += shoot_page(context, site, address, folder, size, who)
    return failed


def enter(context: BrowserContext, site: str, email: str) -> None:
    page = context.new_page()
    page.goto(f"{site}/try/enter/")
    page.locator(f"form:has(input[name=email][value='{email}']) button").click()
    page.close()


def expanded(context: BrowserContext, site: str, addresses: list[str]) -> list[str]:
    """Some lists lead on: to each advisee, to the people of a team, to a kit and its notes."""
    found = [one for one in addresses if one not in LEADING]
    for name, (start, links) in LEADING.items():
        if name in addresses:
            page = context.new_page()
            page.goto(f"{site}{start}")
            told = page.eval_on_selector_all(
                links, "links => links.map(link => new URL(link.href).pathname)"
            )
            page.close()
            found += sorted(set(told) - set(found))
    return found


def shoot_page(
    context: BrowserContext, site: str, address: str, folder: Path, size: str, who: str
) -> list[str]:
    page = context.new_page()
    answer = page.goto(f"{site}{address}")
    name = address.strip("/").replace("/", ".") or "home"
    page.screenshot(path=folder / f"{size}.{who}.{name}.png", full_page=True)
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    page.close()
    status = answer.status if answer else 0
    failed = [f"{size} {who} {address}: {status}"] if status >= 500 or status == 0 else []
    return failed + ([f"{size} {who} {address}: wider than the screen"] if wide else [])
