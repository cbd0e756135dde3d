"""The operator's page of season dates, and the health command for an outside monitor."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from smartpick.outbox.models import Pulse
from smartpick.reference.loading import load_all
from smartpick.reference.models import Season, SeasonDate
from tests.factories import make_applicant, make_user
from timeline.models import Plan

pytestmark = pytest.mark.django_db
TODAY = date.today()  # noqa: DTZ011


@pytest.fixture
def operator(client):
    user = make_user("op@x.example", name="Op", factor=True, is_staff=True)
    client.force_login(user)
    return user


@pytest.fixture
def day():
    season = Season.objects.create(service="ERAS", match_year=2027)
    return SeasonDate.objects.create(
        season=season, kind="submit_from", title="Applications open", trust="C", source="x",
        starts_on=TODAY - timedelta(days=2), status="projected",
    )  # fmt: skip


def test_date_past_its_day_and_never_confirmed_stands_first(client, operator, day):
    page = client.get("/operator/seasons/").content.decode()

    assert "1 date past and never confirmed" in page
    assert 'href="/operator/seasons/"' in client.get("/operator/").content.decode()


def test_date_without_a_source_is_refused_and_keeps_what_was_typed(client, operator, day):
    told = {"starts_on": "2026-09-30", "ends_on": "2026-09-01", "status": "confirmed"}

    answer = client.post(f"/operator/seasons/{day.pk}/", told | {"source": " "})

    page = answer.content.decode()
    assert "Add where this date comes from." in page
    assert "The last day is before the first." in page
    assert 'value="2026-09-30"' in page
    day.refresh_from_db()
    assert day.status == "projected"


def test_set_date_says_how_many_plans_move_and_outlives_the_next_release(client, operator, day):
    cycle = make_applicant("a@x.example").cycles.get()
    Plan.objects.create(cycle=cycle, failed_year=2026, is_short=True, service="ERAS",
                        joined_on=TODAY, season_mark="x")  # fmt: skip
    address = f"/operator/seasons/{day.pk}/"
    told = {"starts_on": "2026-10-01", "status": "confirmed", "source": "https://x.example/dates"}
    assert "1 open plan looks at this season" in client.get(address).content.decode()

    page = client.post(address, told, follow=True).content.decode()
    again = client.post(address, told).content.decode()

    assert "Saved. 1 plan looks at this season; within ten minutes" in page
    assert "Somebody set this date since you opened it" in again
    load_all()
    day.refresh_from_db()
    assert (day.starts_on, day.status, day.trust) == (date(2026, 10, 1), "confirmed", "A")


def said(**codes):
    out = StringIO()
    try:
        call_command("health", stdout=out)
    except CommandError as bad:
        return bad.returncode, out.getvalue()
    return 0, out.getvalue()


@pytest.mark.proof("R13")
def test_health_command_ends_with_one_while_the_worker_is_silent():
    code, words = said()
    assert code == 1
    assert "RED  Worker: Never heard of." in words
    for name in ("worker", "beat", "sweep reminders"):
        Pulse.objects.create(name=name, at=timezone.now())

    code, words = said()

    assert (code, [line for line in words.splitlines() if line.startswith("RED")]) == (0, [])
