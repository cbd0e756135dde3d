from django.db import models

from smartpick.accounts.models.school import School
from smartpick.common.models import Timestamped


class CohortTally(Timestamped):
    """How many of a class stand in one cell of the report. It names nobody and is kept after the
    accounts are gone; what is small is hidden where it is shown, with what would reveal it."""

    school = models.ForeignKey(School, on_delete=models.CASCADE, related_name="tallies")
    class_year = models.PositiveSmallIntegerField()
    as_of = models.DateField()
    measure = models.CharField(max_length=30)
    value = models.CharField(max_length=20)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["school", "class_year", "measure", "value"], name="tally_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} of {self.class_year}"
