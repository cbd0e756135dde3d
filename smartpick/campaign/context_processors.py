"""What every page's frame shows: places, faces, trial, try-out."""

from typing import Any

from django.conf import settings
from django.db.models import Count, Q
from django.http import HttpRequest
from django.urls import reverse

from smartpick.accounts.roles import request_roles
from smartpick.campaign.models import Notification
from smartpick.common.navigation import Place
from smartpick.common.undo import take_undo

AUTOPSY_PAGES = (
    ("Sections", "autopsy:sections"),
    ("Diagnosis", "autopsy:diagnosis"),
    ("Answer aloud", "autopsy:answer"),
    ("One-page summary", "autopsy:summary"),
    ("Direction", "mentors:direction"),
    ("Repairs", "mentors:repairs"),
)
PEOPLE_PAGES = (
    ("Targets", "mentors:targets"),
    ("Team", "mentors:team"),
    ("Emails", "outreach:messages"),
    ("Meetings", "mentors:meetings"),
    ("Updates", "home:updates"),
    ("Directory", "mentors:directory"),
)
ADVOCACY_PAGES = (
    ("Board", "outreach:board"),
    ("Letters", "outreach:letters"),
    ("Letters and programs", "outreach:letter-matrix"),
    ("References", "outreach:references"),
    ("Program outreach", "outreach:contacts"),
    ("Asks never said", "outreach:unspoken"),
    ("Documents", "outreach:documents"),
)
PLAN_PAGES = (
    ("Timeline", "timeline:timeline"),
    ("Months", "timeline:months"),
    ("Gap-year roles", "timeline:roles"),
    ("Programs", "picks:programs"),
    ("Application plan", "outreach:plan"),
    ("Track", "timeline:track"),
    ("After submission", "home:after-submission"),
    ("Cycles", "home:cycles"),
)
WEEK_PAGES = (
    ("This week", "home:week"),
    ("Logbook", "home:logbook"),
    ("Effort", "home:effort"),
    ("Narrative", "home:narrative"),
)
SCHOOL_LISTS = (
    ("Faculty", "dean:faculty"),
    ("Programs", "dean:programs"),
)
PLACES = (AUTOPSY_PAGES, PEOPLE_PAGES, PLAN_PAGES, ADVOCACY_PAGES, WEEK_PAGES, SCHOOL_LISTS)
UNDER = {
    **dict.fromkeys(
        (
            "dean:add-faculty",
            "dean:faculty-person",
            "dean:edit-faculty",
            "dean:duplicates",
            "dean:import",
            "dean:import-run",
        ),
        "dean:faculty",
    ),
    **dict.fromkeys(
        ("dean:add-program", "dean:edit-program", "dean:program-import", "dean:program-file"),
        "dean:programs",
    ),
    "picks:add": "picks:programs",
    "picks:edit": "picks:programs",
    "picks:program": "picks:programs",
    "picks:budget": "picks:programs",
    "picks:import": "picks:programs",
    "picks:file": "picks:programs",
    "mentors:add-person": "mentors:directory",
    "mentors:edit-person": "mentors:directory",
    "mentors:widen": "mentors:directory",
    "mentors:import": "mentors:directory",
    "mentors:import-run": "mentors:directory",
    "outreach:letter": "outreach:letters",
    "outreach:new-letter": "outreach:letters",
    "outreach:new-message": "outreach:messages",
    "outreach:message": "outreach:messages",
    "outreach:preview": "outreach:messages",
    "outreach:template": "outreach:templates",
    "outreach:ask": "outreach:board",
    "outreach:ask-anyway": "outreach:board",
    "outreach:contact": "outreach:contacts",
    "outreach:school-template": "outreach:school-templates",
    "home:action": "home:week",
    "home:add-action": "home:week",
    "records:season-date": "records:seasons",
    "home:log": "home:logbook",
    "home:progress": "home:logbook",
    "timeline:item": "timeline:timeline",
    **dict.fromkeys(
        ("timeline:add-role", "timeline:role", "timeline:lean"),
        "timeline:roles",
    ),
    "home:narrative-versions": "home:narrative",
    "home:close-cycle": "home:cycles",
    "home:cycle": "home:cycles",
    "autopsy:edit-section": "autopsy:sections",
    "autopsy:review": "autopsy:sections",
    "autopsy:versions": "autopsy:sections",
    "autopsy:version": "autopsy:sections",
    "autopsy:history": "autopsy:sections",
    "autopsy:private-rank": "autopsy:sections",
    "autopsy:rehearse": "autopsy:answer",
    "autopsy:edit-page": "autopsy:summary",
    "autopsy:kit": "autopsy:summary",
    "mentors:repair": "mentors:repairs",
    "mentors:new-opinion": "mentors:direction",
    "home:person": "mentors:targets",
    **dict.fromkeys(
        (
            "mentors:board",
            "mentors:facts",
            "mentors:edit-choice",
            "mentors:move-stage",
            "mentors:rhythm",
            "mentors:log-contact",
            "mentors:add-promise",
            "mentors:add-concern",
            "mentors:move-promise",
        ),
        "mentors:targets",
    ),
    **dict.fromkeys(
        (
            "mentors:new-meeting",
            "mentors:meeting",
            "mentors:kit",
            "mentors:notes",
            "mentors:made",
        ),
        "mentors:meetings",
    ),
    "dean:advisee": "dean:cohort",
    "dean:autopsy": "dean:cohort",
    "dean:documents": "dean:cohort",
    "dean:notes": "dean:cohort",
    "dean:write-to": "dean:cohort",
    "dean:advisee-people": "dean:cohort",
    "dean:advisee-plan": "dean:cohort",
    "dean:advisee-letters": "dean:cohort",
    "dean:advisee-programs": "dean:cohort",
    "dean:tasks": "dean:cohort",
    "dean:end-advising": "dean:cohort",
    "dean:hand-over": "dean:school-people",
    "dean:attention": "dean:cohort",
    "dean:nudge": "dean:cohort",
    "dean:print": "dean:cohort",
    "dean:packet": "dean:cohort",
    "dean:give-ticked": "dean:cohort",
}


def house(request: HttpRequest) -> dict[str, Any]:
    user = getattr(request, "user", None)
    context: dict[str, Any] = {
        "site_name": settings.SITE_NAME,
        "is_tryout": settings.TRYOUT,
        "help_mail": settings.HELP_MAIL,
    }
    if user is None or not user.is_authenticated:
        return context
    match = request.resolver_match
    name = match.view_name if match else ""
    name = UNDER.get(name, name)
    context |= {
        "viewer": "on trial" if user.is_guest else user.shown_name,
        "trial_until": user.guest_until if user.is_guest else None,
        "erase_on": user.erase_on,
        "theme": user.theme,
        "navigation": _places(request, name),
        "subnavigation": _pages(name),
        "faces": _faces(request),
        "undo": take_undo(request),
    }
    if not user.is_guest:
        context |= _bell(user)
    return context


def _bell(user: Any) -> dict[str, Any]:
    """How much is new, and whether a mail of theirs is among it: that one stands on every page."""
    if hasattr(user, "bell_count"):  # read with the user, unless they signed in just now
        return {"bell_count": user.bell_count, "mail_failed": user.mail_failed}
    unread = Notification.objects.filter(user=user, read_at__isnull=True)
    failed = Count("id", filter=Q(kind="mail_failed"))
    return unread.aggregate(bell_count=Count("id"), mail_failed=failed)


def _places(request: HttpRequest, name: str) -> list[Place]:
    if (
        name.startswith(("dean:school", "outreach:school"))
        and request_roles(request).administrators
    ):
        return [
            _place("School", "dean:school", name, "building"),
            _place("People", "dean:school-people", name, "people"),
            _place("Settings", "dean:school-settings", name, "gear"),
            _place("Templates", "outreach:school-templates", name, "envelope-paper"),
        ]
    if name.startswith("dean:") and request_roles(request).deans:
        return [
            _place("Cohort", "dean:cohort", name, "people"),
            _place("Reviews", "dean:reviews", name, "clipboard2-pulse"),
            _first_of(SCHOOL_LISTS, name, "Faculty", "mortarboard"),
            _place("Report", "dean:report", name, "journal-text"),
            _place("Invitations", "dean:invitations", name, "envelope"),
        ]
    if name.startswith("records:operator") or name == "records:seasons":
        return [
            _place("Health", "records:operator", name, "clipboard2-pulse"),
            _place("Mail", "records:operator-mail", name, "envelope"),
            _place("Seasons", "records:seasons", name, "calendar-check"),
        ]
    if (request_roles(request).any or request.user.is_staff) and not hasattr(
        request.user, "applicant"
    ):
        return []
    return [
        _first_of(WEEK_PAGES, name, "This week", "calendar-week"),
        _first_of(AUTOPSY_PAGES, name, "Autopsy", "clipboard2-pulse"),
        _first_of(PEOPLE_PAGES, name, "People", "people"),
        _first_of(PLAN_PAGES, name, "Plan", "calendar-check"),
        _first_of(ADVOCACY_PAGES, name, "Advocacy", "megaphone"),
    ]


def _first_of(pages: tuple[tuple[str, str], ...], name: str, label: str, icon: str) -> Place:
    """A place of several pages: its first one is its door."""
    return Place(label, reverse(pages[0][1]), icon, name in {page for _, page in pages})


def _place(label: str, target: str, name: str, icon: str) -> Place:
    return Place(label, reverse(target), icon, name == target)


def _pages(name: str) -> list[Place]:
    for pages in PLACES:
        if len(pages) > 1 and name in {page for _, page in pages}:
            return [Place(label, reverse(page), "", page == name) for label, page in pages]
    return []


def _faces(request: HttpRequest) -> list[Place]:
    """The switch of a person who is several: never a mixed page."""
    roles = request_roles(request)
    faces = []
    if roles.deans:
        faces.append(Place("As dean: cohort", reverse("dean:cohort")))
    if roles.administrators:
        faces.append(Place("As administrator: school", reverse("dean:school")))
    if request.user.is_staff:
        faces.append(Place("As operator: health", reverse("records:operator")))
    if (roles.any or request.user.is_staff) and hasattr(request.user, "applicant"):
        faces.append(Place("My own autopsy", reverse("autopsy:sections")))
    return faces
