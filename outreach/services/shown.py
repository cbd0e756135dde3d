"""One mail shown to one's dean by name, and taken back; all others stay their writer's alone."""

from datetime import datetime

from outreach.models import Message


def show_message(*, message: Message, shown: bool, now: datetime) -> Message:
    message.shown_at = now if shown else None
    message.save(update_fields=["shown_at"])
    return message
