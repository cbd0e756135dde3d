"""How a person wants to be reminded, what is put off, and what has been told."""

from datetime import time

from django.db import models
from django.db.models import F, Q

from smartpick.accounts.models import User
from smartpick.common.models import Timestamped
from timeline.choices import EARLIEST_HOUR, LATEST_HOUR, Mode, ReminderKind, SubjectStyle


class ReminderPreference(Timestamped):
    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="reminders")
    mode = models.CharField(max_length=9, choices=Mode, default=Mode.WEEKLY)
    weekday = models.PositiveSmallIntegerField(default=0)
    hour = models.PositiveSmallIntegerField(default=EARLIEST_HOUR)
    pause_from = models.DateField(null=True, blank=True)
    pause_until = models.DateField(null=True, blank=True)
    stopped = models.JSONField(default=list, blank=True)
    subject_style = models.CharField(
        max_length=8, choices=SubjectStyle, default=SubjectStyle.NEUTRAL
    )
    # The digest days up to this one are dealt with; without it an outage could not be told
    # from a week in which there was nothing to say.
    settled_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(mode__in=Mode.values), name="reminder_mode"),
            models.CheckConstraint(
                condition=Q(subject_style__in=SubjectStyle.values), name="reminder_subject"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="reminder_weekday"),
            models.CheckConstraint(
                condition=Q(hour__gte=EARLIEST_HOUR, hour__lte=LATEST_HOUR), name="reminder_hour"
            ),
            models.CheckConstraint(
                condition=Q(pause_from__isnull=True, pause_until__isnull=True)
                | Q(pause_until__gte=F("pause_from")),
                name="reminder_pause_order",
            ),
        ]

    def __str__(self) -> str:
        return f"reminders of {self.user_id}"

    @property
    def at(self) -> time:
        return time(self.hour)


class Snooze(Timestamped):
    """Hides one thing from lists and digests until a day. Its date never moves."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="snoozes")
    item_key = models.CharField(max_length=90)
    until = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "item_key"], name="snooze_one_each")]

    def __str__(self) -> str:
        return f"snooze of {self.item_key}"


class ToldStep(models.Model):
    """The ledger: written with the intent of the mail that tells it, in one transaction."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="told_steps")
    kind = models.CharField(max_length=11, choices=ReminderKind)
    item_key = models.CharField(max_length=90)
    step = models.CharField(max_length=6)
    on = models.DateField()  # the date of the thing: a moved one reminds anew
    mail_key = models.CharField(max_length=200)
    told_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "item_key", "step", "on", "kind"], name="told_step_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.step} of {self.item_key}"
