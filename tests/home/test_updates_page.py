"""Who is due an update: counted from the last contact, in each mentor's own rhythm."""

from datetime import timedelta

import pytest
from django.utils import timezone

from mentors.models import Contact, Mentorship
from mentors.services.stages import set_rhythm
from tests.factories import make_applicant, make_target


def mentor(who, name, *, weeks):
    """Somebody who was met so many weeks ago."""
    target = make_target(who, name=name, email=f"{name.split()[-1].lower()}@riverside.example",
                         role="research")  # fmt: skip
    met = timezone.localdate() - timedelta(weeks=weeks)
    Contact.objects.create(target=target, on_date=met, kind="meeting_held")
    return Mentorship.objects.create(target=target, stage_since=met)


@pytest.mark.feature("7.7", "12.16")
def test_updates_say_who_is_due_overdue_and_next_in_each_ones_rhythm(client, db):
    maya = make_applicant("maya@alum.example", name="Maya Chen")
    for name, weeks in (("Ann Recent", 1), ("Ben Due", 7), ("Cy Late", 12)):
        mentor(maya, name, weeks=weeks)
    slow = mentor(maya, "Di Slow", weeks=7)
    set_rhythm(mentorship=slow, is_off=False, due_weeks=12, late_weeks=16, away_from=None,
               away_until=None, now=timezone.now())  # fmt: skip
    client.force_login(maya.user)

    page = client.get("/updates/")

    tags = {line[0].facts.name: line[1] and line[1][0] for line in page.context["lines"]}
    assert tags == {"Ann Recent": None, "Ben Due": "Due", "Cy Late": "Overdue", "Di Slow": None}
    assert page.context["owed_count"] == 2
    assert "Ben Due" in page.content.decode()
