"""I11: a worker killed while it imports leaves the whole import or none of it.

The worker is a process of its own on the test's database, killed by SIGKILL at a random moment of
the check or of the adding; who stands in the directory then is counted by the test.
"""

import os
import random
import signal
import subprocess
import sys
import time
import uuid
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from mentors.models import Faculty, FacultyRole, ImportPart
from mentors.services import imports
from mentors.services.import_work import BATCH, work_off
from smartpick.machine import environment
from tests.factories import make_school
from tests.mentors.import_help import HEADER, checked, of_school, started

pytestmark = [pytest.mark.drill("I11"), pytest.mark.django_db(transaction=True)]
ROWS = 2 * BATCH + 500
WHOLE = "from mentors.services.import_work import work_off; work_off()"
# The same batches, each in a transaction of its own: what one transaction is measured against.
HALVES = """
from mentors.models import ImportRun
from mentors.owner import owner_of
from mentors.services import import_work
run, last = ImportRun.objects.get(state="adding"), 0
while batch := import_work._next_batch(run, last):
    last = batch[-1].number
    import_work._add_batch(owner_of(run), batch)
"""
BEGIN = """
import django; django.setup()
from django.db import connection
connection.settings_dict["NAME"] = {name!r}
"""
FIRST_ROWS = {"check": 'INSERT INTO "mentors_importrow%', "add": 'INSERT INTO "mentors_faculty%'}


@contextmanager
def worker(deed):
    """A worker that is dead at the end, however the block went."""
    process = subprocess.Popen(
        [sys.executable, "-c", BEGIN.format(name=str(connection.settings_dict["NAME"])) + deed],
        cwd=environment.PROJECT,
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "smartpick.settings.test"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def until(seen, process):
    """A kill must fall into the work, not into the start of Python."""
    end = time.monotonic() + 60
    while not seen() and process.poll() is None:
        assert time.monotonic() < end, "the worker did not begin"
        time.sleep(0.003)


def is_writing(stage):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND pid <> pg_backend_pid() AND query LIKE %s",
            [FIRST_ROWS[stage]],
        )
        return bool(cursor.fetchone()[0])


def file_of(tag):
    return HEADER + "".join(f"Given {tag}{at},Chair,Surgery,Lakeside,\n" for at in range(ROWS))


def standing(tag):
    return Faculty.objects.filter(name__startswith=f"Given {tag}").count()


def killed(owner, stage):
    """A run whose worker was killed in this stage, and how many people it left standing."""
    tag = uuid.uuid4().hex[:8]
    if stage == "check":
        run = started(owner, file_of(tag))
        imports.name_columns(run=run, columns=run.mapping["columns"], has_header=True)
    else:
        run = checked(owner, file_of(tag))
        imports.add_all(run=run)
    with worker(WHOLE) as process:
        until(lambda: is_writing(stage), process)
        time.sleep(random.uniform(0, 1.2))  # noqa: S311
    return run, standing(tag)


def went_on(run):
    """What the next minute does once the dead worker's lease is over."""
    type(run).objects.filter(pk=run.pk, state__in=["checking", "adding"]).update(
        lease_until=timezone.now() - timedelta(seconds=1)
    )
    work_off()
    run.refresh_from_db()
    return run.state


@pytest.mark.feature("X5")
def test_worker_killed_while_it_imports_leaves_the_whole_import_or_none(size, told):
    owner = of_school(make_school("Riverside"))
    kills = size(quick=2, full=20)
    left = {"check": [], "add": []}
    for at in range(kills):
        stage = ("add", "check")[at % 2]
        run, count = killed(owner, stage)
        left[stage].append(count)
        if went_on(run) == "checked":
            assert run.rows.count() == ROWS
            imports.add_all(run=run)
            went_on(run)
        assert run.state == "done"
        assert run.rows.filter(fate="add").count() == ROWS

    halves = [count for count in left["add"] if count not in (0, ROWS)]
    told.figure(f"{kills} kills ({left['add'].count(0)} of {len(left['add'])} in the adding before"
                f" its commit): {len(halves)} halves, 0 rows lost or doubled")  # fmt: skip
    assert halves == []
    assert set(left["check"]) == {0}
    assert Faculty.objects.count() == FacultyRole.objects.count() == kills * ROWS
    assert not ImportPart.objects.exists()


def test_import_in_many_transactions_is_noticed(told):
    tag = uuid.uuid4().hex[:8]
    imports.add_all(run=checked(of_school(make_school("Riverside")), file_of(tag)))
    with worker(HALVES) as process:
        until(lambda: standing(tag), process)

    told.figure(f"{standing(tag)} of {ROWS} people stand there")
    with told.control("a transaction for each batch"):
        assert standing(tag) in (0, ROWS)
