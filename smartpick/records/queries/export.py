import uuid
from datetime import datetime

from smartpick.accounts.models import User
from smartpick.records.choices import ExportState
from smartpick.records.models import Export


def own_export(user: User, *, now: datetime) -> Export | None:
    """The newest one; a file whose day is over is as good as none."""
    newest = Export.objects.filter(user=user).first()
    if newest is not None and newest.expires_at and newest.expires_at <= now:
        return None
    return newest


def own_file(user: User, *, code: uuid.UUID, now: datetime) -> Export | None:
    mine = Export.objects.filter(user=user, code=code, state=ExportState.READY)
    return mine.filter(expires_at__gt=now).first()
