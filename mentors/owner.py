"""Whose list a person of the directory stands in: a school's, or one applicant's."""

from dataclasses import dataclass
from typing import Any

from smartpick.accounts.models import Applicant, School


@dataclass(frozen=True)
class Owner:
    school: School | None = None
    applicant: Applicant | None = None

    @property
    def columns(self) -> dict[str, Any]:
        """The two columns of every table that has an owner."""
        return {"school": self.school, "private_to": self.applicant}

    @property
    def condition(self) -> dict[str, Any]:
        """The same as a filter that an index answers."""
        if self.school is not None:
            return {"school_id": self.school.pk}
        return {"private_to_id": self.applicant.pk if self.applicant else None}

    @property
    def word(self) -> str:
        return owner_word(
            self.school.pk if self.school else None, self.applicant.pk if self.applicant else None
        )


def owner_word(school_id: int | None, applicant_id: int | None) -> str:
    """A word in each search key, so that the text index itself keeps owners apart: without it a
    common name is looked up among every school's people before the owner is asked."""
    return f"inschool{school_id}" if school_id is not None else f"ofperson{applicant_id}"


def owner_of(row: Any) -> Owner:
    return Owner(school=row.school, applicant=row.private_to)
