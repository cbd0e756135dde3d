from django.db import models
from django.db.models import F, Q

from autopsy.choices import InterviewFeedback, SignalsAim, StatementFocus, StatementReader
from autopsy.models.autopsy import Facts
from autopsy.models.facts import chosen, counted, of_autopsy, printed
from smartpick.accounts.choices import YesNo


class ApplicationFacts(Facts):
    """The list, the dates and the interviews. Ranks are not here (autopsy/models/rank.py)."""

    autopsy = of_autopsy("application_facts")
    programs_applied = counted()
    interviews_offered = counted()
    interviews_attended = counted()
    submitted_on = models.DateField(null=True, blank=True)
    file_complete = chosen(YesNo)
    filters_checked = chosen(YesNo)
    signals_available = counted()
    signals_used = counted()
    signals_aim = chosen(SignalsAim)
    soap_applied = chosen(YesNo)
    soap_offers = counted()
    mock_interviews = counted()
    interview_feedback = chosen(InterviewFeedback)
    line = printed()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(interviews_attended__isnull=True)
                | Q(interviews_offered__isnull=True)
                | Q(interviews_attended__lte=F("interviews_offered")),
                name="application_attended_of_offered",
            )
        ]


class MaterialFacts(Facts):
    """What was sent with it: letters, statement, CV."""

    autopsy = of_autopsy("material_facts")
    letters_count = counted()
    letters_in_specialty = counted()
    letters_known_well = counted()
    letters_from_leader = counted()
    letters_new = counted()
    standardized_letter = chosen(YesNo)
    statement_focus = chosen(StatementFocus)
    statement_reader = chosen(StatementReader)
    cv_reader = chosen(YesNo)
    cv_problems = models.JSONField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(letters_count__isnull=True)
                | Q(**{f"{part}__isnull": True})
                | Q(**{f"{part}__lte": F("letters_count")}),
                name=f"material_{part}",
            )
            for part in (
                "letters_in_specialty",
                "letters_known_well",
                "letters_from_leader",
                "letters_new",
            )
        ]
