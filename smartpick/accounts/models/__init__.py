"""Who there is. Callers import the noun's own file; Django finds the tables here."""

from smartpick.accounts.models.advising import AdvisingLink, ShareGrant
from smartpick.accounts.models.applicant import Applicant
from smartpick.accounts.models.school import Invitation, JoinCode, Membership, School
from smartpick.accounts.models.user import EmailObjection, User

__all__ = [
    "AdvisingLink",
    "Applicant",
    "EmailObjection",
    "Invitation",
    "JoinCode",
    "Membership",
    "School",
    "ShareGrant",
    "User",
]
