"""What a web worker loads before its first answer, and what a background worker knows."""

import subprocess
import sys

import pytest

from smartpick.common.celery import with_clock_times
from smartpick.common.wake import wake
from smartpick.machine.environment import PROJECT
from smartpick.schedule import SCHEDULE, Daily

HEAVY = {"celery", "kombu", "icalendar", "rapidfuzz", "requests", "charset_normalizer",
         "weasyprint", "openpyxl", "numpy", "PIL", "pikepdf"}  # fmt: skip


def told_by(code, tmp_path):
    """What a fresh interpreter prints, in the settings of the try-out."""
    variables = {"DJANGO_SETTINGS_MODULE": "smartpick.settings.tryout", "PATH": "",
                 "SMARTPICK_DATA": str(tmp_path)}  # fmt: skip
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, env=variables, check=True,
                          capture_output=True, text=True)  # fmt: skip
    return set(done.stdout.split())


def test_no_heavy_library_is_loaded_before_the_first_answer(tmp_path):
    loaded = told_by("import sys, smartpick.wsgi, smartpick.urls; print(*sys.modules)", tmp_path)

    assert "smartpick.home.views" in loaded
    assert loaded & HEAVY == set()


def test_worker_knows_each_task_of_the_schedule(tmp_path):
    known = told_by(
        "from smartpick.worker import app; app.loader.import_default_modules(); print(*app.tasks)",
        tmp_path,
    )

    assert {entry["task"] for entry in SCHEDULE.values()} - known == set()


def test_only_a_task_of_the_schedule_can_be_woken():
    with pytest.raises(ValueError, match="nobody would find"):
        wake("mentors.tasks.run_import")


def test_a_time_of_the_day_becomes_one_for_celery():
    schedule = {"nightly": {"task": "a", "schedule": Daily(7, 20)},
                "often": {"task": "b", "schedule": 60.0}}  # fmt: skip

    made = with_clock_times(schedule)

    assert (made["nightly"]["schedule"].hour, made["nightly"]["schedule"].minute) == ({7}, {20})
    assert made["often"] == {"task": "b", "schedule": 60.0}
