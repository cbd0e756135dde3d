"""The wizard of imports into the school's list: the same pages as an applicant's."""

import uuid

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_POST

from mentors.owner import Owner
from mentors.views import imports
from smartpick.accounts.access import require_school_role
from smartpick.accounts.choices import SchoolRole


def door_of(request: HttpRequest) -> imports.Door:
    school = require_school_role(request, SchoolRole.DEAN)
    return imports.Door(Owner(school=school), "dean", "dean:faculty")


def upload(request: HttpRequest) -> HttpResponse:
    return imports.upload(request, door_of(request))


def template(request: HttpRequest) -> StreamingHttpResponse:
    return imports.template(request, door_of(request))


def _schools(page):
    def view(request: HttpRequest, run: uuid.UUID) -> HttpResponse:
        door = door_of(request)
        return page(request, door, door.run(run))

    return view


show = _schools(imports.show)
rejected = _schools(imports.rejected)
save_columns = require_POST(_schools(imports.save_columns))
save_people = require_POST(_schools(imports.save_people))
add_rows = require_POST(_schools(imports.add_rows))
undo_run = require_POST(_schools(imports.undo_run))
leave_run = require_POST(_schools(imports.leave_run))
