"""What a calendar program gets to read."""

from django.db.models import QuerySet

from smartpick.accounts.tokens import hashed
from timeline.models import FeedEvent, FeedToken


def token_of(token: str) -> FeedToken | None:
    """The live address, by the hash of its secret."""
    return FeedToken.objects.filter(
        token_hash=hashed(token), revoked_at__isnull=True, user__is_active=True
    ).first()


def events_of_user(user_id: int) -> QuerySet[FeedEvent]:
    return FeedEvent.objects.filter(user_id=user_id).order_by("starts_on", "uid")
