"""An import as its page shows it: counts, problems by kind, authors to tick, rows handed back."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, Min

from mentors.choices import ImportState, RowFate
from mentors.models.imports import ImportRow, ImportRun
from mentors.owner import Owner
from mentors.parsing.columns import LABELS
from mentors.parsing.names import twin_key

SHOWN = 5
AUTHORS_SHOWN = 300
RUNS_SHOWN = 20


def runs_of(owner: Owner) -> list[ImportRun]:
    rows = ImportRun.objects.filter(**owner.condition).exclude(state=ImportState.LEFT)
    return list(rows.select_related("started_by")[:RUNS_SHOWN])


def check_page(run: ImportRun) -> dict[str, Any]:
    """What the check found; statements do not grow with the rows of the file."""
    if run.state not in (ImportState.CHECKED, ImportState.DONE, ImportState.UNDONE):
        return {}
    shown = {"problems": _problems(run), "rejected_count": run.problem_count}
    if run.state != ImportState.CHECKED:
        fates = run.rows.order_by().values_list("fate").annotate(n=Count("id"))
        return shown | {"counts": dict(fates)}
    if run.is_papers:
        return shown | {"groups": author_groups(run)}
    return shown | {
        "to_add": list(run.rows.filter(fate=RowFate.ADD)[:SHOWN]),
        "here": list(run.rows.filter(fate=RowFate.UPDATE)[:SHOWN]),
    }


def _problems(run: ImportRun) -> list[dict[str, Any]]:
    """Grouped by what is wrong, the most frequent first, with the first rows of each."""
    rows = run.rows.filter(fate=RowFate.PROBLEM).order_by()
    kinds = rows.values("problem").annotate(n=Count("id"), first=Min("number")).order_by("-n")
    return list(kinds[:20])


def author_groups(run: ImportRun) -> list[dict[str, Any]]:
    """The authors in the order of their papers; those of one family name and letter together."""
    groups: dict[str, list[ImportRow]] = {}
    for row in run.rows.filter(fate__in=[RowFate.ADD, RowFate.UPDATE])[:AUTHORS_SHOWN]:
        groups.setdefault(twin_key(row.facts["name"]), []).append(row)
    return [
        {"key": key, "people": [_author(row) for row in rows], "several": len(rows) > 1}
        for key, rows in groups.items()
    ]


def _author(row: ImportRow) -> dict[str, Any]:
    papers = row.facts.get("papers", [])
    positions = [paper["position"] for paper in papers]
    return {
        "row": row,
        "name": row.facts["name"],
        "place": row.facts.get("institution", ""),
        "orcid": row.facts.get("orcid", ""),
        "first": positions.count("first") + positions.count("single"),
        "last": positions.count("last"),
        "papers": papers[:3],
        "more": max(0, len(papers) - 3),
        "is_here": row.fate == RowFate.UPDATE,
    }


def rejected_rows(run: ImportRun) -> tuple[Sequence[str], Iterator[list[object]]]:
    """The rows that were not taken, as they were typed, with the reason beside them."""
    header = [*run.mapping.get("header", []), "Row", "Reason"]
    if not run.mapping.get("has_header", True):
        header = [f"Column {n + 1}" for n in range(len(header) - 2)] + ["Row", "Reason"]
    width = len(header) - 2
    rows = run.rows.filter(fate=RowFate.PROBLEM).order_by("number").iterator(chunk_size=1000)
    return header, ([*(row.cells + [""] * width)[:width], row.number, row.problem] for row in rows)


def template_rows() -> tuple[Sequence[str], list[list[object]]]:
    """Our own table: headings that are recognized, and one invented person."""
    header = [label for field, label in LABELS.items() if field not in ("first_name", "last_name")]
    example = [
        *("Amara Okafor", "Program director", "Family Medicine", "Lakeside Hospital"),
        *("Lakeside", "CA", "", "amara.okafor@lakeside.example", "", "", "Hospital page"),
    ]
    return header, [list(example)]
