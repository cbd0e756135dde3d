"""What must hold before the house opens its door."""

from typing import Any

from django.core.checks import Error, register
from django.urls import URLPattern, URLResolver, get_resolver

from smartpick.access_table import TABLE, line_for


def view_names(patterns: list[Any] | None = None, prefix: str = "") -> list[str]:
    """The names of every pattern in the tree, with their namespaces; '' for an unnamed one."""
    names: list[str] = []
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if isinstance(pattern, URLResolver):
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            names += view_names(pattern.url_patterns, inner)
        elif isinstance(pattern, URLPattern):
            names.append(f"{prefix}{pattern.name or ''}")
    return names


@register("urls")
def every_address_has_a_line(**_: Any) -> list[Error]:
    names = set(view_names())
    missing = sorted(name for name in names if line_for(name) is None)
    idle = sorted(set(TABLE) - names)
    return [
        Error(f"The address '{name}' has no line in the access table.", id="house.E001")
        for name in missing
    ] + [
        Error(f"The access table's line '{name}' has no address.", id="house.E002") for name in idle
    ]
