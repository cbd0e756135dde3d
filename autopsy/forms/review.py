from typing import Any

from autopsy.choices import Section, Verdict
from autopsy.models.review import COMMENT_CAP
from smartpick.common.forms import HouseForm, LineField, RadiosField


class ReplyForm(HouseForm):
    reply = LineField(
        label="Your reply",
        cap=COMMENT_CAP,
        rows=3,
        required=True,
        error_messages={"required": "Write a reply, or close the comment without one."},
    )


class CommentForm(HouseForm):
    section = RadiosField(label="Section", choices=Section.choices, required=True)
    text = LineField(
        label="Comment",
        cap=COMMENT_CAP,
        rows=3,
        required=True,
        help_text="Facts and next steps. The applicant reads it once you finish the review.",
        error_messages={"required": "Write the comment, or leave the section without one."},
    )


class FinishForm(HouseForm):
    verdict = RadiosField(
        label="Finish review", choices=Verdict.choices, required=True, stacked=True
    )
    message = LineField(label="Message", cap=COMMENT_CAP, rows=3)

    def __init__(self, *args: Any, comments_count: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.comments_count = comments_count
        self.fields["message"].marked_optional = True  # type: ignore[attr-defined]

    def clean_verdict(self) -> str:
        verdict = str(self.cleaned_data["verdict"])
        if verdict == Verdict.CHANGES and not self.comments_count:
            self.add_error(
                "verdict",
                "Write at least one comment so the applicant knows what to change.",
            )
        return verdict
