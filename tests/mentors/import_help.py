"""An import from its bytes to its end, as the pages do it."""

from mentors.owner import Owner
from mentors.services import imports
from mentors.services.import_work import work_now, work_off

HEADER = "Name,Role,Specialty,Institution,Email\n"


def started(owner, body, name="people.csv", by=None):
    if isinstance(body, str):
        body = body.encode()
    return imports.begin(owner=owner, pieces=[body], size=len(body), file_name=name, by=by)


def checked(owner, body, **more):
    run = started(owner, body, **more)
    if not run.is_papers:
        imports.name_columns(run=run, columns=run.mapping["columns"], has_header=True)
    work_off()
    run.refresh_from_db()
    return run


def added(owner, body, **more):
    run = checked(owner, body, **more)
    imports.add_all(run=run)
    work_now(run)
    return run


def of_school(school):
    return Owner(school=school)
