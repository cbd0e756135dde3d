"""The golden cases again, typed into the ten sections as a person would."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse

from autopsy.choices import Division
from autopsy.forms.sections import SECTION_FORMS
from autopsy.queries.reading import read_live
from smartpick.reference.queries import programs_read_on
from tests.autopsy.golden_cases import cases
from tests.autopsy.test_diagnosis_rules import told
from tests.factories import autopsy_of, make_applicant

# A person cannot withhold red flags from the own diagnosis; that is a dean's reading.
CASES = [case for case in cases("diagnosis") if case["input"].get("red_flags") != ["withheld"]]
RANKED = "no_list_certified"


@pytest.fixture
def _figures(django_db_setup, django_db_blocker, db):
    call_command("load_reference", verbosity=0)


def typed(values):
    """What the browser sends for these answers of the rulebook."""
    sent = {name: value for name, value in values.items() if value is not None}
    kind = sent.pop("applicant_type", "")
    sent["asked_type"] = kind.removesuffix("_senior").removesuffix("_graduate")
    regions = sent.pop("divisions_applied", 0)
    sent["divisions"] = list(Division.values)[:regions]
    backups = sent.pop("backup_specialties", None)
    if backups == []:
        sent["no_backup"] = "on"
    for number, name in enumerate(backups or [], start=1):
        sent[f"backup_{number}"] = name
    if sent.get("cv_problems") == []:
        sent["cv_no_problems"] = "on"
    if "submitted_days" in sent:
        opening = programs_read_on(sent["match_year"], sent.get("primary_specialty", ""))
        sent["submitted_on"] = (opening + timedelta(days=sent.pop("submitted_days"))).isoformat()
    if sent.get("match_result") == RANKED:
        sent["match_result"] = "unmatched"
    return sent


def answer(client, case):
    sent = typed(case["input"])
    for section, form in SECTION_FORMS.items():
        names = set(form.base_fields) & set(sent)
        if not names:
            continue
        address = reverse("autopsy:edit-section", args=[section.replace("_", "-")])
        data = {name: sent[name] for name in names} | {"version": 0}
        if section == "red_flags":
            data["on_page"] = "full"
        reply = client.post(address, data)
        complaints = reply.context["form"].errors.as_json() if reply.status_code == 200 else ""
        assert (section, reply.status_code, complaints) == (section, 302, "")
    if case["input"].get("match_result") == RANKED:
        client.post(
            reverse("autopsy:private-rank"), {"programs_ranked": "", "no_list_certified": "on"}
        )


@pytest.mark.feature("2.1", "2.2", "2.3a", "2.3b", "2.3c", "2.3d")
@pytest.mark.usefixtures("_figures")
@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_golden_case_typed_into_the_forms_reads_the_same(client, case):
    applicant = make_applicant("golden@alum.example")
    client.force_login(applicant.user)

    answer(client, case)

    applicant.refresh_from_db()
    reading = read_live(autopsy_of(applicant))
    expected = dict(case["expected"])
    assert told(reading.facts, reading.diagnosis)["causes"] == expected["causes"]
    assert told(reading.facts, reading.diagnosis)["findings"] == expected["findings"]
