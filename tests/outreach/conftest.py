"""A finished record, a person to write to, a folder of their own for files."""

import pytest

from outreach.models import Document
from smartpick.accounts.models import Applicant
from smartpick.common.store import PrivateFolder
from smartpick.reference.models import Specialty
from tests.factories import autopsy_of, fill, make_applicant, make_target


@pytest.fixture(autouse=True)
def _own_folder(monkeypatch, tmp_path):
    store = PrivateFolder(location=tmp_path)
    monkeypatch.setattr(Document._meta.get_field("file"), "storage", store)


@pytest.fixture
def maya(db) -> Applicant:
    return make_applicant(
        "maya@alum.example", name="Maya Chen", phone="555-0143",
        school_name="Riverside College of Medicine",
    )  # fmt: skip


@pytest.fixture
def told(maya) -> Applicant:
    """Maya with an autopsy that a first mail can be built from."""
    Specialty.objects.get_or_create(
        name="Orthopaedic Surgery",
        defaults={
            "everyday": "orthopedics",
            "match_service": "NRMP",
            "application_service": "ERAS",
        },
    )
    autopsy = autopsy_of(maya)
    fill(autopsy, "specialty", asked_type="us_md", graduation_year=2026, match_year=2026,
         match_result="unmatched", primary_specialty="Orthopaedic Surgery")  # fmt: skip
    fill(autopsy, "applications", programs_applied=62, interviews_offered=4,
         interviews_attended=3)  # fmt: skip
    fill(autopsy, "questions", own_qualification="main",
         evidence_qualification="no letter from the specialty")  # fmt: skip
    return maya


@pytest.fixture
def hale(told):
    return make_target(told, why="you supervised my sub-internship in August")
