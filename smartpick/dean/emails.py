"""Mails of a dean's pages: one function, two files, plain text."""

from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from smartpick.accounts.models import AdvisingLink, User
from smartpick.common.names import name_in_mail
from smartpick.dean.models import DeanMessage
from smartpick.outbox.services import Mail


def _filled(name: str, context: dict[str, Any]) -> tuple[str, str]:
    context = {"site": settings.SITE_URL, **context}
    subject = render_to_string(f"dean/mail/{name}.subject.txt", context)
    text = render_to_string(f"dean/mail/{name}.txt", context)
    return " ".join(subject.split()), text


def nudge_words(*, link: AdvisingLink, dean: User) -> tuple[str, str]:
    """What a nudge says; the dean sees it before it goes."""
    names = link.applicant.shown_name.split()
    return _filled(
        "nudge",
        {
            "name": name_in_mail(names[0] if names else "there"),
            "dean": name_in_mail(dean.shown_name),
            "school": name_in_mail(link.membership.school.name),
            "path": reverse("home:week"),
        },
    )


def to_advisee(*, message: DeanMessage, to: User, dean: User) -> Mail:
    """As the dean wrote it; an answer goes to the dean."""
    return Mail(
        f"dean_message:{message.code}", "dean_message", to.email, message.subject, message.text,
        owner_code=to.code, subject_code=str(message.code), reply_to=dean.email,
    )  # fmt: skip


def advising_ended(*, link: AdvisingLink, message: str) -> Mail:
    """Whoever advised says goodbye; their words stand in it as they wrote them."""
    user, context = link.applicant.user, _people(link)
    subject, text = _filled(
        "advising_ended", context | {"message": message, "path": reverse("home:who-sees")}
    )
    return Mail(
        f"advising_ended:{link.code}", "advising_ended", user.email, subject, text,
        owner_code=user.code, subject_code=str(link.code),
    )  # fmt: skip


def handed_over(*, link: AdvisingLink, before: User) -> Mail:
    """`link` is the successor's; its one link ends it."""
    user, context = link.applicant.user, _people(link)
    context |= {
        "after": context["dean"],
        "before": name_in_mail(before.shown_name),
        "path": reverse("accounts:link-end", args=[link.code]),
    }
    subject, text = _filled("handed_over", context)
    return Mail(
        f"handed_over:{link.code}", "handed_over", user.email, subject, text,
        owner_code=user.code, subject_code=str(link.code),
    )  # fmt: skip


def _people(link: AdvisingLink) -> dict[str, Any]:
    return {
        "dean": name_in_mail(link.membership.user.shown_name),
        "school": name_in_mail(link.membership.school.name),
    }
