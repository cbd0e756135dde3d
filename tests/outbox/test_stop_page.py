import uuid

import pytest
from django.test import Client
from django.utils import timezone

from smartpick.outbox import services
from smartpick.outbox.choices import Purpose
from smartpick.outbox.queries import is_suppressed
from smartpick.outbox.services import Mail


@pytest.fixture
def reminder(db):
    mail = Mail("k", "weekly_digest", "maya@alum.example", "Your week", "One.",
                owner_code=uuid.uuid4(), purpose=Purpose.REMINDER)  # fmt: skip
    return services.enqueue(mail, now=timezone.now())


@pytest.mark.feature("X34")
def test_mail_program_stops_by_one_post_without_cookie_or_token(reminder):
    program = Client(enforce_csrf_checks=True)
    path = services.stop_path(reminder)

    looked = program.get(path)
    assert "Weekly digest" in looked.content.decode()
    assert not is_suppressed(address=reminder.to, kind="weekly_digest")
    answer = program.post(path, {"List-Unsubscribe": "One-Click"})

    reminder.refresh_from_db()
    assert answer.status_code == 200
    assert is_suppressed(address=reminder.to, kind="weekly_digest")
    assert reminder.state == "cancelled"
    assert reminder.to not in looked.content.decode() + answer.content.decode()


def test_link_that_we_did_not_make_says_so_and_stops_nothing(client, reminder):
    answer = client.post("/stop/no-such-token/")

    assert answer.status_code == 404
    assert "not one of ours" in answer.content.decode()
