"""What the forms of the ten sections share: the opened form a save is from, and its answers."""

import re
from typing import Any, NamedTuple

from django import forms

from autopsy.choices import Section
from autopsy.models.autopsy import LINE_BUDGET, TAB_CAP
from smartpick.accounts.choices import YesNo
from smartpick.common.forms import HouseForm, LineField, RadiosField

UNSEEN = frozenset({"version", "tab", "turn"})
TAB = re.compile(rf"[A-Za-z0-9_-]{{8,{TAB_CAP}}}")
COUNT = re.compile(r"[0-9]{1,9}")


class Origin(NamedTuple):
    """Which opened form a save comes from, the version it was read at, and its number there."""

    version: int
    tab: str
    turn: int


def unseen() -> forms.CharField:
    """What the page carries about itself; a browser that restores old forms leaves it alone."""
    return forms.CharField(
        widget=forms.HiddenInput(attrs={"autocomplete": "off"}), required=False, strip=False
    )


class SectionForm(HouseForm):
    """Base: knows its section, marks what is optional, leaves out what was not answered."""

    section: Section
    optional: tuple[str, ...] = ()
    version = unseen()
    tab = unseen()
    turn = unseen()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in self.optional:
            self.fields[name].marked_optional = True  # type: ignore[attr-defined]

    @property
    def values(self) -> dict[str, Any]:
        """What was answered, by the rulebook's names; what did not pass is not among it."""
        kept = {k: v for k, v in self.cleaned_data.items() if k not in UNSEEN}
        # Not `v not in (None, "", False)`: a count of 0 equals False, and 0 is an answer.
        told = {k: v for k, v in kept.items() if v is not False and v not in (None, "")}
        return told | self._empty_lists()

    def _empty_lists(self) -> dict[str, Any]:
        return {}

    @property
    def origin(self) -> Origin:
        told = self.cleaned_data
        tab = told.get("tab", "")
        return Origin(
            version=_count(told.get("version", "")),
            tab=tab if TAB.fullmatch(tab) else "",
            turn=_count(told.get("turn", "")),
        )


def _count(text: str) -> int:
    return int(text) if COUNT.fullmatch(text) else 0


def line(hint: str = "Add a reason only if the facts need one.") -> LineField:
    field = LineField(
        label="One line for the page",
        cap=LINE_BUDGET,
        counted=True,
        help_text="Prints on the one-page summary. Left empty, it is composed from the facts."
        f" {hint}",
    )
    field.marked_optional = True  # type: ignore[attr-defined]
    return field


def yes_no(label: str, **kwargs: Any) -> RadiosField:
    return RadiosField(label=label, choices=YesNo.choices, **kwargs)
