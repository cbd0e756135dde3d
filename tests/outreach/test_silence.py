"""Two mails without an answer are read as silence on the person's page, and an answer ends it."""

import pytest
from django.urls import reverse
from django.utils import timezone

from outreach.services.answer import record_answer
from outreach.services.draft import begin
from outreach.services.send import mark_sent
from tests.mentors.people import campaign, days_ago, target

SILENT = "No answer to two follow-ups since"


def sent(to, kind, days, follows=None):
    now, today = timezone.now(), timezone.localdate()
    mail = begin(target=to, kind=kind, now=now, follows=follows)
    return mark_sent(message=mail, on_date=days_ago(days), now=now, today=today)


@pytest.mark.feature("11.1")
def test_two_follow_ups_without_an_answer_are_said_and_an_answer_takes_it_back(client, db):
    cycle = campaign()
    client.force_login(cycle.applicant.user)
    someone = target(cycle, email="amara@x.example")
    first = sent(someone, "first", 40)
    sent(someone, "follow_up", 25, first)
    page = reverse("home:person", args=[someone.faculty.code])
    assert SILENT not in client.get(page).content.decode()
    last = sent(someone, "follow_up", 12, first)

    assert SILENT in client.get(page).content.decode()

    record_answer(message=last, answer="replied", on_date=days_ago(1), text="Yes.",
                  now=timezone.now(), today=timezone.localdate())  # fmt: skip
    assert SILENT not in client.get(page).content.decode()
