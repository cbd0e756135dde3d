"""PK-01, PK-11: each line of the fit, known and not known."""

from dataclasses import replace
from datetime import date

import pytest

from smartpick.picks.rules.fit import AGAINST, HELPS, OPEN, UNKNOWN, Offer, Person, fit

TODAY = date(2026, 11, 23)
PERSON = Person(
    lanes=frozenset({"Family Medicine", "Orthopaedic Surgery"}),
    divisions=frozenset({"pacific"}),
    geo_limit="preference",
    visa_need="yes",
    failed_attempts=1,
    years_since_graduation=3,
    us_clinical_months=2,
    is_img=True,
    letters_in_specialty=2,
)
OFFER = Offer(
    specialty="Family Medicine",
    division="pacific",
    visas=frozenset({"j1"}),
    failed_attempts_max=1,
    max_years=5,
    clinical_months=2,
    previous_graduates="yes",
    letters_in_specialty=2,
    mentor_link="Jonas Hale",
    source="program page",
    checked_on=date(2026, 5, 1),
)


def word(about, person=PERSON, offer=OFFER):
    lines = {line.about: line for line in fit(person, offer, today=TODAY).lines}
    return lines[about].word


@pytest.mark.feature("P5")
@pytest.mark.parametrize(
    ("about", "changed", "expected"),
    [
        ("specialty", {}, HELPS),
        ("specialty", {"specialty": "Dermatology"}, AGAINST),
        ("geography", {}, HELPS),
        ("geography", {"division": "mountain"}, OPEN),
        ("geography", {"division": ""}, UNKNOWN),
        ("visa", {}, HELPS),
        ("visa", {"visas": frozenset({"none"})}, AGAINST),
        ("visa", {"visas": frozenset()}, UNKNOWN),
        ("attempts", {}, OPEN),
        ("attempts", {"failed_attempts_max": 0}, AGAINST),
        ("attempts", {"failed_attempts_max": None}, UNKNOWN),
        ("years since graduation", {}, OPEN),
        ("years since graduation", {"max_years": 2}, AGAINST),
        ("US clinical experience", {}, HELPS),
        ("US clinical experience", {"clinical_months": 3}, AGAINST),
        ("earlier graduates", {"previous_graduates": "no"}, AGAINST),
        ("earlier graduates", {"previous_graduates": ""}, UNKNOWN),
        ("letters", {"letters_in_specialty": 3}, OPEN),
        ("mentor link", {}, HELPS),
        ("mentor link", {"mentor_link": ""}, UNKNOWN),
        ("signal", {"signal_used": True}, HELPS),
    ],
)
def test_line_of_the_fit(about, changed, expected):
    assert word(about, offer=replace(OFFER, **changed)) == expected


@pytest.mark.parametrize(
    ("about", "changed", "expected"),
    [
        ("specialty", {"lanes": frozenset()}, UNKNOWN),
        ("geography", {"geo_limit": "firm", "divisions": frozenset({"mountain"})}, AGAINST),
        ("geography", {"geo_limit": "none"}, OPEN),
        ("geography", {"geo_limit": ""}, UNKNOWN),
        ("visa", {"visa_need": "no"}, OPEN),
        ("visa", {"visa_need": "unsure"}, UNKNOWN),
        ("attempts", {"failed_attempts": None}, UNKNOWN),
        ("years since graduation", {"years_since_graduation": None}, UNKNOWN),
        ("US clinical experience", {"us_clinical_months": None}, UNKNOWN),
        ("US clinical experience", {"is_img": False, "us_clinical_months": None}, OPEN),
        ("letters", {"letters_in_specialty": None}, UNKNOWN),
    ],
)
def test_answer_of_the_person_changes_the_line(about, changed, expected):
    assert word(about, person=replace(PERSON, **changed)) == expected


def test_only_a_rule_that_the_program_states_leaves_it_out():
    far = replace(OFFER, specialty="Dermatology", division="mountain", max_years=1)
    person = replace(PERSON, geo_limit="firm")

    broken = fit(person, far, today=TODAY).broken_rules

    assert [line.about for line in broken] == ["years since graduation"]
    assert broken[0].sentence == ("It takes up to 1 years since graduation; you will have 3.")


@pytest.mark.parametrize(
    ("checked", "stale"), [(date(2025, 11, 23), False), (date(2025, 11, 22), True), (None, True)]
)
def test_old_field_is_to_be_checked_again(checked, stale):
    assert fit(PERSON, replace(OFFER, checked_on=checked), today=TODAY).is_stale is stale


@pytest.mark.parametrize(("had", "lines"), [(True, ["position"]), (False, [])])
def test_r_track_is_named_to_somebody_with_a_preliminary_year(had, lines):
    person = replace(PERSON, had_preliminary_year=had)
    found = fit(person, replace(OFFER, position="physician"), today=TODAY)

    assert [line.about for line in found.lines if line.about == "position"] == lines
