"""Published reapplicant cohorts, shown beside the chart of roles and used by no rule (RO-04, T4).

Each row says its size, its definition of success and how well it can be read (A, B, C); no order
of roles follows from them. Sources: the documents named in each row.
"""

from dataclasses import dataclass

from smartpick.common.evidence import Source


@dataclass(frozen=True)
class Cohort:
    specialty: str
    setting: str
    path: str
    share: str  # as published
    count: int | None
    success: str
    source: Source


def _row(
    specialty: str, setting: str, path: str, share: str, count: int | None, success: str,
    source: str, trust: str, address: str,
) -> Cohort:  # fmt: skip
    return Cohort(specialty, setting, path, share, count, success, Source(source, trust, address))


_UC_DAVIS = "https://ucdavis.pure.elsevier.com/en/publications/analysis-of-reapplications-to-integrated-and-independent-plastic-"
_JGME = "https://meridian.allenpress.com/jgme/article/8/1/91/201046/Analysis-of-Unmatched-Orthopaedic-Residency"
_FIVE_PROGRAMS = "https://utsouthwestern.elsevierpure.com/en/publications/predicting-success-of-preliminary-surgical-residents-a-multi-inst"
_PLASTIC = ("PRS Global Open 2024;12(7):e5955", "A",
            "https://meeting.aaps1921.org/Program/2024/54.cgi")  # fmt: skip
_ORTHO = (
    "JBJS Open Access 2020;5(2):e20.00043",
    "A",
    "https://pmc.ncbi.nlm.nih.gov/articles/PMC7418921",
)
_ENT = (
    "Ear Nose Throat J 2018",
    "A",
    "https://www.entjournal.com/article/outcomes-reapplication-otolaryngology-residency-prospective-cohort-study",
)

COHORTS = (
    _row("Plastic surgery", "applicants to one program, 2015-2023", "research fellowship", "72.4%",
         29, "matched plastic surgery", *_PLASTIC),
    _row("Plastic surgery", "applicants to one program, 2015-2023", "preliminary year", "39.4%",
         71, "matched plastic surgery", *_PLASTIC),
    _row("Plastic surgery", "national survey, 2014-2020, 33% answered", "research or preliminary",
         "50.0%, no difference (p = 0.99)", 18, "matched in the end", "Patel et al., UC Davis", "B",
         _UC_DAVIS),
    _row("Orthopedics", "survey of 81, 2016-2019", "research year", "52.1%", None,
         "matched orthopedics (p = 0.46)", *_ORTHO),
    _row("Orthopedics", "survey of 81, 2016-2019", "surgical internship", "64.0%", None,
         "matched orthopedics (p = 0.46)", *_ORTHO),
    _row("Orthopedics", "one program's lists, 1994-2013", "research or internship",
         "39.7%, no difference (p = 0.80)", 141, "matched orthopedics", "JGME 2016;8(1):91", "B",
         _JGME),
    _row("Otolaryngology", "prospective, 2014-2016", "research", "91.7%", 12,
         "matched otolaryngology (p = 0.57)", *_ENT),
    _row("Otolaryngology", "prospective, 2014-2016", "surgical internship", "80.0%", 10,
         "matched otolaryngology (p = 0.57)", *_ENT),
    _row("General surgery", "five programs, 2009-2013", "nondesignated preliminary year", "40.7%",
         221, "a categorical general surgery place", "Al Fayyadh et al., J Surg Educ", "B",
         _FIVE_PROGRAMS),
    _row("General surgery", "one program, 2004-2012", "nondesignated preliminary year", "31.8%",
         66, "a categorical general surgery place", "JAMA Surgery", "B",
         "https://jamanetwork.com/journals/jamasurgery/fullarticle/1900902"),
)  # fmt: skip
