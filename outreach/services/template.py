from outreach.models import Template
from smartpick.accounts.models import Applicant, School
from smartpick.common.errors import RuleBroken

MOST = 40


def save_template(
    *,
    template: Template | None,
    applicant: Applicant | None = None,
    school: School | None = None,
    kind: str,
    title: str,
    subject: str,
    text: str,
) -> Template:
    """Makes one for its owner, or changes the one given. Raises RuleBroken over the limit."""
    if template is None:
        held = Template.objects.filter(applicant=applicant, school=school).count()
        if held >= MOST:
            raise RuleBroken(f"{MOST} templates is the limit. Remove one first.")
        template = Template(applicant=applicant, school=school)
    template.kind, template.title = kind, title
    template.subject, template.text = subject, text
    template.save()
    return template


def remove_template(*, template: Template) -> None:
    template.delete()
