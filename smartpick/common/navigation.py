"""What the bars of a page need to know."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    label: str
    url: str
    icon: str = ""
    current: bool = False
    count: int = 0
