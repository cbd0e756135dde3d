from django.db.models import TextChoices


class Tier(TextChoices):
    """A band, as the applicant or a dean sees it; never worked out here."""

    REACH = "reach", "Reach"
    REALISTIC = "realistic", "Realistic"
    LIKELY = "likely", "Likely"


class TierBy(TextChoices):
    APPLICANT = "applicant", "You"
    DEAN = "dean", "Your dean"


class PositionKind(TextChoices):
    """The last letter but one of an NRMP code."""

    CATEGORICAL = "categorical", "Categorical"
    PRELIMINARY = "preliminary", "Preliminary"
    ADVANCED = "advanced", "Advanced (starts as PGY-2)"
    PHYSICIAN = "physician", "Physician (R, for people with earlier training)"
    PRIMARY = "primary", "Primary care"


class Visa(TextChoices):
    J1 = "j1", "J-1"
    H1B = "h1b", "H-1B"
    BOTH = "both", "J-1 and H-1B"
    NONE = "none", "No visa"


class Signal(TextChoices):
    GOLD = "gold", "Gold signal"
    SILVER = "silver", "Silver signal"
    SIGNAL = "signal", "Signal"
