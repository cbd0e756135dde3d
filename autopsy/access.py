"""The record that these pages speak of: the autopsy of the person's open cycle."""

from django.http import Http404, HttpRequest

from autopsy.models import MatchAutopsy


def current_autopsy(request: HttpRequest) -> MatchAutopsy:
    """The one in the open cycle; 404 for somebody without a record."""
    autopsy = (
        MatchAutopsy.objects.changeable_by(request.user)
        .select_related("cycle__applicant__user", "cycle__applicant__school")
        .first()
    )
    if autopsy is None:
        raise Http404
    return autopsy
