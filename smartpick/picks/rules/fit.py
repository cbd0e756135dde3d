"""How one program fits one person: eight lines, each with its field, source and age (PK-01).

Never one number. A rule that the program states and the person does not meet is 'against' and
leaves the program out unless the person keeps it. What is not known is said as not known.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

HELPS, OPEN, AGAINST, UNKNOWN = "helps", "open", "against", "unknown"
STALE_DAYS = 365  # PK-01, guide


@dataclass(frozen=True)
class Person:
    """From profile, autopsy and direction; what is missing was not answered."""

    lanes: frozenset[str] = frozenset()
    divisions: frozenset[str] = frozenset()
    geo_limit: str = ""  # none, preference, firm
    visa_need: str = ""  # yes, no, unsure
    failed_attempts: int | None = None
    years_since_graduation: int | None = None
    us_clinical_months: int | None = None
    is_img: bool | None = None
    letters_in_specialty: int | None = None
    had_preliminary_year: bool = False


@dataclass(frozen=True)
class Offer:
    """What is on record about a program."""

    specialty: str
    division: str = ""
    visas: frozenset[str] = frozenset()  # j1, h1b, none
    failed_attempts_max: int | None = None
    max_years: int | None = None
    clinical_months: int | None = None
    previous_graduates: str = ""  # yes, no
    letters_in_specialty: int | None = None
    position: str = ""  # categorical, preliminary, advanced, physician
    mentor_link: str = ""  # who knows somebody there
    signal_used: bool = False
    source: str = ""
    checked_on: date | None = None


@dataclass(frozen=True)
class FitLine:
    about: str
    word: str
    sentence: str
    is_a_stated_rule: bool = False


@dataclass(frozen=True)
class Fit:
    lines: tuple[FitLine, ...]
    source: str
    checked_on: date | None
    is_stale: bool
    rule: str = field(default="PK-01")

    @property
    def broken_rules(self) -> tuple[FitLine, ...]:
        return tuple(one for one in self.lines if one.word == AGAINST and one.is_a_stated_rule)


def fit(person: Person, offer: Offer, *, today: date) -> Fit:
    lines: Iterable[FitLine] = (
        specialty(person, offer),
        geography(person, offer),
        visa(person, offer),
        attempts(person, offer),
        years(person, offer),
        clinical(person, offer),
        earlier_graduates(person, offer),
        letters(person, offer),
        link(offer),
        signal(offer),
        *position(person, offer),
    )
    stale = offer.checked_on is None or (today - offer.checked_on).days > STALE_DAYS
    return Fit(tuple(lines), offer.source, offer.checked_on, stale)


def specialty(person: Person, offer: Offer) -> FitLine:
    if not person.lanes:
        return FitLine("specialty", UNKNOWN, "Your direction names no specialty yet.")
    if offer.specialty in person.lanes:
        return FitLine("specialty", HELPS, f"{offer.specialty} is your target or your backup.")
    return FitLine("specialty", AGAINST, f"{offer.specialty} is neither target nor backup.")


def geography(person: Person, offer: Offer) -> FitLine:
    if not offer.division:
        return FitLine("geography", UNKNOWN, "Its state is not on record.")
    if not person.geo_limit:
        return FitLine("geography", UNKNOWN, "You have not said where you could go.")
    if person.geo_limit == "none" or not person.divisions:
        return FitLine("geography", OPEN, "You set no limit.")
    if offer.division in person.divisions:
        return FitLine("geography", HELPS, "It lies in a region that you named.")
    if person.geo_limit == "firm":
        return FitLine("geography", AGAINST, "It lies outside the regions that you can go to.")
    return FitLine("geography", OPEN, "It lies outside the regions that you prefer.")


def visa(person: Person, offer: Offer) -> FitLine:
    if person.visa_need == "no":
        return FitLine("visa", OPEN, "You need no visa.")
    if not offer.visas:
        return FitLine("visa", UNKNOWN, "Its visa rule is not on record. Ask the program.")
    if person.visa_need != "yes":
        return FitLine("visa", UNKNOWN, "You have not said whether you need a visa.")
    if offer.visas == {"none"}:
        return FitLine("visa", AGAINST, "It sponsors no visa.", is_a_stated_rule=True)
    kinds = " and ".join(
        {"j1": "J-1", "h1b": "H-1B"}[kind] for kind in ("j1", "h1b") if kind in offer.visas
    )
    return FitLine("visa", HELPS, f"It sponsors {kinds}.")


def at_most(
    about: str, mine: int | None, limit: int | None, words: tuple[str, str, str, str]
) -> FitLine:
    """A limit that the program states; `words`: no limit known, no answer, met, not met."""
    no_limit, no_answer, met, not_met = words
    if limit is None:
        return FitLine(about, UNKNOWN, no_limit)
    if mine is None:
        return FitLine(about, UNKNOWN, no_answer)
    if mine <= limit:
        return FitLine(about, OPEN, met)
    return FitLine(about, AGAINST, not_met, is_a_stated_rule=True)


def attempts(person: Person, offer: Offer) -> FitLine:
    mine, limit = person.failed_attempts, offer.failed_attempts_max
    return at_most(
        "attempts", mine, limit,
        (
            "Its rule on exam attempts is not on record.",
            "You have not said how many attempts you needed.",
            f"It accepts {limit} failed attempts; you have {mine}.",
            f"It accepts at most {limit} failed attempts; you have {mine}.",
        ),
    )  # fmt: skip


def years(person: Person, offer: Offer) -> FitLine:
    mine, limit = person.years_since_graduation, offer.max_years
    return at_most(
        "years since graduation", mine, limit,
        (
            "Its limit of years since graduation is not on record.",
            "Your graduation year is missing.",
            f"It takes up to {limit} years since graduation; you will have {mine}.",
            f"It takes up to {limit} years since graduation; you will have {mine}.",
        ),
    )  # fmt: skip


def clinical(person: Person, offer: Offer) -> FitLine:
    if person.is_img is False:
        return FitLine("US clinical experience", OPEN, "You trained in the US.")
    asked, mine = offer.clinical_months, person.us_clinical_months
    about = "US clinical experience"
    if asked is None:
        return FitLine(about, UNKNOWN, "What it asks for is not on record.")
    if mine is None:
        return FitLine(about, UNKNOWN, "Your months of US clinical work are missing.")
    if mine >= asked:
        return FitLine(about, HELPS, f"It asks for {asked} months; you have {mine}.")
    words = f"It asks for {asked} months; you have {mine}."
    return FitLine(about, AGAINST, words, is_a_stated_rule=True)


def earlier_graduates(person: Person, offer: Offer) -> FitLine:
    about = "earlier graduates"
    if not offer.previous_graduates:
        return FitLine(about, UNKNOWN, "Whether it has taken earlier graduates is not on record.")
    if offer.previous_graduates == "yes":
        return FitLine(about, HELPS, "It has taken graduates of earlier years.")
    return FitLine(
        about, AGAINST, "It says it takes no graduates of earlier years.",
        is_a_stated_rule=bool(person.years_since_graduation),
    )  # fmt: skip


def letters(person: Person, offer: Offer) -> FitLine:
    asked, mine = offer.letters_in_specialty, person.letters_in_specialty
    if asked is None:
        return FitLine("letters", UNKNOWN, "The letters it asks for are not on record.")
    if mine is None:
        return FitLine("letters", UNKNOWN, f"It asks for {asked} from the specialty.")
    word = HELPS if mine >= asked else OPEN
    return FitLine("letters", word, f"It asks for {asked} from the specialty; you have {mine}.")


def link(offer: Offer) -> FitLine:
    if offer.mentor_link:
        return FitLine("mentor link", HELPS, f"{offer.mentor_link} knows somebody there.")
    return FitLine("mentor link", UNKNOWN, "None of your mentors has named somebody there.")


def signal(offer: Offer) -> FitLine:
    if offer.signal_used:
        return FitLine("signal", HELPS, "You plan a signal for it.")
    return FitLine("signal", OPEN, "No signal is planned for it.")


def position(person: Person, offer: Offer) -> list[FitLine]:
    """PK-11, for somebody in or after a preliminary year."""
    if offer.position != "physician" or not person.had_preliminary_year:
        return []
    return [FitLine("position", HELPS, "R tracks take people with earlier training.")]
