"""The school's lists as its deans brought them from files, and the programs that one demo person
chose from: all invented, none is a real program or person."""

from datetime import date, datetime, timedelta

from mentors.owner import Owner
from mentors.services import imports
from mentors.services.import_work import work_now
from smartpick.accounts.models import Applicant, School, User
from smartpick.campaign.models import Cycle
from smartpick.picks.choices import Tier
from smartpick.picks.models import Program
from smartpick.picks.services.files import add_rows, dry_run, keep_file
from smartpick.picks.services.programs import (
    add_program,
    budget_of,
    edit_pick,
    pick_program,
    save_budget,
    set_tier,
    take_off,
)

ORTHOPEDICS, SURGERY, FAMILY = "Orthopaedic Surgery", "General Surgery", "Family Medicine"
# place, state, visa, most years since graduation, failed attempts accepted
PLACES = (
    ("Bayview", "OR", "J-1", "5", "0"), ("Hillcrest", "CA", "none", "2", "0"),
    ("Lakeside", "OH", "J-1, H-1B", "", "1"), ("North Valley", "OH", "", "3", ""),
    ("Cedar Point", "MI", "J-1", "", "0"), ("Summit", "CO", "none", "1", "0"),
    ("Harbor", "WA", "J-1", "5", "1"), ("Prairie", "KS", "J-1, H-1B", "", "2"),
    ("Riverbend", "TN", "", "", ""), ("Stonebridge", "PA", "J-1", "4", "0"),
    ("Fairmont", "NV", "none", "3", "1"), ("Westbrook", "NM", "J-1", "10", "1"),
    ("Ashford", "NY", "J-1, H-1B", "5", "0"), ("Millbrook", "IA", "", "", "1"),
)  # fmt: skip
FIELDS = ((ORTHOPEDICS, "260", 14), (SURGERY, "440", 9), (FAMILY, "120", 9))
HEADINGS = "Program Code,Residency,Sponsoring Institution,Town,ST,Field,Visas,YOG,Attempts,Notes"
FACULTY = """Full name,Job title,Department,Hospital,City,State,E-mail
"Castellanos, Rosa, MD",Residency Program Director,General Surgery,Riverside School of Medicine (invented),Riverside,OH,r.castellanos@riverside.example
"Feld, Miriam, MD PhD",Vice Chair for Research,Orthopaedic Surgery,Riverside School of Medicine (invented),Riverside,OH,m.feld@riverside.example
"Haddad, Samir, DO",Clerkship Director,Family Medicine,Lakeside Medical Center (invented),Dayton,OH,
"Iwu, Chidi, MD",Associate Program Director,Family Medicine,Lakeside Medical Center (invented),Dayton,OH,c.iwu@lakeside.example
"Kowalczyk, Jan, MD",Chair,General Surgery,Hillcrest Hospital (invented),Hillcrest,CA,j.kowalczyk@hillcrest.example
"Moreau, Claire",Director of Student Affairs,,Riverside School of Medicine (invented),Riverside,OH,c.moreau@riverside.example
"Osei, Kwame, MD",Sub-internship Director,Orthopaedic Surgery,Bayview University (invented),Bayview,OR,k.osei@bayview.example
"Park, Ji-woo, MD",Research faculty,Orthopaedic Surgery,Summit Clinic (invented),Summit,CO,jw.park@summit.example
"Ruiz, Alma, MD",Program Director,Family Medicine,North Valley Hospital (invented),Lima,OH,a.ruiz@northvalley.example
"Tanaka, Yuki, MD",Clerkship Director,General Surgery,Riverside School of Medicine (invented),Riverside,OH,y.tanaka@riverside.example
,Coordinator,Family Medicine,North Valley Hospital (invented),Lima,OH,office@northvalley.example
"Vance, Peter, MD",Chair,Orthopaedic Surgery,Ashford Hospital (invented),Ashford,NY,p.vance at ashford
"""  # noqa: E501 - a file has one row a line
BANDS = (
    *(3 * (Tier.REACH,)), *(5 * (Tier.REALISTIC,)), *(3 * (Tier.LIKELY,)), "", "",
)  # fmt: skip


def program_table() -> str:
    rows = [HEADINGS]
    for specialty, code, count in FIELDS:
        for number, (place, state, visa, years, attempts) in enumerate(PLACES[:count]):
            word = specialty.split()[0].lower()
            rows.append(
                f"{1101 + number}{code}C0,{place} {word} (invented),{place} Hospital (invented),"
                f'{place},{state},{specialty},"{visa}",{years},{attempts},'
            )
    rows.append(f"12,Broken line (invented),,Lima,OH,{FAMILY},,,,")
    return "\n".join(rows) + "\n"


def school_lists(school: School, dean: User, now: datetime) -> None:
    """Two files, added as a dean does it; one program was taken off again."""
    owner = Owner(school=school)
    table = FACULTY.encode()
    run = imports.begin(
        owner=owner, pieces=[table], size=len(table), file_name="hospital-directory.csv", by=dean
    )
    columns = run.mapping["columns"]
    imports.name_columns(run=run, columns=columns, has_header=True)
    work_now(run)
    imports.add_all(run=run)
    work_now(run)
    read_on = now.date() - timedelta(days=24)
    told = {"source": "GME office, program pages", "checked_on": read_on,
            "license_note": "For advising at this school"}  # fmt: skip
    data = program_table().encode()
    file = keep_file(owner=owner, data=data, file_name="programs-2026.csv", facts=told)
    wanted = [name for name, _ in dry_run(file).by_specialty]
    add_rows(file=file, cycle=None, specialties=wanted, now=now)
    take_off(program=Program.objects.filter(school=school).earliest("-name"), today=now.date())


def own_programs(applicant: Applicant, cycle: Cycle, school: School, now: datetime) -> None:
    """Programs of the school and one of their own, banded, with a budget to work out a list."""
    today: date = now.date()
    offered = Program.objects.filter(school=school, archived_on=None, specialty=ORTHOPEDICS)
    for program, band in zip(offered.order_by("nrmp_code"), BANDS, strict=False):
        pick = pick_program(cycle=cycle, program=program)
        source = "compared with last cycle's interviews"
        if band:
            set_tier(pick=pick, tier=band, source=source, today=today)
    own = add_program(
        owner=Owner(applicant=applicant),
        facts={"name": "Community orthopedics of Bayview (invented)", "specialty": ORTHOPEDICS,
               "city": "Bayview", "state": "OR", "source": "their page", "checked_on": today},
    )  # fmt: skip
    pick = pick_program(cycle=cycle, program=own)
    set_tier(pick=pick, tier=Tier.LIKELY, source="I rotated there", today=today)
    knows = cycle.targets.filter(faculty__name="Amara Okafor").first()
    edit_pick(
        pick=pick,
        facts={"why": "I rotated there in August and can start in a lab.", "knows": knows,
               "geographic_tie": True, "mentor_said": "They read re-applicants.", "signal": "",
               "kept": False, "excluded": False, "dropped_because": ""},
    )  # fmt: skip
    save_budget(
        plan=budget_of(cycle),
        facts={
            "programs_max": 8, "dollars_max": 100, "mentor_link_adds": 10,
            "rates": {"reach": 5, "realistic": 15, "likely": 30},
            "signaled_rates": {"reach": 10, "realistic": 25, "likely": 40},
            "signals": {ORTHOPEDICS: 4},
        },
    )  # fmt: skip
