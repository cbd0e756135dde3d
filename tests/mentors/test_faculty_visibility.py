import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, transaction

from mentors.models import Faculty
from smartpick.accounts.models import User
from tests.factories import make_applicant, make_dean, make_faculty, make_guest, make_school

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    riverside, lakeside = make_school("Riverside"), make_school("Lakeside")
    maya = make_applicant("maya@alum.example", name="Maya", school=riverside)
    noor = make_applicant("noor@alum.example", name="Noor", school=riverside)
    ivo = make_applicant("ivo@alum.example", name="Ivo", school=lakeside)
    make_faculty("Shared Riverside", school=riverside)
    make_faculty("Shared Lakeside", school=lakeside)
    make_faculty("Private Maya", private_to=maya)
    return {
        "maya": maya.user,
        "noor": noor.user,
        "ivo": ivo.user,
        "dean": make_dean("dean@riverside.example", riverside),
        "administrator": make_dean("park@riverside.example", riverside, role="administrator"),
        "guest": make_guest(),
        "nobody": AnonymousUser(),
    }


def names(rows):
    return sorted(rows.values_list("name", flat=True))


@pytest.mark.feature("4.10")
@pytest.mark.parametrize(
    ("who", "seen", "changed"),
    [
        ("maya", ["Private Maya", "Shared Riverside"], ["Private Maya"]),
        ("noor", ["Shared Riverside"], []),
        ("ivo", ["Shared Lakeside"], []),
        ("dean", ["Shared Riverside"], ["Shared Riverside"]),
        ("administrator", ["Shared Riverside"], []),
        ("guest", [], []),
        ("nobody", [], []),
    ],
)
def test_a_persons_entry_is_seen_by_its_school_or_its_owner(world, who, seen, changed):
    assert names(Faculty.objects.visible_to(world[who])) == seen
    assert names(Faculty.objects.changeable_by(world[who])) == changed


def test_dean_whose_role_ended_sees_nobody(world):
    world["dean"].memberships.update(ended_on="2026-01-01")

    assert names(Faculty.objects.visible_to(world["dean"])) == []


def test_account_that_ended_sees_nobody(world):
    User.objects.filter(pk=world["maya"].pk).update(is_active=False)

    assert names(Faculty.objects.visible_to(User.objects.get(pk=world["maya"].pk))) == []


@pytest.mark.parametrize("owners", [{}, {"school", "private_to"}])
def test_database_holds_each_entry_to_one_owner(world, owners):
    both = {"school": make_school("Riverside"), "private_to": world["maya"].applicant}

    with pytest.raises(IntegrityError), transaction.atomic():
        make_faculty("Nobody's", **{name: both[name] for name in owners})


def test_address_stands_once_in_a_school_whatever_its_case(world):
    make_faculty("One", school=make_school("Riverside"), email="one@riverside.example")
    make_faculty("Elsewhere", school=make_school("Lakeside"), email="one@riverside.example")

    with pytest.raises(IntegrityError), transaction.atomic():
        make_faculty("Two", school=make_school("Riverside"), email="ONE@riverside.example")
