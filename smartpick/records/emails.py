"""Mails about a record as a whole; services send them."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from smartpick.accounts.models import AdvisingLink, User
from smartpick.outbox.choices import Purpose
from smartpick.outbox.services import Mail
from smartpick.records.models import ErasureRequest, Export


def _filled(name: str, context: dict[str, Any]) -> tuple[str, str]:
    context = {"site": settings.SITE_URL, **context}
    subject = render_to_string(f"records/mail/{name}.subject.txt", context)
    return " ".join(subject.split()), render_to_string(f"records/mail/{name}.txt", context)


def export_ready(*, export: Export) -> Mail:
    """The link leads to the page behind the sign-in, never to the file."""
    subject, text = _filled("export_ready", {"path": reverse("records:export")})
    return Mail(
        f"export_ready:{export.code}", "export_ready", export.user.email, subject, text,
        owner_code=export.user.code,
    )  # fmt: skip


def erasure_asked(*, request: ErasureRequest) -> Mail:
    """To the person themselves: whoever pressed it, they hear of it and can keep everything."""
    return _to_person("erasure_asked", request)


def erasure_near(*, request: ErasureRequest) -> Mail:
    return _to_person("erasure_near", request)


def unused(*, request: ErasureRequest) -> Mail:
    return _to_person("unused", request)


def _to_person(name: str, request: ErasureRequest) -> Mail:
    context = {"on": request.due_at.date(), "why": request.why, "path": reverse("records:delete"),
               "export": reverse("records:export")}  # fmt: skip
    subject, text = _filled(name, context)
    return Mail(
        f"{name}:{request.code}", name, request.user.email, subject, text,
        owner_code=request.user.code, purpose=Purpose.SECURITY,
    )  # fmt: skip


def erasure_told(*, request: ErasureRequest, link: AdvisingLink) -> Mail:
    """To a dean, without the advisee's name: the link opens only for whom it is meant."""
    dean = link.membership.user
    path = reverse("dean:advisee", args=[link.applicant.code])
    subject, text = _filled("erasure_told", {"on": request.due_at.date(), "path": path})
    return Mail(
        f"erasure_told:{request.code}:{dean.code}", "erasure_told", dean.email, subject, text,
        owner_code=dean.code,
    )  # fmt: skip


def views_counted(*, to: User, held: dict[date, int], fell: list[str], now: datetime) -> Mail:
    """To an operator: numbers alone, nobody's record."""
    yesterday = now.date() - timedelta(days=1)
    context = {"fell": fell, "total": sum(held.values()), "yesterday": held.get(yesterday, 0),
               "on": now.date(), "path": reverse("records:operator")}  # fmt: skip
    subject, text = _filled("views_counted", context)
    return Mail(
        f"views_counted:{to.code}:{now.date()}", "views_counted", to.email, subject, text,
        owner_code=to.code,
    )  # fmt: skip
