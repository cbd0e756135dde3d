"""A database that was put back from a backup sends nothing that may have left before."""

import shutil
from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from smartpick.outbox import delivery, restore, services
from smartpick.outbox.choices import Purpose
from smartpick.outbox.models import Intent, MailRoom
from smartpick.outbox.services import Mail

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]
NOW = timezone.now()


def enqueue(key, **values):
    mail = Mail(key, "digest", f"{key}@alum.example", "S", "T", **values)
    return services.enqueue(mail, now=NOW)


def deliver():
    return delivery.deliver(clock=lambda: NOW)


def states():
    return dict(Intent.objects.values_list("unique_key", "state"))


@pytest.fixture
def restored(sink):
    """Two mails waited at the backup; then passes went on; then the backup came back."""
    enqueue("first")
    deliver()
    enqueue("a"), enqueue("b")
    backup = next(iter(MailRoom.objects.values("mark", "passes")))
    deliver()
    Intent.objects.filter(unique_key__in=["a", "b"]).update(state="queued", sent_at=None)
    MailRoom.objects.update(**backup)
    sink.received.clear()
    return sink


@pytest.mark.feature("X32")
def test_restored_database_holds_what_waited_until_an_operator_lets_it_go(restored):
    assert deliver() == 0
    assert states() == {"first": "sent", "a": "held", "b": "held"}

    enqueue("new reminder", purpose=Purpose.REMINDER), enqueue("code", purpose=Purpose.SECURITY)
    Intent.objects.filter(unique_key="code").update(created_at=NOW + timedelta(seconds=1))
    deliver()
    assert states()["new reminder"] == "held", "a sweep makes anew what the backup did not know"
    assert states()["code"] == "sent"

    assert services.release_held(count=1, now=NOW) == 1
    deliver()
    assert sorted(states().values()) == ["held", "held", "sent", "sent", "sent"]
    assert not services.end_restore(now=NOW)
    services.cancel_held(now=NOW)
    assert services.end_restore(now=NOW)
    enqueue("after")
    deliver()
    assert states()["after"] == "sent"


def test_mail_in_hand_at_the_backup_is_not_confirmed(restored):
    lease = {"claimed_by": "dead", "lease_until": NOW + timedelta(minutes=1)}
    Intent.objects.filter(unique_key="a").update(state="handing", **lease)

    deliver()

    assert states() == {"first": "sent", "a": "unconfirmed", "b": "held"}


def test_database_on_a_new_machine_finds_no_mark_and_holds(sink):
    enqueue("a")
    deliver()
    shutil.rmtree(settings.OUTBOX_MARK.parent)
    enqueue("b")

    assert deliver() == 0
    assert states()["b"] == "held"


def test_crash_between_the_two_marks_is_no_restore(sink):
    enqueue("a")
    deliver()
    MailRoom.objects.update(passes=7)  # counted inside, not yet outside
    enqueue("b")

    assert deliver() == 1


def test_without_the_mark_outside_a_restored_database_sends_again(restored):
    """The control: the drill would see it."""
    room = MailRoom.objects.get()
    settings.OUTBOX_MARK.write_text(f"{room.mark} {room.passes}")

    assert deliver() == 2


def test_pass_of_another_sender_between_file_and_row_is_no_restore(sink, monkeypatch):
    enqueue("a")
    deliver()
    read, asked = restore.outside, []

    def then_another_passes():
        seen = read()
        asked.append(seen)
        if len(asked) == 1:
            restore.write_outside(restore.count_pass())
        return seen

    monkeypatch.setattr(restore, "outside", then_another_passes)
    enqueue("b")

    assert deliver() == 1


def test_first_passes_of_two_senders_agree_on_the_mark(sink):
    """The second began before the first had written its mark."""
    MailRoom.objects.create(pk=1)
    restore.write_outside(MailRoom.objects.get())
    enqueue("a")

    assert deliver() == 1
    assert not restore.is_restored()
