"""Opening an invitation or a join code: the token leaves the address at once."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from smartpick.accounts.choices import InvitedAs, Party, SchoolRole
from smartpick.accounts.models import Applicant, Invitation, Membership
from smartpick.accounts.services import advising, schools
from smartpick.common.errors import RuleBroken


def open_invitation(request: HttpRequest, token: str) -> HttpResponse:
    invited = schools.open_invitation(token=token, now=timezone.now())
    if invited is None:
        return render(request, "accounts/invitation_over.html", status=410)
    user = request.user
    signed_in = user.is_authenticated and not user.is_guest
    if signed_in and user.email.lower() != invited.email.lower():
        return render(request, "accounts/invitation_other.html", {"invited": invited}, status=409)
    request.session["invitation"] = invited.pk
    if signed_in:
        return redirect("accounts:accept-invitation")
    return render(request, "accounts/invitation.html", {"invited": invited})


def accept_invitation(request: HttpRequest) -> HttpResponse:
    invited = (
        Invitation.objects.filter(pk=request.session.get("invitation", 0), used_at__isnull=True)
        .select_related("school")
        .first()
    )
    if invited is None:
        return redirect("/")
    if invited.email.lower() != request.user.email.lower():
        request.session.pop("invitation", None)
        return render(request, "accounts/invitation_other.html", {"invited": invited}, status=409)
    if request.method != "POST":
        return render(request, "accounts/invitation_accept.html", {"invited": invited})
    request.session.pop("invitation", None)
    try:
        link = schools.accept_invitation(invited=invited, user=request.user, now=timezone.now())
    except RuleBroken as why:
        messages.error(request, str(why))
        return redirect("/")
    if link is not None:
        return redirect("accounts:link-accept", code=link.code)
    if invited.role == InvitedAs.APPLICANT:
        return redirect("home:start")
    return redirect("accounts:sign-in-settings")


def join_by_code(request: HttpRequest, code: str) -> HttpResponse:
    """A school's code leads to a request; a dean of the school answers it."""
    held = schools.open_join_code(token=code, now=timezone.now())
    if held is None:
        return render(request, "accounts/invitation_over.html", status=410)
    user = request.user
    if not user.is_authenticated or user.is_guest:
        request.session["join_code"] = code
        return render(request, "accounts/join_code.html", {"school": held.school})
    if request.method != "POST":
        return render(request, "accounts/join_code.html", {"school": held.school, "may": True})
    applicant, _ = Applicant.objects.get_or_create(user=user)
    for membership in Membership.objects.filter(
        school=held.school, role=SchoolRole.DEAN, ended_on__isnull=True
    )[:1]:
        try:
            link = advising.ask(
                applicant=applicant,
                membership=membership,
                by=Party.APPLICANT,
                today=timezone.localdate(),
            )
            advising.mail_request(link=link, now=timezone.now())
        except RuleBroken as why:
            messages.error(request, str(why))
    messages.success(request, f"Asked {held.school.name}. A dean answers; nothing is shared yet.")
    return redirect("home:who-sees")
