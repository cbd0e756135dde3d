from datetime import date
from typing import Any
from zoneinfo import available_timezones

from allauth.account.adapter import get_adapter
from allauth.account.forms import ConfirmLoginCodeForm
from allauth.core import context, ratelimit
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from smartpick.accounts.choices import Degree, Paper, Theme
from smartpick.accounts.sharing import DEAN_THEN_SEES, ShareKey
from smartpick.common.forms import (
    BoxesField,
    CountField,
    DateText,
    HouseForm,
    LineField,
    RadiosField,
    TickField,
)

ADDRESS_WORDS = "Enter an email address with an @, such as you@alum.example."


class CodeEntry(ConfirmLoginCodeForm):
    """A mailed code with its tries counted in the shared cache: the session's own count is lost
    when requests run beside each other."""

    def clean_code(self) -> str:
        request = context.request
        key = request.session.session_key
        if not ratelimit.consume(request, action="enter_code", key=key):
            raise get_adapter().validation_error("too_many_login_attempts")
        return str(super().clean_code())


class AddPasskey(AddWebAuthnForm):
    """One that signs in by itself, unless somebody wants it as a second factor only."""

    name = LineField(label="A name for it", cap=60, required=False)
    passwordless = TickField(
        label="Sign in with it alone, without the password",
        help_text="The device then asks for your finger, face or PIN.",
        initial=True,
    )


class AddressField(LineField):
    def __init__(self, **kwargs: Any) -> None:
        super().__init__(cap=254, required=True, **kwargs)
        self.error_messages["required"] = ADDRESS_WORDS
        self.widget.attrs |= {"type": "email", "autocomplete": "email"}
        self.widget.input_type = "email"

    def clean(self, value: Any) -> str:
        text = super().clean(value).replace(" ", "")
        try:
            validate_email(text)
        except ValidationError:
            raise ValidationError(ADDRESS_WORDS, code="address") from None
        return text.lower()


class JoinForm(HouseForm):
    email = AddressField(label="Email", help_text="Use one you will still have next year.")
    password = forms.CharField(
        label="Password",
        strip=False,
        max_length=512,
        help_text="15 characters or more: three or four words; paste is fine.",
        error_messages={"required": "Enter a password of 15 characters or more."},
        widget=forms.PasswordInput(attrs={"class": "form-control", "autocomplete": "new-password"}),
    )
    shared_computer = TickField(
        label="This is a shared computer",
        help_text="Signs out after 20 minutes or on closing the browser.",
    )
    time_zone = forms.CharField(
        required=False, max_length=64, widget=forms.HiddenInput(attrs={"data-time-zone": "1"})
    )
    layout = ("email", "password", "shared_computer", "time_zone")

    def clean_password(self) -> str:
        return str(get_adapter().clean_password(self.cleaned_data["password"]))

    def clean_time_zone(self) -> str:
        name = self.cleaned_data["time_zone"]
        return name if name in available_timezones() else ""


class CodeForm(HouseForm):
    code = LineField(
        label="Code from the mail",
        cap=20,
        required=True,
        error_messages={"required": "Enter the code from the mail."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].widget.attrs |= {"autocomplete": "one-time-code"}

    def clean_code(self) -> str:
        return str(self.cleaned_data["code"]).replace(" ", "").replace("-", "").upper()


MATCHES = [("NRMP", "NRMP (the Main Match)"), ("SF Match", "SF Match"), ("AUA", "AUA Match")]


class StartForm(HouseForm):
    today: date | None = None

    print_name = LineField(label="Name as it should print", cap=60)
    school_name = LineField(
        label="Medical school", cap=120, help_text="Text only: it links you to nobody."
    )
    match_service = RadiosField(label="Which Match?", choices=MATCHES)
    failed_year = CountField(
        label="Its year", low=1990, high=2100, range_words="Match years are between 1990 and 2100."
    )
    learned_on = DateText(
        label="When did you learn the result?",
        help_text="Only where it was not that Match Day: urology hears in winter.",
    )
    track = RadiosField(
        label="When do you plan to submit next?",
        choices=[
            ("long", "In September of next year: time for letters and outputs"),
            ("short", "This September: about six months, letters from two"),
            ("undecided", "Not sure: the long plan runs, and we ask again in June"),
        ],
        stacked=True,
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        learned, year = data.get("learned_on"), data.get("failed_year")
        if learned and year and learned.year != year:
            self.add_error("learned_on", "That day is not in the year of that Match. Check one.")
        elif learned and self.today and learned > self.today:
            self.add_error("learned_on", "That day is still to come. Leave it empty until then.")
        return data


class ProfileForm(HouseForm):
    print_name = LineField(label="Name as it should print", cap=60)
    degree = RadiosField(label="Degree", choices=Degree.choices)
    school_name = LineField(label="Medical school", cap=120)
    phone = LineField(label="Phone", cap=30)
    aamc_id = LineField(
        label="AAMC ID", cap=20, help_text="Optional; printed on your page, never in an address."
    )
    paper = RadiosField(label="Paper", choices=Paper.choices)
    theme = RadiosField(label="Colors", choices=Theme.choices)
    time_zone = LineField(
        label="Time zone", cap=64, help_text="Such as America/Chicago.", list_id="zones"
    )

    def clean_time_zone(self) -> str:
        name = str(self.cleaned_data["time_zone"])
        if name and name not in available_timezones():
            raise ValidationError("Time zone: use a name such as America/Chicago.")
        return name


KEY_CHOICES = [(key.value, f"{key.label}: {DEAN_THEN_SEES[key]}") for key in ShareKey]


class KeysForm(HouseForm):
    keys = BoxesField(label="What this dean sees", choices=KEY_CHOICES)


class AskDeanForm(HouseForm):
    email = AddressField(label="Your dean's email")


class InviteForm(HouseForm):
    addresses = LineField(
        label="Addresses, one on each line",
        cap=20_000,
        rows=8,
        required=True,
        help_text="'Name <address>' or the address alone; a pasted CSV column works.",
        error_messages={"required": "Paste at least one address."},
    )
    class_year = CountField(
        label="Class year",
        low=1990,
        high=2100,
        range_words="Class years are between 1990 and 2100.",
    )


class InviteOneForm(HouseForm):
    email = AddressField(label="Email")
    role = RadiosField(
        label="Role",
        choices=[("dean", "Dean"), ("administrator", "Administrator")],
        required=True,
    )


class SchoolForm(HouseForm):
    name = LineField(
        label="School",
        cap=120,
        required=True,
        error_messages={"required": "Enter the school's name."},
    )
    time_zone = LineField(
        label="Time zone",
        cap=64,
        required=True,
        list_id="zones",
        error_messages={"required": "Enter a time zone such as America/Chicago."},
    )
    term_ends_on = DateText(label="Term ends on")
    retention_months = CountField(
        label="Months that records are kept",
        low=1,
        high=120,
        required=True,
        help_text="After the last active cycle.",
        range_words="Retention is between 1 and 120 months.",
    )
    small_cell = CountField(
        label="Smallest group shown",
        low=5,
        high=100,
        required=True,
        help_text="Counts below it are hidden.",
        range_words="Use 5 or more.",
    )
    counseling_text = LineField(label="Counseling line", cap=300, rows=2)

    def clean_time_zone(self) -> str:
        name = str(self.cleaned_data["time_zone"])
        if name not in available_timezones():
            raise ValidationError("Time zone: use a name such as America/Chicago.")
        return name
