"""The private number: read and written for its owner's own page alone (T5)."""

from autopsy.models.autopsy import MatchAutopsy
from autopsy.models.rank import PrivateRank


def read(autopsy: MatchAutopsy) -> dict[str, object]:
    row = PrivateRank.objects.filter(autopsy=autopsy)
    return row.values("programs_ranked", "no_list_certified").first() or {}


def save(*, autopsy: MatchAutopsy, programs_ranked: int | None, no_list_certified: bool) -> None:
    PrivateRank.objects.update_or_create(
        autopsy=autopsy,
        defaults={"programs_ranked": programs_ranked, "no_list_certified": no_list_certified},
    )


def forget(*, autopsy: MatchAutopsy) -> None:
    PrivateRank.objects.filter(autopsy=autopsy).delete()


def no_list_certified(autopsy: MatchAutopsy) -> bool:
    """Asked by the applicant's own diagnosis page, for the one note that only they see."""
    return PrivateRank.objects.filter(autopsy=autopsy, no_list_certified=True).exists()
