"""An advisee's letters on the dean's side: who, where it stands and when, and no word said."""

from datetime import timedelta

import pytest
from django.utils import timezone

from outreach.rules.letter_steps import Told
from outreach.services.letter import add_letter
from smartpick.accounts.sharing import ShareKey
from smartpick.campaign.models import KeyDate
from smartpick.campaign.services import record_progress
from tests.factories import link_to, make_applicant, make_dean, make_school, make_target

pytestmark = pytest.mark.django_db


@pytest.mark.feature("10.6", "X24")
def test_dean_sees_writer_state_and_dates_and_never_a_word_or_its_reading(client):
    maya = make_applicant("maya@alum.example", name="Maya Chen")
    dean = make_dean("okafor@riverside.example", make_school())
    link_to(maya, dean)
    now, today = timezone.now(), timezone.localdate()
    told = Told(specialty="General Surgery", offer="a_letter", words_said="If I must",
                named="charts", hesitated=True, wants="A CV")  # fmt: skip
    letter, _ = add_letter(target=make_target(maya), told=told, by=None, now=now, today=today)
    due = today + timedelta(days=40)
    KeyDate.objects.create(cycle=letter.target.cycle, key="PL-15", starts_on=due, ends_on=due)
    client.force_login(dean)

    page = client.get(f"/dean/advisees/{maya.code}/letters/").content.decode()

    assert "Jonas Hale, MD" in page
    assert "Answered" in page
    assert due.isoformat() in page  # the plan's day, where the letter has none of its own
    for word in ("If I must", "charts", "hesitat", "neutral", "A CV"):
        assert word not in page


@pytest.mark.feature("X24")
def test_agreed_letter_is_told_by_no_line_of_the_plan_whatever_is_shared(client):
    """The logbook's line would name the writer, and say that they did not hesitate."""
    maya = make_applicant("maya@alum.example", name="Maya Chen")
    dean = make_dean("okafor@riverside.example", make_school())
    link_to(maya, dean, keys=list(ShareKey))
    now, today = timezone.now(), timezone.localdate()
    target = make_target(maya)
    told = Told(offer="strong_letter")
    add_letter(target=target, told=told, by=None, now=now, today=today)
    weak = Told(kind="research", offer="a_letter", hesitated=True)
    add_letter(target=target, told=weak, by=None, now=now, today=today)
    record_progress(cycle=target.cycle, kind="other", title="Own line", done_on=today, today=today)
    client.force_login(dean)

    page = client.get(f"/dean/advisees/{maya.code}/plan/").content.decode()

    assert "Own line" in page
    assert "agreed to write" not in page
    assert "second letter writer" not in page
