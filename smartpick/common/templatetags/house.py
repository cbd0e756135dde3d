"""Tags and filters of the house: icons, states, dates. An unknown name is an error, not a blank."""

import re
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from smartpick.common.dated import DatedItem
from smartpick.common.forms import problems_of

register = template.Library()
ICONS = Path(settings.ROOT) / "static" / "icons"
TAG_KINDS = ("", "ok", "due", "late", "info", "dean")


@cache
def _paths(name: str) -> SafeString:
    text = (ICONS / f"{name}.svg").read_text()
    inner = re.sub(r"^.*?<svg[^>]*>|</svg>\s*$", "", text, flags=re.S).strip()
    # Our own files, read from disk: nothing of a person is in them.
    return SafeString(inner)


@register.simple_tag
def icon(name: str) -> SafeString:
    return format_html(
        '<svg class="icon" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{}</svg>',
        _paths(name),
    )


@register.simple_tag
def tag(word: str, kind: str = "") -> SafeString:
    if kind not in TAG_KINDS:
        raise template.TemplateSyntaxError(f"There is no tag of kind '{kind}'.")
    return format_html('<span class="tag{}">{}</span>', f" tag-{kind}" if kind else "", word)


@register.filter
def day(value: date | datetime | None) -> SafeString | str:
    """'Nov 23', with the year when it is not this one."""
    if value is None:
        return ""
    on = timezone.localtime(value).date() if isinstance(value, datetime) else value
    words = f"{on:%b} {on.day}"
    if on.year != timezone.localdate().year:
        words = f"{words}, {on.year}"
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), words)


@register.filter
def clock(value: datetime | None) -> str:
    """'2:14 PM'."""
    if value is None:
        return ""
    at = timezone.localtime(value)
    return f"{at.hour % 12 or 12}:{at:%M} {'AM' if at.hour < 12 else 'PM'}"


@register.filter
def lookup(values: dict[str, object], name: str) -> object:
    return values.get(name)


@register.filter
def kind_of(bound: object) -> str:
    """How a field is drawn: 'group' for radios and boxes, 'check' for one box, else 'line'."""
    widget = bound.field.widget  # type: ignore[attr-defined]
    if getattr(widget, "is_group", False):
        return "group"
    return "check" if getattr(widget, "input_type", "") == "checkbox" else "line"


@register.filter
def problems(form: Any) -> list[tuple[str, str]]:
    """What is wrong with a form, ours or the account library's; nothing where there is no form."""
    return problems_of(form) if form else []


@register.filter
def dressed(bound: Any) -> Any:
    """A field of the account library in our dress: our class, and no placeholder for a label."""
    widget = bound.field.widget
    widget.attrs.pop("placeholder", None)
    if kind_of(bound) == "line" and not bound.is_hidden:
        widget.attrs["class"] = "form-control"
        if bound.errors:
            widget.attrs["class"] += " is-invalid"
    elif kind_of(bound) == "check":
        widget.attrs["class"] = "form-check-input"
    return bound


@register.filter
def describing(bound: object) -> str:
    """The ids that describe a group, those that exist, in the order that they stand."""
    ids = []
    if bound.help_text:  # type: ignore[attr-defined]
        ids.append(f"{bound.auto_id}_helptext")  # type: ignore[attr-defined]
    if bound.errors:  # type: ignore[attr-defined]
        ids.append(f"{bound.auto_id}_error")  # type: ignore[attr-defined]
    return " ".join(ids)


@register.filter
def slugged(value: str) -> str:
    """The address form of a section's name."""
    return str(value).replace("_", "-")


@register.filter
def words(value: str) -> str:
    """A field's name as words."""
    return str(value).replace("_", " ").removeprefix("own ")


@register.filter
def section_label(value: str) -> str:
    return SECTION_LABELS.get(str(value), str(value))


SECTION_LABELS = {
    "specialty": "Specialty",
    "exams": "Exams",
    "class_rank": "Class rank",
    "research": "Research",
    "clinical": "Clinical evaluations",
    "geography": "Geographic limits",
    "applications": "Applications",
    "red_flags": "Red flags",
    "questions": "Questions",
    "ratings": "Ratings",
}


@register.simple_tag
def item_url(item: DatedItem) -> str:
    """Where a dated thing is dealt with."""
    return reverse(item.url_name, args=item.url_args)
