"""The open pages, and the trial that begins from them."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from autopsy.queries.sections import next_section, section_lines
from outreach.services.trial import remove_trial
from smartpick.accounts.models import User
from smartpick.accounts.roles import request_roles
from smartpick.accounts.views.join import BACKEND, begin_guest
from smartpick.home import example
from smartpick.home.services import open_record
from smartpick.machine.demo.people import PEOPLE
from smartpick.outbox.queries import newest


def landing(request: HttpRequest) -> HttpResponse:
    user = request.user
    following = None
    if user.is_authenticated and user.is_guest:
        following = next_section(section_lines(open_record(user=user, now=timezone.now())))
    elif user.is_authenticated:
        return redirect(first_page(request))
    return render(request, "home/landing.html", {"following": following})


def first_page(request: HttpRequest) -> str:
    roles = request_roles(request)
    if hasattr(request.user, "applicant"):
        return "home:week"
    if roles.deans:
        return "dean:cohort"
    if roles.administrators:
        return "dean:school"
    return "records:operator" if request.user.is_staff else "home:start"


@require_POST
def begin_trial(request: HttpRequest) -> HttpResponse:
    """One press, no field: a trial of seven days and the first section."""
    now = timezone.now()
    user = request.user
    if not user.is_authenticated:
        user = begin_guest(request, now)
    autopsy = open_record(user=user, now=now)
    following = next_section(section_lines(autopsy))
    if following is None:
        return redirect("autopsy:review")
    return redirect("autopsy:edit-section", slug=following.value.replace("_", "-"))


@require_POST
def clear_trial(request: HttpRequest) -> HttpResponse:
    user = request.user
    logout(request)
    if user.is_guest:
        remove_trial(guest=user)
    return redirect("home:landing")


def show_example(request: HttpRequest) -> HttpResponse:
    return render(request, "home/example.html", example.context())


def show_help(request: HttpRequest) -> HttpResponse:
    return render(request, "home/help.html")


def show_privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "home/privacy.html")


def show_accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "home/accessibility.html")


def show_status(request: HttpRequest) -> HttpResponse:
    return render(request, "home/status.html")


def enter_as(request: HttpRequest) -> HttpResponse:
    """Try-out on this computer alone: the access table answers 404 everywhere else."""
    people = [(User.objects.filter(email=p.email).first(), p) for p in PEOPLE]
    if request.method == "POST":
        wanted = request.POST.get("email", "")
        user = next((u for u, p in people if u and p.email == wanted), None)
        if user is not None:
            login(request, user, backend=BACKEND)
            request.session.set_expiry(None)
            return redirect("home:landing")
    context = {"people": [p for user, p in people if user], "tryout": settings.TRYOUT}
    return render(request, "home/enter.html", context)


def show_mail(request: HttpRequest) -> HttpResponse:
    return render(request, "home/mail.html", {"mails": newest(100)})
