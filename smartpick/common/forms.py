"""The base of each form: crispy without its own form tag, forgiving fields, errors in one place.

A field here forgives spaces, commas and 'n/a'; it refuses with a sentence that names itself and
the fix; it keeps what was typed.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from crispy_forms.helper import FormHelper
from crispy_forms.layout import TEMPLATE_PACK, LayoutObject
from crispy_forms.utils import render_field
from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string

NOT_GIVEN = frozenset({"", "-", "n/a", "na", "none", "not applicable", "unknown", "?"})
DATE_STYLES = ("%Y-%m-%d", "%m/%d/%Y", "%b %d, %Y", "%B %d, %Y", "%b %d %Y", "%B %d %Y", "%d %b %Y")
MARK_RUN = 4
BREAK_RUN = 2


def clean_text(text: str, *, lines: bool) -> str:
    """Text as it is kept: NFC, no control characters, short runs of breaks and of marks."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    kept = [
        ch
        for ch in text
        if (ch == "\n" and lines) or unicodedata.category(ch) not in ("Cc", "Cs", "Co", "Cn")
    ]
    text = "".join(kept if lines else [" " if ch in "\n\t" else ch for ch in kept])
    text = re.sub(r"\n{3,}", "\n" * BREAK_RUN, text)
    return _fewer_marks(text).strip()


def _fewer_marks(text: str) -> str:
    kept: list[str] = []
    run = 0
    for ch in text:
        run = run + 1 if unicodedata.combining(ch) else 0
        if run <= MARK_RUN:
            kept.append(ch)
    return "".join(kept)


class HouseMixin:
    """What crispy needs to know, once for all forms."""

    layout: Sequence[Any] = ()
    error_css_class = ""
    use_required_attribute = False

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True  # the page owns the token, or it stands there twice
        helper.form_show_errors = True
        if self.layout:
            from_layout = helper.build_default_layout(self)
            from_layout.fields = list(self.layout)
            helper.add_layout(from_layout)
        return helper

    @property
    def problems(self) -> list[tuple[str, str]]:
        return problems_of(self)  # type: ignore[arg-type]


def problems_of(form: forms.BaseForm) -> list[tuple[str, str]]:
    """(id to jump to, sentence) for each error, in the order of the fields; any form's."""
    found: list[tuple[str, str]] = []
    for name, errors in form.errors.items():
        anchor = ""
        if name in form.fields:
            bound = form[name]
            group = getattr(bound.field.widget, "is_group", False)
            anchor = f"{bound.auto_id}_0" if group else bound.auto_id
        found += [(anchor, str(error)) for error in errors]
    return found


class HouseForm(HouseMixin, forms.Form):
    pass


class HouseModelForm(HouseMixin, forms.ModelForm):  # type: ignore[type-arg]
    pass


# --- widgets --------------------------------------------------------------------------------------


class Radios(forms.RadioSelect):
    is_group = True
    template_name = "components/choices.html"
    option_template_name = "components/choice.html"

    def __init__(self, *args: Any, stacked: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stacked = stacked

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["stacked"] = self.stacked
        return context


class FiveSteps(Radios):
    template_name = "components/five_steps.html"


class Boxes(forms.CheckboxSelectMultiple):
    is_group = True
    template_name = "components/choices.html"
    option_template_name = "components/choice.html"

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["stacked"] = True
        return context


# --- fields ---------------------------------------------------------------------------------------


class CountField(forms.CharField):
    """A whole number, typed as text; empty and 'n/a' are 'not answered'."""

    def __init__(
        self,
        *,
        label: str,
        low: int = 0,
        high: int = 9999,
        range_words: str = "",
        required: bool = False,
        **kwargs: Any,
    ) -> None:
        self.low, self.high = low, high
        self.range_words = range_words or f"{label} is a number between {low} and {high}."
        attrs = {"inputmode": "numeric", "class": "form-control is-short", "autocomplete": "off"}
        super().__init__(
            label=label,
            required=required,
            max_length=200,
            widget=forms.TextInput(attrs=attrs),
            **kwargs,
        )
        self.widget.attrs.pop("maxlength", None)

    def clean(self, value: Any) -> int | None:
        text = clean_text(str(value or ""), lines=False)
        if text.casefold() in NOT_GIVEN:
            if self.required:
                raise ValidationError(f"Enter a number for {self.label}.", code="required")
            return None
        digits = text.replace(" ", "").replace(",", "").replace("\u00a0", "")
        if not digits.isascii() or not re.fullmatch(r"[+-]?\d{1,9}(\.0+)?", digits[:30]):
            raise ValidationError(self.range_words, code="number")
        number = int(digits.split(".")[0])
        if not self.low <= number <= self.high:
            raise ValidationError(self.range_words, code="range")
        return number

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(initial if initial is not None else "") != str(data or "")


class DecimalText(forms.CharField):
    def __init__(self, *, label: str, low: Decimal, high: Decimal, **kwargs: Any) -> None:
        self.low, self.high = low, high
        attrs = {"inputmode": "decimal", "class": "form-control is-short", "autocomplete": "off"}
        super().__init__(label=label, required=False, widget=forms.TextInput(attrs=attrs), **kwargs)

    def clean(self, value: Any) -> Decimal | None:
        text = clean_text(str(value or ""), lines=False)
        if text.casefold() in NOT_GIVEN:
            return None
        words = f"{self.label} is a number between {self.low} and {self.high}."
        try:
            number = Decimal(text.replace(",", ".")[:20])
        except InvalidOperation:
            raise ValidationError(words, code="number") from None
        if not number.is_finite() or not self.low <= number <= self.high:
            raise ValidationError(words, code="range")
        return number.quantize(Decimal("0.01"))


class LineField(forms.CharField):
    """One line (or a few) of text under a cap, with a counter where a page limits it."""

    def __init__(
        self,
        *,
        label: str,
        cap: int,
        rows: int = 1,
        counted: bool = False,
        required: bool = False,
        list_id: str = "",
        **kwargs: Any,
    ) -> None:
        self.cap, self.rows, self.counted = cap, rows, counted
        attrs: dict[str, Any] = {"class": "form-control"}
        if list_id:
            attrs |= {"list": list_id, "autocomplete": "off"}
        if counted:
            attrs["data-budget"] = cap
        widget: forms.Widget = forms.TextInput(attrs=attrs)
        if rows > 1:
            widget = forms.Textarea(attrs=attrs | {"rows": rows})
        super().__init__(label=label, required=required, widget=widget, strip=False, **kwargs)

    def clean(self, value: Any) -> str:
        text = clean_text(str(value or ""), lines=self.rows > 1)
        if not text and self.required:
            raise ValidationError(self.error_messages["required"], code="required")
        over = len(text) - self.cap
        if over > 0:
            noun = "character" if over == 1 else "characters"
            raise ValidationError(
                f"{self.label} is {over} {noun} over its limit of {self.cap}.", code="too_long"
            )
        if "\x00" in str(value or ""):
            raise ValidationError(
                f"{self.label} holds a character that cannot be kept. Type it again.", code="nul"
            )
        return text


class DateText(forms.CharField):
    """A day, typed in any of the usual ways or picked."""

    def __init__(self, *, label: str, required: bool = False, **kwargs: Any) -> None:
        widget = forms.DateInput(
            attrs={"class": "form-control is-medium", "type": "date"}, format="%Y-%m-%d"
        )
        super().__init__(label=label, required=required, widget=widget, **kwargs)

    def clean(self, value: Any) -> date | None:
        text = clean_text(str(value or ""), lines=False)
        if not text and not self.required:
            return None
        for style in DATE_STYLES:
            try:
                found = datetime.strptime(text[:40], style).date()  # noqa: DTZ007
            except ValueError:
                continue
            if 1950 <= found.year <= 2100:
                return found
        raise ValidationError(f"{self.label}: use a date such as Dec 3, 2026.", code="date")


class RadiosField(forms.ChoiceField):
    def __init__(
        self,
        *,
        label: str,
        choices: Iterable[tuple[Any, Any]],
        stacked: bool = False,
        widget: type[Radios] = Radios,
        required: bool = False,
        **kwargs: Any,
    ) -> None:
        super().__init__(
            label=label,
            required=required,
            choices=list(choices),
            widget=widget(stacked=stacked),
            error_messages={
                "invalid_choice": f"{label}: choose one of the answers shown.",
                "required": f"{label}: choose one.",
            },
            **kwargs,
        )


class BoxesField(forms.MultipleChoiceField):
    def __init__(self, *, label: str, choices: Iterable[tuple[Any, Any]], **kwargs: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            choices=list(choices),
            widget=Boxes(),
            error_messages={"invalid_choice": f"{label}: choose from the answers shown."},
            **kwargs,
        )


class TickField(forms.BooleanField):
    def __init__(self, *, label: str, **kwargs: Any) -> None:
        super().__init__(
            label=label,
            required=False,
            widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
            **kwargs,
        )


# --- layout -----------------------------------------------------------------------------------


class _Group(LayoutObject):
    template = ""

    def __init__(self, *fields: Any, **context: Any) -> None:
        self.fields = list(fields)
        self.context = context

    def render(
        self, form: Any, context: Any, template_pack: Any = TEMPLATE_PACK, **kwargs: Any
    ) -> str:
        drawn = [
            render_field(field, form, context, template_pack=template_pack) for field in self.fields
        ]
        open_now = any(
            field in form.errors or form.initial.get(field) not in (None, "", [], False)
            for field in self.get_field_names_flat()
        )
        return render_to_string(
            self.template, {"drawn": drawn, "is_open": open_now, **self.context}
        )

    def get_field_names_flat(self) -> list[str]:
        return [pointer.name for pointer in self.get_field_names()]


class Row(_Group):
    """Fields beside each other on a laptop, under each other on a phone."""

    template = "components/field_row.html"


class Details(_Group):
    """What sharpens the answer and may be left out; open when something of it was answered."""

    template = "components/field_details.html"

    def __init__(self, *fields: Any, summary: str) -> None:
        super().__init__(*fields, summary=summary)


class When(_Group):
    """Fields that matter for one choice only; shown by style sheet, never removed."""

    template = "components/field_when.html"
