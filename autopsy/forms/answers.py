from autopsy.models.answer import ANSWER_CAP
from autopsy.models.autopsy import ASK_BUDGET, EVIDENCE_BUDGET, SITUATION_BUDGET
from smartpick.campaign.models.priority import PRINT_BUDGET
from smartpick.common.forms import BoxesField, CountField, HouseForm, LineField


class DisagreeForm(HouseForm):
    disagreement = LineField(
        label="I see it differently",
        cap=EVIDENCE_BUDGET,
        counted=True,
        help_text="One line. It prints instead of ours.",
    )


class SpokenForm(HouseForm):
    text = LineField(
        label="Your answer",
        cap=ANSWER_CAP,
        rows=10,
        required=True,
        help_text="Said aloud in 45 to 90 seconds: 105 to 210 words.",
        error_messages={"required": "Write one sentence first."},
    )


class RehearsalForm(HouseForm):
    seconds = CountField(
        label="Seconds it took me",
        low=1,
        high=300,
        required=True,
        range_words="Seconds are a number between 1 and 300.",
    )


class PageForm(HouseForm):
    """The lines of the page that belong to no section."""

    situation = LineField(
        label="Situation",
        cap=SITUATION_BUDGET,
        rows=2,
        counted=True,
        help_text="Left empty, it is composed from your first section.",
    )
    do_1 = LineField(label="First priority", cap=PRINT_BUDGET, counted=True)
    do_2 = LineField(label="Second priority", cap=PRINT_BUDGET, counted=True)
    do_3 = LineField(label="Third priority", cap=PRINT_BUDGET, counted=True)
    avoid_1 = LineField(label="First thing to avoid", cap=PRINT_BUDGET)
    avoid_2 = LineField(label="Second thing to avoid", cap=PRINT_BUDGET)
    first_ask = LineField(label="First thing you ask today", cap=ASK_BUDGET, counted=True)
    second_ask = LineField(label="Second thing you ask today", cap=ASK_BUDGET, counted=True)


class KitForm(HouseForm):
    questions = BoxesField(label="Questions to ask", choices=[])
    own_question = LineField(label="A question of your own", cap=160)

    def __init__(self, *args: object, offered: list[tuple[str, str]], **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["questions"].choices = offered  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        data = super().clean() or {}
        chosen = list(data.get("questions") or ())
        if len(chosen) + bool(data.get("own_question")) > 5:
            self.add_error("questions", "Five fit in 25 minutes. Which can wait?")
        return data
