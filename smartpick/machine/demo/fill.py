"""Brings the demo people to life by the same forms and services as anybody's."""

from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.http import QueryDict

from autopsy.choices import DOMAINS, SectionStatus, Verdict
from autopsy.forms.sections import SECTION_FORMS
from autopsy.models import AutopsyVersion, MatchAutopsy
from autopsy.services import review
from autopsy.services.answers import save_page_lines, save_spoken_answer
from autopsy.services.direction import choose, start_repair
from autopsy.services.sections import save_section
from autopsy.services.versions import submit
from smartpick.accounts.models import AdvisingLink, Applicant, Membership, School, User
from smartpick.accounts.services import advising
from smartpick.accounts.sharing import ON_AT_FIRST
from smartpick.dean.models import CohortTally
from smartpick.dean.services import write_note
from smartpick.dean.services.rows import sweep_rows
from smartpick.dean.services.tallies import count_school
from smartpick.dean.services.words import ask_dean
from smartpick.home.services import open_record
from smartpick.machine.demo.asks import ask_around
from smartpick.machine.demo.cases import CASES, Case
from smartpick.machine.demo.letters import add_letters
from smartpick.machine.demo.lists import own_programs, school_lists
from smartpick.machine.demo.mail import mail_that_went_wrong
from smartpick.machine.demo.people import PASSWORD, PEOPLE, Person
from smartpick.machine.demo.team import build_team
from smartpick.machine.demo.words import add_words as add_words_of
from smartpick.machine.demo.words import school_words
from smartpick.machine.demo.year import live_a_year

QUESTION = "Who in anesthesiology has helped somebody with two attempts at Step 2?"
LAST_YEAR = {
    "class": {"all": 23},
    "autopsy": {"signed_off": 17, "rest": 6},
    "reached": {"submitted": 9, "letters": 6, "core": 5, "rest": 3},
    "direction": {"same": 12, "pivot": 6, "rest": 5},
    "cause": {"qualification": 7, "coherence": 5, "interview": 6, "several": 1, "rest": 4},
    "rating_competitiveness": {"high": 9, "rest": 14},
    "rating_geography": {"high": 6, "rest": 17},
    "rating_quality": {"high": 8, "rest": 15},
    "rating_interview": {"high": 5, "rest": 18},
    "outcome": {"target": 6, "other": 8, "none": 2, "rest": 7},
}
SPOKEN = (
    "I applied to a field that asked for more research and stronger letters than I had. My exams"
    " were solid, and my letters came from outside the specialty. Since then I have joined a"
    " trauma outcomes project and asked two surgeons for letters. I want to show you that work."
)


def demo_people(*, now: datetime) -> int:
    """Make each of PEOPLE who is not there yet; what anybody changed stays. How many were made."""
    absent = [person for person in PEOPLE if not User.objects.filter(email=person.email).exists()]
    # Deans stand first: the applicants' links name them.
    for person in sorted(absent, key=lambda person: person.role == "applicant"):
        if person.role == "applicant":
            make_applicant(person, now)
        else:
            make_staff(person)
    for school in School.objects.filter(tallies=None, memberships__role="dean").distinct():
        count_classes(school, now)
    return len(absent)


def count_classes(school: School, now: datetime) -> None:
    """This year's class from its lines, and an invented one of last year to set beside it."""
    sweep_rows(now=now)
    CohortTally.objects.bulk_create(
        CohortTally(
            school=school, class_year=now.year - 1, as_of=now.date(), measure=measure, value=value,
            count=count,
        )
        for measure, counts in LAST_YEAR.items()
        for value, count in counts.items()
    )  # fmt: skip
    count_school(school=school, now=now)


def make_user(person: Person, **extra: bool) -> User:
    user = User.objects.create_user(person.email, PASSWORD, name=person.name, **extra)
    EmailAddress.objects.create(user=user, email=person.email, verified=True, primary=True)
    return user


def make_staff(person: Person) -> None:
    operator = person.role == "operator"
    user = make_user(person, is_staff=operator, is_superuser=operator)
    TOTP.activate(user, generate_totp_secret())
    if not operator:
        school, _ = School.objects.get_or_create(name=person.school)
        Membership.objects.create(user=user, school=school, role=person.role)


def make_applicant(person: Person, now: datetime) -> None:
    school, _ = School.objects.get_or_create(name=person.school)
    applicant = Applicant.objects.create(
        user=make_user(person),
        print_name=person.name,
        school=school,
        school_name=person.school,
        class_year=now.year,
        degree="MD",
    )
    autopsy = open_record(user=applicant.user, now=now)
    if person.case:
        answer(autopsy, CASES[person.case], now)
        live_a_year(autopsy, now)
    if person.case or person.state != "draft":
        waited = timedelta(days=6) if person.state == "submitted" else timedelta(0)
        share(person, applicant, autopsy, now - waited)
    if person.case == "half_way":
        link = AdvisingLink.objects.get(applicant=applicant)
        ask_dean(link=link, about="faculty", text=QUESTION, now=now - timedelta(days=2))
    if person.has_team:
        dean = Membership.objects.get(school=school, role="dean").user
        build_team(autopsy.cycle, school, dean, now)
        if not school.programs.exists():
            school_lists(school, dean, now)
        own_programs(applicant, autopsy.cycle, school, now)
        add_letters(autopsy.cycle, now)
    if person.case == "orthopedics":
        mail_that_went_wrong(user=applicant.user, now=now)
    if person.email.startswith("linh@"):
        add_words_of(applicant, autopsy.cycle, now)
        ask_around(autopsy.cycle, now)
        school_words(school)


def answer(autopsy: MatchAutopsy, case: Case, now: datetime) -> None:
    """Save each section of the case as its form reads it. Raises ValueError for a wrong case."""
    for section, told in case.items():
        form = SECTION_FORMS[section](QueryDict(urlencode(told, doseq=True)))
        if not form.is_valid():
            raise ValueError(f"{section}: {form.errors.as_json()}")
        save_section(
            autopsy=autopsy,
            section=section,
            values=form.values,
            expected_version=0,
            by=autopsy.cycle.applicant.user,
            now=now,
            state=SectionStatus.DONE,
        )
    if set(DOMAINS) <= set(case):
        add_words(autopsy, now)


def add_words(autopsy: MatchAutopsy, now: datetime) -> None:
    user = autopsy.cycle.applicant.user
    save_spoken_answer(autopsy=autopsy, text=SPOKEN, words_count=len(SPOKEN.split()))
    save_page_lines(
        autopsy=autopsy,
        situation="",
        asks=("What would make you comfortable writing a strong letter for me?", ""),
        do=["Two letters from the specialty, asked for by May", "One finished case report"],
        avoid=["Another list that only reaches"],
    )
    data = {
        "choice": "same", "target": "", "backup": "", "second_lane": "", "reason": "",
        "story": "", "story_experience": "", "what_changed": "", "decide_by": None,
    }  # fmt: skip
    choose(cycle=autopsy.cycle, data=data, decided=False, by=user, now=now)
    start_repair(cycle=autopsy.cycle, weakness="letters", by=user, now=now)


def share(person: Person, applicant: Applicant, autopsy: MatchAutopsy, now: datetime) -> None:
    membership = Membership.objects.get(school__name=person.school, role="dean")
    today: date = now.date()
    link = advising.ask(applicant=applicant, membership=membership, by="applicant", today=today)
    advising.accept(link=link, keys=ON_AT_FIRST, now=now)
    if person.state != "draft":
        version = submit(autopsy=autopsy, by=applicant.user, now=now)
        judge(person, version, membership.user, now)
    if person.state == "ended":
        advising.end(link=link, by="applicant", now=now)


def judge(person: Person, version: AutopsyVersion, dean: User, now: datetime) -> None:
    applicant = version.autopsy.cycle.applicant
    if person.state in ("commented", "changes"):
        text = "Say who saw the file as incomplete and on which day."
        review.comment(version=version, dean=dean, section="applications", text=text)
    verdicts = {
        "signed": (Verdict.SIGN_OFF, "Clear and honest. Bring this page to your first meeting."),
        "changes": (Verdict.CHANGES, "Choose one story before the next version."),
    }
    if person.state in verdicts:
        verdict, message = verdicts[person.state]
        review.finish(version=version, dean=dean, verdict=verdict, message=message, now=now)
        write_note(
            applicant=applicant, author=dean, kind="private", now=now,
            text="Call in two weeks; asked about the research year.",
        )  # fmt: skip
