"""What every page's frame shows: places, faces, trial, try-out."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from smartpick.accounts.roles import request_roles
from smartpick.campaign.models import Notification
from smartpick.common.navigation import Place

AUTOPSY_PAGES = (
    ("Sections", "autopsy:sections"),
    ("Diagnosis", "autopsy:diagnosis"),
    ("Answer aloud", "autopsy:answer"),
    ("One-page summary", "autopsy:summary"),
    ("Direction", "mentors:direction"),
    ("Repairs", "mentors:repairs"),
)
UNDER = {
    "outreach:template": "outreach:templates",
    "outreach:school-template": "outreach:school-templates",
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
    "dean:advisee": "dean:cohort",
    "dean:autopsy": "dean:cohort",
    "dean:notes": "dean:cohort",
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
        "theme": user.theme,
        "navigation": _places(request, name),
        "subnavigation": _pages(name),
        "faces": _faces(request),
    }
    if not user.is_guest:
        context["bell_count"] = Notification.objects.filter(user=user, read_at__isnull=True).count()
    return context


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
            _place("Invitations", "dean:invitations", name, "envelope"),
        ]
    if request_roles(request).any and not hasattr(request.user, "applicant"):
        return []
    in_autopsy = name in {page for _, page in AUTOPSY_PAGES}
    return [
        _place("This week", "home:week", name, "calendar-week"),
        Place("Autopsy", reverse("autopsy:sections"), "clipboard2-pulse", in_autopsy),
    ]


def _place(label: str, target: str, name: str, icon: str) -> Place:
    return Place(label, reverse(target), icon, name == target)


def _pages(name: str) -> list[Place]:
    if name not in {page for _, page in AUTOPSY_PAGES}:
        return []
    return [Place(label, reverse(page), "", page == name) for label, page in AUTOPSY_PAGES]


def _faces(request: HttpRequest) -> list[Place]:
    """The switch of a person who is several: never a mixed page."""
    roles = request_roles(request)
    faces = []
    if roles.deans:
        faces.append(Place("As dean: cohort", reverse("dean:cohort")))
    if roles.administrators:
        faces.append(Place("As administrator: school", reverse("dean:school")))
    if roles.any and hasattr(request.user, "applicant"):
        faces.append(Place("My own autopsy", reverse("autopsy:sections")))
    return faces
