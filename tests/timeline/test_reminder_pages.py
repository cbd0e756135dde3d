from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from smartpick.campaign.services import add_task
from smartpick.outbox.models import Intent
from tests.factories import make_applicant
from timeline.models import ReminderPreference, Snooze
from timeline.queries.reminder import local_day

CHOICES = {
    "mode": "daily", "weekday": "2", "hour": "9", "pause_from": "", "pause_until": "",
    "kinds": ["letter", "task"], "subject_style": "specific",
}  # fmt: skip


@pytest.fixture
def me(client, maya):
    client.force_login(maya.user)
    return maya


@pytest.fixture
def task(me):
    now = timezone.now()
    cycle = me.cycles.get(closed_on=None)
    made = add_task(cycle=cycle, title="Read the draft", due_on=now.date() + timedelta(days=3),
                    now=now)  # fmt: skip
    type(made).objects.filter(pk=made.pk).update(created_at=now - timedelta(days=30))
    return made


def key(task):
    return f"task-{task.code}"


@pytest.mark.feature("X9", "X33")
def test_choices_are_kept(client, me):
    answer = client.post(reverse("timeline:reminders"), CHOICES)

    held = ReminderPreference.objects.get(user=me.user)
    assert answer.status_code == 302
    assert (held.mode, held.weekday, held.hour, held.subject_style) == ("daily", 2, 9, "specific")
    assert "window" in held.stopped
    assert "letter" not in held.stopped


@pytest.mark.feature("X33")
@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"pause_from": "Dec 7, 2026", "pause_until": "Dec 1, 2026"},
         "The pause ends before it starts."),
        ({"pause_from": "Dec 7, 2026"}, "Say on which day the pause ends."),
        ({"pause_until": "someday"}, "Pause until: use a date such as Dec 3, 2026."),
        ({"hour": "7"}, "Hour: choose one of the answers shown."),
        ({"mode": ""}, "Email me: choose one."),
    ],
    ids=["order", "half", "no date", "too early", "none"],
)  # fmt: skip
def test_a_wrong_choice_says_what_to_do_and_keeps_the_rest(client, me, wrong, words):
    answer = client.post(reverse("timeline:reminders"), CHOICES | wrong)

    text = answer.content.decode()
    assert words in text
    assert all(value in text for value in wrong.values() if value and "hour" not in wrong)
    assert not ReminderPreference.objects.filter(user=me.user, mode="daily").exists()


@pytest.mark.feature("X9")
def test_the_page_names_the_next_mail_and_every_one_of_the_year(client, task):
    text = client.get(reverse("timeline:reminders")).content.decode()

    assert "Next mail" in text
    assert "1 mail in the coming twelve months" in text
    assert "Read the draft" in text


@pytest.mark.feature("X9")
def test_the_mail_log_shows_what_is_still_to_come(client, task):
    text = client.get(reverse("records:mail")).content.decode()

    assert "1 mail in the coming twelve months" in text
    assert "Read the draft" in text


@pytest.mark.feature("X9")
def test_a_digest_comes_at_once_for_who_asks(client, me, task):
    client.post(reverse("timeline:send-now"))

    mail = Intent.objects.get(kind="digest_on_request")
    assert (mail.to, "Read the draft" in mail.text) == (me.user.email, True)


def test_nothing_due_is_said_and_not_sent(client, me):
    answer = client.post(reverse("timeline:send-now"), follow=True)

    assert "Nothing falls due in the next seven days" in answer.content.decode()
    assert not Intent.objects.filter(kind="digest_on_request").exists()


@pytest.mark.feature("X10")
def test_the_link_of_a_mail_shows_buttons_and_does_nothing(client, task):
    answer = client.get(reverse("timeline:reminder", args=[key(task)]))

    task.refresh_from_db()
    assert (answer.status_code, task.is_open, Snooze.objects.count()) == (200, True, 0)
    assert {b"Done", b"Snooze"} <= set(answer.content.replace(b">", b"<").split(b"<"))


@pytest.mark.feature("X10")
def test_done_from_the_mail_finishes_it(client, task):
    client.post(reverse("timeline:finish", args=[key(task)]))

    task.refresh_from_db()
    assert task.done_at is not None


@pytest.mark.feature("X10")
def test_snooze_from_the_mail_hides_it_and_can_be_taken_back(client, me, task):
    today = local_day(me.user, timezone.now())
    client.post(reverse("timeline:snooze", args=[key(task)]), {"later": "two_weeks"})
    until = Snooze.objects.get().until
    client.post(reverse("timeline:end-snooze", args=[key(task)]))

    assert until == today + timedelta(days=14)
    assert Snooze.objects.count() == 0


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"later": "date", "until": ""}, "Day: choose the day to show it again."),
        ({"later": "date", "until": "Jan 2, 2020"}, "That day is not ahead."),
        ({"later": ""}, "Show it again: choose one."),
    ],
    ids=["none", "past", "empty"],
)
def test_a_snooze_that_cannot_be_says_why(client, task, given, words):
    answer = client.post(reverse("timeline:snooze", args=[key(task)]), given)

    assert words in answer.content.decode()
    assert Snooze.objects.count() == 0


def test_what_is_anothers_is_not_there(client, task):
    client.force_login(make_applicant("noor@alum.example").user)

    for name in ("timeline:snooze", "timeline:finish"):
        answer = client.post(reverse(name, args=[key(task)]), {"later": "tomorrow"})
        assert answer.status_code == 404


@pytest.mark.feature("X7")
def test_an_address_is_shown_once_and_opens_the_calendar(client, me, task):
    shown = client.post(reverse("timeline:new-calendar"), follow=True).content.decode()
    path = shown.split('value="', 2)[-1] if "/calendar/" not in shown else shown
    path = "/calendar/" + path.split("/calendar/", 2)[1].split('"')[0]
    again = client.get(reverse("timeline:calendar")).content.decode()
    client.logout()

    assert path not in again
    assert client.get(path).status_code == 200


@pytest.mark.feature("X7", "X8")
def test_a_new_address_ends_the_old_one_and_style_is_kept(client, me):
    client.post(reverse("timeline:new-calendar"))
    client.post(reverse("timeline:calendar"), {"style": "initials"})
    client.post(reverse("timeline:new-calendar"))

    tokens = me.user.feed_tokens.order_by("pk")
    assert [(t.revoked_at is None, t.style, t.alarms) for t in tokens] == [
        (False, "initials", False),
        (True, "initials", False),
    ]
