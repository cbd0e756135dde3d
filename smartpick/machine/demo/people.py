"""The invented people whom the try-out lets one enter as. Standard library alone."""

from dataclasses import dataclass

DOMAIN = "riverside.example"
OTHER_DOMAIN = "lakeside.example"
PASSWORD = "three invented words here"  # the try-out's own; nothing leaves this computer  # noqa: S105
RIVERSIDE = "Riverside School of Medicine (invented)"
LAKESIDE = "Lakeside College of Medicine (invented)"


@dataclass(frozen=True)
class Person:
    email: str
    name: str
    line: str
    role: str = "applicant"  # or dean, administrator, operator
    school: str = RIVERSIDE
    case: str = ""  # the answers, by the name of `cases.CASES`
    state: str = "draft"  # or submitted, commented, signed, changes, ended
    has_team: bool = False  # faculty around them, and a year of meeting them


PEOPLE = (
    Person(f"linh@{DOMAIN}", "Linh Nguy\u1ec5n", "applicant, page signed off by the dean",
           case="orthopedics", state="signed", has_team=True),
    Person(f"marcus@{DOMAIN}", "Marcus Bell", "applicant, half way, shares with the dean",
           case="half_way"),
    Person(f"priya@{DOMAIN}", "Priya Raman", "applicant, nothing answered yet"),
    Person(f"tomas@{DOMAIN}", "Tom\u00e1s Echeverr\u00eda-Villalobos de la Cruz y Montenegro",
           "applicant, the fullest record, asked for changes", case="fullest", state="changes"),
    Person(f"amara@{DOMAIN}", "Amara Okonkwo", "applicant, page waits for the dean's review",
           case="interviews", state="submitted"),
    Person(f"yara@{DOMAIN}", "\u064a\u0627\u0631\u0627 \u062d\u062f\u0651\u0627\u062f",
           "applicant, graduate of a school abroad, Arabic name", case="abroad",
           state="commented"),
    Person(f"wei@{DOMAIN}", "\u738b\u5049 Wei Wang", "applicant, stopped sharing with the dean",
           case="professionalism", state="ended"),
    Person(f"okafor@{DOMAIN}", "Dean Adaeze Okafor", "dean of Riverside, second factor set",
           role="dean"),
    Person(f"park@{DOMAIN}", "Min-jun Park", "administrator of Riverside, second factor set",
           role="administrator"),
    Person(f"jonas@{OTHER_DOMAIN}", "Jonas Lindqvist", "applicant of another school, Lakeside",
           school=LAKESIDE, case="interviews", state="submitted"),
    Person(f"sahin@{OTHER_DOMAIN}", "Dean Elif \u015eahin", "dean of another school, Lakeside",
           role="dean", school=LAKESIDE),
    Person("operator@smartpick.example", "Olive Operator", "operator: schools, users, seasons",
           role="operator"),
)  # fmt: skip


def lines() -> list[str]:
    """What `start` prints about the demo people."""
    return [f"  {p.name} <{p.email}>: {p.line}" for p in PEOPLE] + [
        f"  Password of each: {PASSWORD}"
    ]
