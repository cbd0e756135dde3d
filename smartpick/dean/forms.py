from smartpick.common.forms import HouseForm, LineField, RadiosField
from smartpick.dean.choices import NoteKind
from smartpick.dean.models import NOTE_CAP


class NoteForm(HouseForm):
    kind = RadiosField(
        label="Who reads it",
        choices=[
            (NoteKind.PRIVATE, "Private: linked deans and their successors"),
            (NoteKind.SHARED, "Shared: the applicant too"),
        ],
        required=True,
        stacked=True,
    )
    text = LineField(
        label="Note",
        cap=NOTE_CAP,
        rows=6,
        required=True,
        help_text="Facts, dates, what was agreed. No diagnosis, no guess at motives.",
        error_messages={"required": "Write the note first."},
    )
