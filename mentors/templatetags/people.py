"""Tags of the directory's pages."""

from django import template
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from mentors.models.faculty import Faculty, FacultyRole
from mentors.queries.directory import titles_of

register = template.Library()


@register.filter
def titles(roles: dict[int, list[FacultyRole]], pk: int) -> str:
    """'Program director, Orthopaedic Surgery' of one person of a page."""
    return titles_of(roles.get(pk, []))


@register.simple_tag
def import_url(door: object, run: object) -> str:
    return str(door.to(run))  # type: ignore[attr-defined]


@register.simple_tag
def person_link(person: Faculty) -> SafeString | str:
    """The name, as the way to the person's own page where there is one."""
    try:
        address = reverse("home:person", args=[person.code])
    except NoReverseMatch:
        return person.name
    return format_html('<a href="{}">{}</a>', address, person.name)
