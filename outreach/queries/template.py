from django.db.models import Q, QuerySet

from outreach.models import Template
from outreach.rules.tokens import TOKENS, filled
from smartpick.accounts.models import Applicant, School

EXAMPLE = {
    "title": "Dr.",
    "family_name": "Hale",
    "specialty": "orthopedics",
    "target": "orthopedics",
    "reason": "you supervised my sub-internship",
    "applied": "62",
    "received": "4",
    "attended": "4",
    "strengths": "honors in surgery",
    "gaps": "a list with one region",
    "attachments": "CV",
    "last_contact": "April 20",
    "my_name": "Linh Nguyen",
    "school": "Riverside College of Medicine",
    "graduation_year": "2026",
    "cell": "555-0143",
}


def own_templates(applicant: Applicant) -> QuerySet[Template]:
    return Template.objects.filter(applicant=applicant)


def school_templates(school: School | None) -> QuerySet[Template]:
    return Template.objects.filter(school=school) if school else Template.objects.none()


def templates_for(applicant: Applicant, kind: str) -> QuerySet[Template]:
    """Those a person may begin this kind with: their own, then those of their proved school."""
    mine = Q(applicant=applicant)
    if applicant.school_id:
        mine |= Q(school_id=applicant.school_id)
    return Template.objects.filter(mine, kind=kind).order_by("school", "title", "id")


def reads_as(template: Template) -> str:
    """The template as it will read, with an invented record."""
    return f"{filled(template.subject, EXAMPLE)}\n\n{filled(template.text, EXAMPLE)}"


def token_rows() -> list[tuple[str, str]]:
    return [(f"{{{name}}}", meaning) for name, meaning in TOKENS.items()]
