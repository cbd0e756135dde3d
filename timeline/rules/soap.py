"""SOAP week as moments (AD-03, T5): Monday 00:00 to the end of its last day, both Eastern.

Eastern keeps daylight saving time, whatever the zone of the person. Source: NRMP's Match Week.
"""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

EASTERN = ZoneInfo("America/New_York")
LAST_DAY_OFFSET = 3  # Thursday, where no row says when SOAP ends
THIRD_FRIDAY_FROM = 15


def projected_match_week(year: int) -> date:
    """The Monday before the third Friday of March (PL D.1), where no row is stored."""
    day = date(year, 3, THIRD_FRIDAY_FROM)
    friday = day + timedelta(days=(4 - day.weekday()) % 7)
    return friday - timedelta(days=4)


def soap_moments(monday: date, last: date | None = None) -> tuple[datetime, datetime]:
    """From when to when it is closed; the second moment is the first that is open again."""
    after = (last or monday + timedelta(days=LAST_DAY_OFFSET)) + timedelta(days=1)
    opens = datetime.combine(monday, time(), tzinfo=EASTERN).astimezone(UTC)
    return opens, datetime.combine(after, time(), tzinfo=EASTERN).astimezone(UTC)
