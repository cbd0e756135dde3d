from typing import Any

from django.core.exceptions import ValidationError

from mentors.forms.entries import UploadForm
from mentors.models import Target
from mentors.parsing.columns import STATES
from smartpick.accounts.choices import YesNo
from smartpick.common.forms import (
    CountField,
    DateText,
    Details,
    HouseForm,
    LineField,
    RadiosField,
    Row,
    TickField,
)
from smartpick.picks.choices import PositionKind, Signal, Tier, Visa
from smartpick.picks.rules.codes import acgme_code, nrmp_code

UNKNOWN = ("", "Not known")


class ProgramForm(HouseForm):
    """Only the name is needed; each fact that is known makes the fit say more."""

    name = LineField(label="Program", cap=160, required=True)
    institution = LineField(label="Institution", cap=160)
    city = LineField(label="City", cap=60)
    state = LineField(label="State", cap=20, help_text="Two letters.")
    specialty = LineField(label="Specialty", cap=80, list_id="specialties")
    nrmp_code = LineField(
        label="NRMP code", cap=20, help_text="Nine signs, such as 1102140C0. It tells twins apart."
    )
    acgme_code = LineField(label="ACGME number", cap=20, help_text="Ten digits.")
    position = RadiosField(label="Position", choices=[UNKNOWN, *PositionKind.choices], stacked=True)
    visa = RadiosField(label="Visa it sponsors", choices=[UNKNOWN, *Visa.choices], stacked=True)
    max_years = CountField(label="Most years since graduation", high=60)
    failed_attempts_max = CountField(label="Failed exam attempts it accepts", high=20)
    clinical_months = CountField(label="Months of US clinical work it asks for", high=60)
    previous_graduates = RadiosField(
        label="Has it taken graduates of earlier years?", choices=[UNKNOWN, *YesNo.choices]
    )
    letters_in_specialty = CountField(label="Letters from the specialty it asks for", high=4)
    source = LineField(
        label="Where this comes from", cap=200, help_text="A page, a list, a person; with its date."
    )
    checked_on = DateText(label="Read on")
    license_note = LineField(label="Terms of that list", cap=200)
    layout = (
        "name", Row("institution", "specialty"), Row("city", "state"),
        Row("source", "checked_on"),
        Details(
            "visa", Row("max_years", "failed_attempts_max"),
            Row("clinical_months", "letters_in_specialty"), "previous_graduates",
            "position", Row("nrmp_code", "acgme_code"), "license_note",
            summary="What it asks for, and its codes",
        ),
    )  # fmt: skip

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not name:
            raise ValidationError("Enter the program's name. The rest can wait.")
        return name

    def clean_state(self) -> str:
        typed: str = self.cleaned_data["state"]
        state = typed.upper()
        if state and state not in STATES:
            raise ValidationError(f"{typed}: use the two letters of a US state, such as OH.")
        return state

    def clean_nrmp_code(self) -> str:
        code = nrmp_code(self.cleaned_data["nrmp_code"])
        if code is None:
            raise ValidationError("An NRMP code has nine signs, such as 1102140C0.")
        return code

    def clean_acgme_code(self) -> str:
        code = acgme_code(self.cleaned_data["acgme_code"])
        if code is None:
            raise ValidationError("An ACGME number has ten digits.")
        return code


class PickForm(HouseForm):
    tier = RadiosField(
        label="Band", choices=[("", "Not said yet"), *Tier.choices],
        help_text="Yours or your dean's to say. SmartPick does not work it out.",
    )  # fmt: skip
    tier_source = LineField(
        label="What the band stands on", cap=120, help_text="Who said so, or what you compared."
    )
    why = LineField(label="Why it fits", cap=200, help_text="Prints on the application plan.")
    knows = RadiosField(label="Who knows somebody there", choices=[])
    mentor_said = LineField(label="What a mentor said of it", cap=160)
    geographic_tie = TickField(label="I have a tie to this place")
    signal = RadiosField(label="Signal", choices=[("", "None"), *Signal.choices])
    kept = TickField(label="Keep it on the list whatever the numbers say")
    excluded = TickField(label="Leave it out")
    dropped_because = LineField(label="Left out because", cap=160)
    layout = (
        "tier", "tier_source", "why", "knows", "mentor_said", "geographic_tie", "signal",
        Details("kept", "excluded", "dropped_because", summary="Always in, or left out"),
    )  # fmt: skip

    def __init__(self, *args: Any, people: list[Target], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(one.code): one for one in people}
        self.fields["knows"].choices = [  # type: ignore[attr-defined]
            ("", "Nobody yet"), *((code, one.name) for code, one in self.people.items())
        ]  # fmt: skip

    def clean_knows(self) -> Target | None:
        return self.people.get(self.cleaned_data["knows"])

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        if told.get("kept") and told.get("excluded"):
            self.add_error("excluded", "A program is either kept in or left out. Choose one.")
        return told


class ProgramFileForm(UploadForm):
    """The file, and what is true of each row in it that says nothing itself."""

    source = LineField(
        label="Where this list comes from",
        cap=200,
        help_text="A page, an office, a person. It stands beside each program.",
    )
    checked_on = DateText(label="Read on")
    license_note = LineField(label="Terms of that list", cap=200)
    layout = ("file", Row("source", "checked_on"), "license_note")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = "A table saved as CSV, up to 4 MB."

    def facts(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("source", "checked_on", "license_note")}
