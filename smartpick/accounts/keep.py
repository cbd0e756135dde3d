"""A form that came too late keeps its text: 'Your text is still here', and nothing is stored."""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

SECRET_FIELDS = frozenset(
    {
        "csrfmiddlewaretoken",
        "password",
        "password1",
        "password2",
        "oldpassword",
        "code",
        "credential",
        "written_by",
    }
)

# What a page carries about itself goes along, but is nothing to read.
UNSEEN_FIELDS = frozenset({"version", "tab", "turn", "check", "later", "next"})


def keep(request: HttpRequest, *, status: int, proof_url: str = "") -> HttpResponse:
    """The posted fields in a form to the same address, to be sent again after signing in."""
    fields = [
        {
            "name": name,
            "label": name.replace("_", " ").capitalize(),
            "value": value,
            "unseen": name in UNSEEN_FIELDS,
        }
        for name, values in request.POST.lists()
        if name not in SECRET_FIELDS
        for value in values
    ]
    sign_in = f"{reverse('account_login')}?{urlencode({'next': '/'})}"
    context = {
        "fields": fields,
        "action": request.get_full_path(),
        "signed_out": status == 401,
        "beside": proof_url or sign_in,
        "stale": status == 403 and not proof_url,
    }
    response = render(request, "keep.html", context, status=status)
    if getattr(request, "htmx", False):
        # An autosave is answered in one line; the page itself still holds the text.
        response = render(request, "components/not_saved.html", context, status=status)
    return response


@never_cache
def refused(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A stale token redraws the text, but only for a form that came from our own pages."""
    origin = request.headers.get("Origin", "")
    ours = bool(origin) and urlsplit(origin).netloc == request.get_host()
    if ours and ("token" in reason.lower() or "cookie" in reason.lower()):
        return keep(request, status=403)
    return render(
        request,
        "403.html",
        {"why": "This form came from another place. Open the page again."},
        status=403,
    )
