"""Letters: who writes, what they said, where it stands, which programs get it.

There is no file field, on purpose: letters go from their author to the service (T6).
"""

from django.db import models
from django.db.models import F, Q

from mentors.models import Target
from outreach.choices import LetterDeed, LetterEnd, LetterKind, LetterState, Offer, Waiver
from smartpick.accounts.sharing import ShareKey
from smartpick.campaign.models import ProgressEntry
from smartpick.campaign.owned import Owned
from smartpick.common.models import Timestamped, Versioned
from smartpick.picks.models import ProgramPick

WORDS_CAP = 300
NAMED_CAP = 160
OPEN = Q(ended="") & ~Q(state=LetterState.DECLINED)


class Letter(Owned, Versioned):
    """One letter of one writer. `state` is worked out from the days; a dean never reads the words.

    `ask_by` and `due_on` are empty while they follow the plan's own days, which move with the
    season; a day that its owner typed stays.
    """

    owner_path = "target__cycle__applicant"
    cycle_path = "target__cycle__"
    share_key = ShareKey.LETTERS
    dean_fields = (
        "kind", "specialty", "ask_by", "due_on", "state", "asked_on", "answered_on",
        "requested_on", "uploaded_on",
    )  # fmt: skip
    opened_with = ("target__cycle__applicant__user", "target__faculty")

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=12, choices=LetterKind, default=LetterKind.CLINICAL)
    specialty = models.CharField(max_length=80, blank=True, default="")  # empty: any
    application_service = models.CharField(max_length=20, default="ERAS")
    ask_by = models.DateField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=13, choices=LetterState, default=LetterState.PLANNED)
    asked_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    offer = models.CharField(max_length=13, choices=Offer, default=Offer.NOT_ASKED)
    words_said = models.CharField(max_length=WORDS_CAP, blank=True, default="")
    specifics = models.BooleanField(default=False)
    named = models.CharField(max_length=NAMED_CAP, blank=True, default="")
    hesitated = models.BooleanField(default=False)
    deflected = models.BooleanField(default=False)
    wants = models.CharField(max_length=WORDS_CAP, blank=True, default="")
    given = models.JSONField(default=dict, blank=True)  # kind of material -> day, as text
    waived = models.CharField(max_length=8, choices=Waiver, default=Waiver.NOT_SAID)
    requested_on = models.DateField(null=True, blank=True)
    uploaded_on = models.DateField(null=True, blank=True)
    original_on = models.DateField(null=True, blank=True)  # first upload of an imported letter
    ended = models.CharField(max_length=8, choices=LetterEnd, blank=True, default="")
    ended_on = models.DateField(null=True, blank=True)
    proof = models.ForeignKey(
        ProgressEntry, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )  # the line of the logbook that an agreed letter writes

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LetterKind.values), name="letter_kind"),
            models.CheckConstraint(condition=Q(state__in=LetterState.values), name="letter_state"),
            models.CheckConstraint(condition=Q(offer__in=Offer.values), name="letter_offer"),
            models.CheckConstraint(condition=Q(waived__in=Waiver.values), name="letter_waived"),
            models.CheckConstraint(
                condition=Q(ended__in=["", *LetterEnd.values]), name="letter_ended"
            ),
            models.CheckConstraint(
                condition=Q(ask_by__isnull=True)
                | Q(due_on__isnull=True)
                | Q(due_on__gte=F("ask_by")),
                name="letter_due_after_ask",
            ),
            models.CheckConstraint(
                condition=Q(offer=Offer.NOT_ASKED) | Q(answered_on__isnull=False),
                name="letter_answer_dated",
            ),
            models.UniqueConstraint(
                fields=["target", "kind", "specialty"], condition=Q(ended=""), name="letter_once"
            ),
        ]

    def __str__(self) -> str:
        return f"letter {self.code}"

    @property
    def writer(self) -> str:
        return self.target.name

    @property
    def is_open(self) -> bool:
        """Counted on: nobody said no, withdrew or left it out."""
        return not self.ended and self.state != LetterState.DECLINED


class LetterEvent(Owned, Timestamped):
    """A move of a letter with its day. Only its owner reads it: a note may hold words said."""

    owner_path = "letter__target__cycle__applicant"
    cycle_path = "letter__target__cycle__"

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="events")
    deed = models.CharField(max_length=10, choices=LetterDeed)
    on_date = models.DateField()
    note = models.CharField(max_length=WORDS_CAP, blank=True, default="")

    class Meta:
        ordering = ["-on_date", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(deed__in=LetterDeed.values), name="letter_deed")
        ]

    def __str__(self) -> str:
        return f"event {self.pk} of a letter"


class LetterAssignment(Owned, Timestamped):
    """A program that gets the letter. How many a program takes is the service's row (LT-04)."""

    owner_path = "letter__target__cycle__applicant"
    cycle_path = "letter__target__cycle__"

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="assignments")
    pick = models.ForeignKey(ProgramPick, on_delete=models.CASCADE, related_name="letters")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["letter", "pick"], name="letter_assigned_once")
        ]

    def __str__(self) -> str:
        return f"assignment {self.pk}"
