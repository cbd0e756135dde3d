"""The diagnosis in the words of its page."""

from dataclasses import dataclass

from autopsy.choices import FOUR_RATINGS, Cause, OwnAnswer, Section
from autopsy.queries.reading import Reading
from autopsy.rules.diagnosis import NOT_ENOUGH, CauseReading
from autopsy.rules.ratings import AppRating, differs
from smartpick.accounts.sharing import ShareKey

APP_WORDS = {"main": "Main cause", "contributed": "Contributed", "unlikely": "Unlikely"}
REPAIR_OF = {
    "letters": ("DX-18", "DX-38", "DX-39", "DX-40", "DX-41", "DX-45"),
    "scores": (
        "DX-10", "DX-13", "DX-14", "DX-15", "DX-16", "DX-17",
        "DX-21", "DX-22", "DX-23", "DX-24", "DX-25",
    ),
    "professionalism": ("DX-54", "DX-55", "DX-56", "DX-57"),
    "geography": ("DX-33", "DX-34"),
    "interviews": ("DX-50", "DX-51", "DX-52", "DX-53"),
    "coherence": (
        "DX-30", "DX-31", "DX-32", "DX-35", "DX-36", "DX-37",
        "DX-42", "DX-43", "DX-44", "DX-46", "DX-47",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class CauseView:
    cause: Cause
    reading: CauseReading
    said: str
    suggests: str
    differs: bool
    disagreement: str

    @property
    def sentence(self) -> str:
        if not self.differs:
            return ""
        return (
            f"You said {self.said.lower()}; your answers suggest {self.suggests.lower()}. Worth "
            "asking a program director."
        )

    @property
    def counted(self) -> list[object]:
        return [item for item in self.reading.findings if item.counts]

    @property
    def softened(self) -> list[object]:
        return [item for item in self.reading.findings if not item.counts and item.size != "note"]


@dataclass(frozen=True)
class RatingView:
    label: str
    own: int | None
    app: AppRating
    differs: bool
    line: str


def cause_views(reading: Reading) -> list[CauseView]:
    own = reading.by_section.get("questions", {})
    views = []
    for cause in Cause:
        item = reading.diagnosis.causes[cause.value]
        said = OwnAnswer(item.own).label if item.own else "Not answered yet"
        suggests = "Cannot say yet" if item.level == NOT_ENOUGH else APP_WORDS[item.app_word]
        views.append(
            CauseView(
                cause,
                item,
                said,
                suggests,
                item.disagreement in ("differs", "far"),
                own.get(f"disagreement_{cause.value}", ""),
            )
        )
    return views


def rating_views(reading: Reading) -> list[RatingView]:
    own = reading.by_section.get("ratings", {})
    return [
        RatingView(
            rating.label,
            own.get(f"own_rating_{rating.value}"),
            reading.ratings[rating.value],
            differs(own.get(f"own_rating_{rating.value}"), reading.ratings[rating.value].value),
            own.get(f"line_{rating.value}", ""),
        )
        for rating in FOUR_RATINGS
    ]


def follow_ups(reading: Reading) -> list[str]:
    """The weaknesses that counted findings point to, largest first."""
    counted = {f.rule: f.counted_size for f in reading.diagnosis.findings if f.counts}
    ranks = {"decisive": 0, "major": 1, "minor": 2}
    found = {
        name: min(ranks[counted[rule]] for rule in rules if rule in counted)
        for name, rules in REPAIR_OF.items()
        if any(rule in counted for rule in rules)
    }
    return sorted(found, key=lambda name: (found[name], list(REPAIR_OF).index(name)))


def section_words(section: str) -> str:
    return ShareKey(section).label if section in ShareKey.values else Section(section).label
