"""Golden cases as test data, and the one adapter that bends their words to ours."""

import json
from pathlib import Path
from typing import Any

from autopsy.rules.figures import benchmarks_from
from smartpick.reference.loading import _figure, rows_of

HERE = Path(__file__).resolve().parent / "golden"


def cases(name: str) -> list[dict[str, Any]]:
    return json.loads((HERE / f"{name}.json").read_text())["cases"]


class Row:
    def __init__(self, values: dict[str, Any]) -> None:
        vars(self).update(values)


FIGURES = [Row(_figure(dict(row))) for row in rows_of("figures.csv")]
FORMS = {row["specialty"] for row in rows_of("letter_rules.csv")}


def benchmarks_of(case: dict[str, Any]):
    specialty = case["input"].get("primary_specialty", "")
    rows = [row for row in FIGURES if row.specialty == specialty and row.measure != "step2_band"]
    return benchmarks_from(
        rows, case["input"].get("applicant_type"), standardized_letter=specialty in FORMS
    )


def values_of(case: dict[str, Any]) -> dict[str, Any]:
    values = dict(case["input"])
    if "class_quartile" in values:
        values["class_quartile"] = str(values["class_quartile"])
    if values.get("red_flags") == "withheld" or values.get("red_flags") == ["withheld"]:
        values |= {"red_flags": None, "red_flags_withheld": True}
    return values
