"""The invented people whom the try-out lets one enter as. Standard library alone."""

from dataclasses import dataclass

DOMAIN = "riverside.example"
OTHER_DOMAIN = "lakeside.example"
PASSWORD = "three invented words here"  # the try-out's own; nothing leaves this computer  # noqa: S105


@dataclass(frozen=True)
class Person:
    email: str
    name: str
    line: str


PEOPLE = (
    Person(f"linh@{DOMAIN}", "Linh Nguy\u1ec5n", "applicant, all ten sections done, with a dean"),
    Person(f"marcus@{DOMAIN}", "Marcus Bell", "applicant, half way, with a dean"),
    Person(f"priya@{DOMAIN}", "Priya Raman", "applicant, nothing answered yet"),
    Person(f"okafor@{DOMAIN}", "Dean Adaeze Okafor", "dean of Riverside, second factor set"),
    Person(f"park@{DOMAIN}", "Min-jun Park", "administrator of Riverside, second factor set"),
    Person(f"sahin@{OTHER_DOMAIN}", "Dean Elif \u015eahin", "dean of another school, Lakeside"),
    Person("operator@smartpick.example", "Olive Operator", "operator: schools, users, seasons"),
)


def lines() -> list[str]:
    """What `start` prints about the demo people."""
    return [f"  {p.name} <{p.email}>: {p.line}" for p in PEOPLE] + [
        f"  Password of each: {PASSWORD}"
    ]
