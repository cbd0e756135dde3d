"""The form of each of the ten sections, and what it opens with."""

from typing import Any

from autopsy.forms.applications import WITHHELD, ApplicationsForm, RedFlagsForm
from autopsy.forms.base import SectionForm
from autopsy.forms.facts import (
    ClassRankForm,
    ClinicalForm,
    ExamsForm,
    GeographyForm,
    ResearchForm,
    SpecialtyForm,
)
from autopsy.forms.own_reading import QuestionsForm, RatingsForm

SECTION_FORMS: dict[str, type[SectionForm]] = {
    form.section.value: form
    for form in (
        SpecialtyForm,
        ExamsForm,
        ClassRankForm,
        ResearchForm,
        ClinicalForm,
        GeographyForm,
        ApplicationsForm,
        RedFlagsForm,
        QuestionsForm,
        RatingsForm,
    )
}


def initial_of(section: str, values: dict[str, Any]) -> dict[str, Any]:
    """What a section holds, in the words of its form."""
    initial = dict(values)
    if values.get("red_flags_withheld"):
        initial["red_flags"] = [WITHHELD]
    if values.get("backup_specialties") == []:
        initial["no_backup"] = True
    if values.get("cv_problems") == []:
        initial["cv_no_problems"] = True
    return initial
