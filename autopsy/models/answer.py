from django.db import models
from django.db.models import Q

from autopsy.models.autopsy import MatchAutopsy
from smartpick.campaign.owned import Owned
from smartpick.common.models import Timestamped

ANSWER_CAP = 4000


class SpokenAnswer(Owned, Timestamped):
    """'Why do you think you did not match?', as it will be said. Versions are kept."""

    owner_path = "autopsy__cycle__applicant"
    cycle_path = "autopsy__cycle__"

    autopsy = models.ForeignKey(MatchAutopsy, on_delete=models.CASCADE, related_name="answers")
    number = models.PositiveIntegerField()
    text = models.TextField(max_length=ANSWER_CAP)
    words_count = models.PositiveIntegerField()

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["autopsy", "number"], name="answer_number_once")
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class Rehearsal(Owned):
    """One run with the timer: the day, the seconds, the version of the text; nothing else."""

    owner_path = "answer__autopsy__cycle__applicant"
    cycle_path = "answer__autopsy__cycle__"

    answer = models.ForeignKey(SpokenAnswer, on_delete=models.CASCADE, related_name="rehearsals")
    on_date = models.DateField()
    seconds = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(seconds__gte=1, seconds__lte=300), name="rehearsal_seconds"
            )
        ]

    def __str__(self) -> str:
        return f"rehearsal {self.pk}"
