"""What is asked of a mentor beyond their time: a letter, a reference, a word to programs."""

from django.db import models
from django.db.models import F, Q

from mentors.models import Target
from outreach.choices import AskAnswer, AskLevel, ContactState, Route
from smartpick.accounts.sharing import ShareKey
from smartpick.campaign.owned import Owned
from smartpick.common.models import Versioned
from smartpick.picks.models import ProgramPick

WORDS_CAP = 300
REASON_CAP = 200


class Ask(Owned, Versioned):
    """One ask of one mentor: counted on, said aloud, answered. A dean sees its state and dates.

    Of a letter only the reason to ask out of turn stands here; when it was asked and what was said
    is the letter's own.
    """

    owner_path = "target__cycle__applicant"
    cycle_path = "target__cycle__"
    share_key = ShareKey.LETTERS
    dean_fields = ("level", "said_on", "answer", "answered_on")
    opened_with = ("target__cycle__applicant__user", "target__faculty")

    target = models.ForeignKey(Target, on_delete=models.CASCADE, related_name="asks")
    level = models.CharField(max_length=15, choices=AskLevel)
    is_counted_on = models.BooleanField(default=False)  # the plan rests on it, said or not
    said_on = models.DateField(null=True, blank=True)
    answer = models.CharField(max_length=8, choices=AskAnswer, blank=True, default="")
    answered_on = models.DateField(null=True, blank=True)
    words = models.CharField(max_length=WORDS_CAP, blank=True, default="")
    scope = models.CharField(max_length=WORDS_CAP, blank=True, default="")
    route = models.CharField(max_length=6, choices=Route, blank=True, default="")
    until = models.DateField(null=True, blank=True)
    override_reason = models.CharField(max_length=REASON_CAP, blank=True, default="")
    overridden_on = models.DateField(null=True, blank=True)
    origin_code = models.UUIDField(null=True, blank=True)  # the mail that said it

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["target", "level"], name="ask_once"),
            models.CheckConstraint(condition=Q(level__in=AskLevel.values), name="ask_level"),
            models.CheckConstraint(condition=Q(answer__in=AskAnswer.values), name="ask_answer"),
            models.CheckConstraint(condition=Q(route__in=["", *Route.values]), name="ask_route"),
            models.CheckConstraint(
                condition=~Q(level=AskLevel.LETTER) | Q(said_on__isnull=True, answer=""),
                name="ask_letter_is_the_letters",
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(said_on__isnull=False, answered_on__isnull=False),
                name="ask_answer_has_days",
            ),
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True) | Q(answered_on__gte=F("said_on")),
                name="ask_answered_after_said",
            ),
            models.CheckConstraint(
                condition=~Q(level=AskLevel.REFERENCE, answer=AskAnswer.YES) | ~Q(route=""),
                name="ask_reference_has_route",
            ),
        ]

    def __str__(self) -> str:
        return f"ask {self.code}"


class ProgramContact(Owned, Versioned):
    """A program that somebody may write to or ring after submission, and how far that is.

    Without a person it is a program still looking for one. Only its owner sees it.
    """

    owner_path = "pick__cycle__applicant"
    cycle_path = "pick__cycle__"
    opened_with = ("pick__cycle__applicant__user", "pick__program", "target__faculty")

    pick = models.ForeignKey(ProgramPick, on_delete=models.CASCADE, related_name="contacts")
    target = models.ForeignKey(
        Target, on_delete=models.CASCADE, null=True, blank=True, related_name="program_contacts"
    )
    state = models.CharField(max_length=9, choices=ContactState, default=ContactState.NOT_ASKED)
    asked_on = models.DateField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    route = models.CharField(max_length=6, choices=Route, blank=True, default="")

    class Meta:
        ordering = ["pick__program__name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["pick", "target"], name="program_contact_once"),
            models.UniqueConstraint(
                fields=["pick"], condition=Q(target__isnull=True), name="program_contact_open_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=ContactState.values), name="program_contact_state"
            ),
            models.CheckConstraint(
                condition=Q(state=ContactState.NOT_ASKED) | Q(target__isnull=False),
                name="program_contact_asked_somebody",
            ),
            models.CheckConstraint(
                condition=~Q(state=ContactState.DONE) | Q(done_on__isnull=False),
                name="program_contact_done_day",
            ),
            models.CheckConstraint(
                condition=Q(route__in=["", *Route.values]), name="program_contact_route"
            ),
        ]

    def __str__(self) -> str:
        return f"program contact {self.code}"
