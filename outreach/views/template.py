"""Templates: one's own, and those a school offers its applicants."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from outreach.forms.template import TemplateForm
from outreach.models import Template
from outreach.queries.template import own_templates, reads_as, school_templates, token_rows
from outreach.services import template as service
from smartpick.accounts.access import require_school_role
from smartpick.accounts.choices import SchoolRole
from smartpick.accounts.models import School
from smartpick.campaign.access import current_cycle, get_visible
from smartpick.common.errors import RuleBroken

OWN, OF_SCHOOL = "outreach:templates", "outreach:school-templates"
FIELDS = ("kind", "title", "subject", "text")


def show_templates(request: HttpRequest) -> HttpResponse:
    applicant = current_cycle(request.user).applicant
    rows = own_templates(applicant)
    offered = school_templates(applicant.school)
    return _page(request, None, rows, OWN, {"applicant": applicant}, offered=offered)


def edit_template(request: HttpRequest, code: UUID) -> HttpResponse:
    template = get_visible(Template, request.user, code=code)
    rows = own_templates(template.applicant)
    return _page(request, template, rows, OWN, {"applicant": template.applicant})


@require_POST
def remove_template(request: HttpRequest, code: UUID) -> HttpResponse:
    service.remove_template(template=get_visible(Template, request.user, code=code))
    return redirect(OWN)


def show_school_templates(request: HttpRequest) -> HttpResponse:
    school = require_school_role(request, SchoolRole.ADMINISTRATOR)
    return _page(request, None, school_templates(school), OF_SCHOOL, {"school": school})


def edit_school_template(request: HttpRequest, code: UUID) -> HttpResponse:
    school = require_school_role(request, SchoolRole.ADMINISTRATOR)
    template = _of_school(school, code)
    return _page(request, template, school_templates(school), OF_SCHOOL, {"school": school})


@require_POST
def remove_school_template(request: HttpRequest, code: UUID) -> HttpResponse:
    school = require_school_role(request, SchoolRole.ADMINISTRATOR)
    service.remove_template(template=_of_school(school, code))
    return redirect(OF_SCHOOL)


def _of_school(school: School, code: UUID) -> Template:
    template = school_templates(school).filter(code=code).first()
    if template is None:
        raise Http404
    return template


def _page(
    request: HttpRequest,
    template: Template | None,
    rows: Any,
    back: str,
    owner: dict[str, Any],
    **extra: Any,
) -> HttpResponse:
    initial = {name: getattr(template, name) for name in FIELDS} if template else {}
    form = TemplateForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            service.save_template(template=template, **owner, **form.cleaned_data)
            return redirect(back)
        except RuleBroken as broken:
            form.add_error(None, str(broken))
    context = {
        "form": form,
        "template": template,
        "rows": [(row, reads_as(row)) for row in rows],
        "tokens": token_rows(),
        "is_school": back == OF_SCHOOL,
        "offered": [(row, reads_as(row)) for row in extra.get("offered", ())],
    }
    return render(request, "outreach/template_list.html", context)
