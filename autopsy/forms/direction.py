from autopsy.choices import DirectionChoice, RepairStatement
from autopsy.models.autopsy import STORY_CAP
from smartpick.common.forms import DateText, HouseForm, LineField, RadiosField, Row, TickField


class DirectionForm(HouseForm):
    choice = RadiosField(
        label="Same specialty or pivot?", choices=DirectionChoice.choices, required=True
    )
    target = LineField(label="Specialty you aim at", cap=80, list_id="specialties")
    backup = LineField(label="Chosen backup", cap=80, list_id="specialties")
    second_lane = LineField(label="The other lane, while deciding", cap=80, list_id="specialties")
    reason = LineField(label="Why", cap=STORY_CAP, rows=3)
    story = LineField(
        label="Your story in the new field (for a pivot)",
        cap=3000,
        rows=5,
        help_text="40 words or more. A reason that is not only easier odds.",
    )
    story_experience = LineField(
        label="One thing you did in that field", cap=300, help_text="Where and when."
    )
    what_changed = LineField(label="What changed", cap=STORY_CAP, rows=2)
    decide_by = DateText(label="Decide by")
    layout = (
        "choice", Row("target", "backup"), "second_lane", "reason", "story", "story_experience",
        "what_changed", "decide_by",
    )  # fmt: skip


class RepairForm(HouseForm):
    statement = RadiosField(label="You say", choices=RepairStatement.choices)
    note = LineField(label="A note for yourself", cap=300)
    description = LineField(
        label="The concern, described in one line",
        cap=300,
        help_text="Fills the question for a leader. Only you see it.",
    )
    paused = TickField(label="Pause this plan")


class StepForm(HouseForm):
    due_on = DateText(label="By")
    done_on = DateText(label="Done on")
    proof = LineField(label="Proof", cap=300)
    skipped_because = LineField(label="Skip it, because", cap=200)
