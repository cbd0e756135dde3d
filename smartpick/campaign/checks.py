"""Refuses to start when a record of an applicant does not say whose it is."""

from typing import Any

from django.apps import apps
from django.core.checks import Error, register

from smartpick.campaign.owned import Owned


@register("models")
def every_record_says_what_becomes_of_it(**_: Any) -> list[Error]:
    return [
        Error(f"{model.__name__} does not name its way home.", id="house.E003")
        for model in apps.get_models()
        if issubclass(model, Owned) and not getattr(model, "owner_path", "")
    ]
