from typing import Any

from django.apps import apps
from django.core.checks import Error, register

from smartpick.records.declared import said_of


@register("models")
def every_table_says_whose_it_is(**_: Any) -> list[Error]:
    return [
        Error(
            f"{model._meta.label} does not say whose it is, whether it is exported and when it"
            " goes: derive it from Owned, or add a line to smartpick/records/declared.py.",
            id="house.E004",
        )
        for model in apps.get_models()
        if said_of(model) is None
    ]
