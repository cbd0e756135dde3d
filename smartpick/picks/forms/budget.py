import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from smartpick.common.forms import CountField, Details, HouseForm, Row, clean_text
from smartpick.picks.choices import Tier
from smartpick.picks.models import DOLLARS_CAP, PROGRAMS_CAP, BudgetPlan
from smartpick.picks.queries.budget import PROGRAMS_FIRST, Season

BANDS = tuple(Tier)
OF_TEN = "Use a number from 0 to 10."


class Figures(forms.CharField):
    """A number typed as text, on a phone's number keys."""

    def __init__(self, *, label: str, **kwargs: Any) -> None:
        attrs = {"inputmode": "decimal", "class": "form-control is-short", "autocomplete": "off"}
        widget = forms.TextInput(attrs=attrs)
        super().__init__(label=label, required=False, widget=widget, **kwargs)


class OfTen(Figures):
    """'3', '2.5': of ten such programs, how many; kept in whole percent."""

    def clean(self, value: Any) -> int | None:
        text = clean_text(str(value or ""), lines=False).replace(",", ".")
        if not text:
            return None
        if not re.fullmatch(r"\d{1,2}(\.\d{1,2})?", text) or float(text) > 10:
            raise ValidationError(f"{self.label}: {OF_TEN}", code="range")
        return round(float(text) * 10)


class Dollars(Figures):
    """'$560', '1,200': whole dollars or cents; kept in cents."""

    def clean(self, value: Any) -> int | None:
        text = re.sub(r"[\s$,]", "", clean_text(str(value or ""), lines=False))
        if not text:
            return None
        found = re.fullmatch(r"(\d{1,6})(?:\.(\d{2}))?", text)
        if not found or int(found.group(1)) > DOLLARS_CAP:
            raise ValidationError(f"{self.label}: use an amount such as 560.", code="amount")
        return int(found.group(1)) * 100 + int(found.group(2) or 0)


class BudgetForm(HouseForm):
    programs_max = CountField(label="At most this many programs", high=PROGRAMS_CAP)
    cents_max = Dollars(label="At most this many dollars of fees")
    mentor_link_adds = OfTen(
        label="A mentor's link adds", help_text="In tenths, as above; 0 if you do not count it."
    )
    geographic_tie_adds = OfTen(label="A tie to the place adds")

    def __init__(self, *args: Any, season: Season, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.season = season
        for band in BANDS:
            self.fields[f"rate_{band.value}"] = OfTen(label=f"{band.label}, without a signal")
            self.fields[f"signaled_{band.value}"] = OfTen(label=f"{band.label}, with a signal")
        for name in season.services:
            self.fields[f"signals_{name}"] = CountField(label=f"Signals in {name}", high=50)
        for tier in season.tiers:
            if tier.application_service in season.services.values():
                self.fields[fee_name(tier)] = Dollars(label=fee_label(tier))

    @property
    def layout(self) -> tuple[Any, ...]:  # type: ignore[override]
        fees = [name for name in self.fields if name.startswith("fee_")]
        signals = [name for name in self.fields if name.startswith("signals_")]
        return (
            Row("programs_max", "cents_max"),
            *(Row(f"rate_{band.value}", f"signaled_{band.value}") for band in BANDS),
            Details("mentor_link_adds", "geographic_tie_adds", summary="Links and ties"),
            *([Details(*signals, summary="Signals")] if signals else []),
            *([Details(*fees, summary="Fees of the season")] if fees else []),
        )

    def clean(self) -> dict[str, Any]:
        told: dict[str, Any] = super().clean() or self.cleaned_data
        cents, least = told.get("cents_max"), self._least_fee(told)
        if least is None or "cents_max" in self.errors:
            return told
        if cents is None:
            self.add_error("cents_max", "Enter what you can spend on fees, such as 560.")
        elif cents < least:
            words = f"One program costs ${in_dollars(least)}. Give at least that."
            self.add_error("cents_max", words)
        return told

    def _least_fee(self, told: dict[str, Any]) -> int | None:
        """What a first program costs where it costs least; nothing where one costs nothing."""
        if self.season.without_fees:
            return None
        used = set(self.season.services.values())
        prices = []
        for tier in self.season.tiers:
            if tier.first == 1 and tier.application_service in used:
                own = told.get(fee_name(tier))
                prices.append(own if own is not None else tier.flat_cents or tier.each_cents)
        return min(prices, default=None)

    def facts(self) -> dict[str, Any]:
        """What the plan keeps; a price or number equal to the season's is not kept as changed."""
        told = self.cleaned_data
        cents = told["cents_max"]
        return {
            "programs_max": told["programs_max"],
            "dollars_max": None if cents is None else cents // 100,
            "mentor_link_adds": told["mentor_link_adds"] or 0,
            "geographic_tie_adds": told["geographic_tie_adds"] or 0,
            "rates": self._bands("rate"),
            "signaled_rates": self._bands("signaled"),
            "signals": {
                name: told[f"signals_{name}"]
                for name in self.season.services
                if told[f"signals_{name}"] not in (None, self.season.signals_of(name))
            },
            "own_fees": {
                f"{tier.application_service}:{tier.first}": told[fee_name(tier)]
                for tier in self.season.tiers
                if told.get(fee_name(tier)) not in (None, tier.flat_cents or tier.each_cents)
            },
        }

    def _bands(self, start: str) -> dict[str, int]:
        told = {band.value: self.cleaned_data[f"{start}_{band.value}"] for band in BANDS}
        return {band: percent for band, percent in told.items() if percent is not None}


def fee_name(tier: Any) -> str:
    return f"fee_{tier.application_service}_{tier.first}"


def fee_label(tier: Any) -> str:
    reach = f"{tier.first} and more" if tier.last is None else f"{tier.first} to {tier.last}"
    how = "together" if tier.flat_cents else "each"
    return f"{tier.application_service}, programs {reach}, {how}"


def initial_of(plan: BudgetPlan, season: Season, last_yield: int | None) -> dict[str, Any]:
    """What the form opens with: the plan's own, else the season's; one rate from last cycle."""
    rates = dict(plan.rates)
    if not plan.pk and last_yield is not None:
        rates["realistic"] = last_yield
    told: dict[str, Any] = {
        "programs_max": plan.programs_max if plan.programs_max is not None else PROGRAMS_FIRST,
        "cents_max": plan.dollars_max if plan.dollars_max is not None else "",
        "mentor_link_adds": of_ten(plan.mentor_link_adds) if plan.mentor_link_adds else "",
        "geographic_tie_adds": of_ten(plan.geographic_tie_adds) if plan.geographic_tie_adds else "",
    }
    for band in BANDS:
        told[f"rate_{band.value}"] = of_ten(rates.get(band.value))
        told[f"signaled_{band.value}"] = of_ten(plan.signaled_rates.get(band.value))
    for name in season.services:
        told[f"signals_{name}"] = plan.signals.get(name, season.signals_of(name))
    for tier in season.tiers:
        own = plan.own_fees.get(f"{tier.application_service}:{tier.first}")
        season_price = tier.flat_cents or tier.each_cents
        told[fee_name(tier)] = in_dollars(season_price if own is None else own)
    return told


def of_ten(percent: int | None) -> str:
    if percent is None:
        return ""
    return str(percent // 10) if percent % 10 == 0 else f"{percent / 10:.1f}"


def in_dollars(cents: int) -> str:
    return str(cents // 100) if cents % 100 == 0 else f"{cents / 100:.2f}"
