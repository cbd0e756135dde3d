from dataclasses import dataclass

from django.db.models import Max, Sum

from outreach.choices import DocumentKind
from outreach.models import Document
from smartpick.accounts.models import Applicant

FOR_WHAT = {
    DocumentKind.CV: "Goes along with most first emails. Keep it at two pages.",
    DocumentKind.ERAS: "The PDF that your application service prints for you.",
    DocumentKind.STATEMENT: "The draft that a letter writer or a reader may see.",
}


@dataclass(frozen=True)
class Shelf:
    """One kind with its versions, newest first."""

    kind: str
    label: str
    what_for: str
    current: Document | None
    earlier: list[Document]


def shelves(applicant: Applicant) -> list[Shelf]:
    rows = list(Document.objects.filter(applicant=applicant).order_by("-number"))
    return [
        Shelf(
            kind=kind.value,
            label=kind.label,
            what_for=FOR_WHAT[kind],
            current=next((row for row in rows if row.kind == kind), None),
            earlier=[row for row in rows if row.kind == kind][1:],
        )
        for kind in DocumentKind
    ]


def current_documents(applicant: Applicant) -> list[Document]:
    """The newest version of each kind, CV first."""
    return [shelf.current for shelf in shelves(applicant) if shelf.current]


def bytes_held(applicant: Applicant) -> int:
    held = Document.objects.filter(applicant=applicant).aggregate(total=Sum("size"))["total"]
    return held or 0


def bytes_held_by_all() -> int:
    return Document.objects.aggregate(total=Sum("size"))["total"] or 0


def next_number(applicant: Applicant, kind: str) -> int:
    rows = Document.objects.filter(applicant=applicant, kind=kind)
    return (rows.aggregate(top=Max("number"))["top"] or 0) + 1


def largest(applicant: Applicant, count: int = 3) -> list[Document]:
    return list(Document.objects.filter(applicant=applicant).order_by("-size")[:count])
