from django.db.models import TextChoices


class YesNo(TextChoices):
    YES = "yes", "Yes"
    NO = "no", "No"


class AskedType(TextChoices):
    """How a person names their kind; senior or graduate follows from the two years."""

    US_MD = "us_md", "US MD"
    US_DO = "us_do", "US DO"
    US_IMG = "us_img", "US IMG"
    NON_US_IMG = "non_us_img", "Non-US IMG"


class ApplicantType(TextChoices):
    """The six kinds that the published figures and the rules know."""

    US_MD_SENIOR = "us_md_senior", "US MD senior"
    US_MD_GRADUATE = "us_md_graduate", "US MD graduate"
    US_DO_SENIOR = "us_do_senior", "US DO senior"
    US_DO_GRADUATE = "us_do_graduate", "US DO graduate"
    US_IMG = "us_img", "US IMG"
    NON_US_IMG = "non_us_img", "non-US IMG"


class VisaNeed(TextChoices):
    NO = "no", "No"
    YES = "yes", "Yes"
    UNSURE = "unsure", "Not sure"


class Ecfmg(TextChoices):
    CERTIFIED = "certified", "Certified"
    IN_PROGRESS = "in_progress", "In progress"
    NOT_STARTED = "not_started", "Not started"


class SchoolRole(TextChoices):
    DEAN = "dean", "Dean"
    ADMINISTRATOR = "administrator", "Administrator"


class InvitedAs(TextChoices):
    APPLICANT = "applicant", "Applicant"
    DEAN = "dean", "Dean"
    ADMINISTRATOR = "administrator", "Administrator"


class LinkState(TextChoices):
    ASKED = "asked", "Asked"
    ACTIVE = "active", "Active"
    DECLINED = "declined", "Declined"
    ENDED = "ended", "Ended"


class Party(TextChoices):
    APPLICANT = "applicant", "Applicant"
    DEAN = "dean", "Dean"
    SCHOOL = "school", "School"


class Theme(TextChoices):
    SYSTEM = "system", "As the system"
    LIGHT = "light", "Light"
    DARK = "dark", "Dark"


class Paper(TextChoices):
    LETTER = "letter", "Letter"
    A4 = "a4", "A4"


class Degree(TextChoices):
    MD = "md", "MD"
    DO = "do", "DO"
    MBBS = "mbbs", "MBBS"
    OTHER = "other", "Other"
