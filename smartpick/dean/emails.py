"""Mails of a dean's pages: one function, two files, plain text."""

from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse

from smartpick.accounts.models import AdvisingLink, Membership, School, User
from smartpick.common.names import name_in_mail
from smartpick.dean.models import DeanMessage
from smartpick.outbox.choices import Purpose
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


def digest(
    *, membership: Membership, week: date, initials: list[str], more: int, stop: str = ""
) -> Mail:
    """Initials of those who need the dean, and nothing else of a person (decision of the house)."""
    dean, count = membership.user, len(initials) + more
    subject, text = _filled(
        "digest",
        {
            "count": count, "initials": initials, "more": more, "stop": stop,
            "school": name_in_mail(membership.school.name), "path": reverse("dean:cohort"),
        },
    )  # fmt: skip
    return Mail(
        digest_key(membership, week), "dean_digest", dean.email, subject, text,
        owner_code=dean.code, purpose=Purpose.REMINDER,
    )  # fmt: skip


def digest_key(membership: Membership, week: date) -> str:
    return f"dean_digest:{membership.code}:{week.isoformat()}"


def school_test(*, school: School, to: User, now: datetime) -> Mail:
    subject, text = _filled(
        "school_test",
        {"school": name_in_mail(school.name), "day": now.date(), "path": reverse("dean:school")},
    )
    key = f"school_test:{school.code}:{now.isoformat()}"
    return Mail(key, "school_test", to.email, subject, text, owner_code=to.code)
