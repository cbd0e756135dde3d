"""The report of a school: one statement, whatever the number of its advisees and years."""

from collections.abc import Iterator
from typing import Any

from smartpick.accounts.models import School
from smartpick.dean.models import CohortTally
from smartpick.dean.rules.report import Report, report_of

YEARS = 10
HEADER = ("Class year", "As of", "Measure", "Value", "Count")


def reports_of(school: School) -> list[Report]:
    """Each class of the last ten that was counted, newest first."""
    tallies: dict[int, dict[tuple[str, str], int]] = {}
    days = {}
    for row in CohortTally.objects.filter(school=school):
        tallies.setdefault(row.class_year, {})[row.measure, row.value] = row.count
        days[row.class_year] = row.as_of
    newest = sorted(tallies, reverse=True)[:YEARS]
    return [report_of(year, days[year], tallies[year], least=school.small_cell) for year in newest]


def chosen(reports: list[Report], year: str) -> Report | None:
    """The class that the address names, else the newest."""
    named = next((one for one in reports if str(one.class_year) == year), None)
    return named or (reports[0] if reports else None)


def table_rows(reports: list[Report]) -> Iterator[list[Any]]:
    """What the page shows, as a table: the same counts are hidden."""
    for report in reports:
        year, day = report.class_year, report.as_of
        if report.total is None:
            yield [year, day, "Class", "All", report.sentence]
            continue
        yield [year, day, "Class", "All", report.total]
        for block in report.blocks:
            for line in block.lines:
                yield [year, day, block.measure.title, line.label, line.shown]
            if block.sentence:
                yield [year, day, block.measure.title, "", block.sentence]
