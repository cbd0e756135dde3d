"""Files into the directory: added, already here, refused, undone."""

from pathlib import Path

import pytest

from mentors.models import Authorship, Faculty, FacultyRole, ImportPart, ImportRow, Paper
from mentors.services import imports
from mentors.services.advice import endorse
from mentors.services.faculty import add_person
from mentors.services.import_work import work_off
from smartpick.common.errors import RuleBroken
from smartpick.common.spreadsheet import BYTES_CAP, ROWS_CAP, BadFile
from tests.factories import make_dean, make_school
from tests.mentors.import_help import HEADER, added, checked, of_school, started

pytestmark = pytest.mark.django_db
LAKESIDE = (Path(__file__).parent / "files" / "lakeside.nbib").read_bytes()


@pytest.fixture
def school():
    return make_school("Riverside")


@pytest.fixture
def owner(school):
    return of_school(school)


def names(**lookup):
    return list(Faculty.objects.filter(**lookup).values_list("name", flat=True))


@pytest.mark.feature("4.8", "X5")
def test_rows_are_checked_first_and_added_on_a_yes(owner, school):
    body = HEADER + (
        '"Okafor, Amara, MD",Program Director,Orthopedics,Lakeside,amara@x.example\n'
        "Jonas Hale,Associate Program Director,Family Medicine,Lakeside,jonas@x.example\n"
        ",Chair,Surgery,Lakeside,nobody@x.example\n"
        "Pia Wrong,Chair,Surgery,Lakeside,not-an-address\n"
        "Amara Okafor,Chair,Surgery,Lakeside,AMARA@x.example\n"
    )

    run = checked(owner, body)

    assert (run.state, run.add_count, run.again_count, run.problem_count) == ("checked", 2, 1, 2)
    assert Faculty.objects.count() == 0

    imports.add_all(run=run)
    work_off()

    assert names() == ["Jonas Hale", "Amara Okafor"]
    amara = Faculty.objects.get(name="Amara Okafor")
    assert (amara.school, amara.email, amara.institution) == (school, "amara@x.example", "Lakeside")
    assert [(role.role, role.source) for role in amara.roles.all()] == [("pd", "file")]
    assert not ImportPart.objects.exists()


@pytest.mark.parametrize(
    ("stands", "row", "why"),
    [
        ({"name": "A. Okafor", "email": "amara@x.example"},
         "Amara Okafor,Chair,,Lakeside,AMARA@X.example", "email"),
        ({"name": "Amara N. Okafor", "institution": "Lakeside Hospital"},
         "Amara Okafor,Chair,,The Lakeside Hospital,amara@x.example", "name and institution"),
    ],
)  # fmt: skip
def test_somebody_already_here_is_filled_in_and_never_written_over(owner, stands, row, why):
    person = add_person(owner=owner, facts=stands, roles=[("pd", "")], today="2026-11-24")

    run = added(owner, HEADER + row + "\n")

    person.refresh_from_db()
    assert (run.update_count, Faculty.objects.count()) == (1, 1)
    assert person.name == stands["name"]
    assert person.email == "amara@x.example"
    assert person.institution in ("Lakeside", "Lakeside Hospital")
    assert sorted(person.roles.values_list("role", flat=True)) == ["chair", "pd"]


def test_same_name_at_another_place_or_address_is_another_person(owner):
    add_person(owner=owner, facts={"name": "Jonas Hale", "institution": "Lakeside"}, roles=[],
               today="2026-11-24")  # fmt: skip

    run = added(owner, HEADER + "Jonas Hale,Chair,,Farside University,jonas@x.example\n")

    assert run.add_count == 1
    assert Faculty.objects.count() == 2


def test_people_of_another_school_are_never_taken_for_the_same(owner):
    elsewhere = of_school(make_school("Lakeside"))
    add_person(owner=elsewhere, facts={"name": "Jonas Hale", "email": "jonas@x.example"},
               roles=[], today="2026-11-24")  # fmt: skip

    run = added(owner, HEADER + "Jonas Hale,Chair,,,jonas@x.example\n")

    assert (run.add_count, run.update_count) == (1, 0)


@pytest.mark.feature("X5")
def test_undo_takes_back_who_was_added_and_what_was_filled(owner):
    person = add_person(owner=owner, facts={"name": "Amara Okafor", "email": "amara@x.example"},
                        roles=[("pd", "")], today="2026-11-24")  # fmt: skip
    before = Faculty.objects.filter(pk=person.pk).values().get()
    body = HEADER + (
        "Amara Okafor,Chair,Surgery,Lakeside,amara@x.example\nJonas Hale,Chair,,Lakeside,\n"
    )
    run = added(owner, body)

    imports.undo(run=run)

    after = Faculty.objects.values().get()
    assert {**after, "updated_at": None} == {**before, "updated_at": None}
    assert list(FacultyRole.objects.values_list("role", flat=True)) == ["pd"]
    assert run.state == "undone"


@pytest.mark.parametrize("touch", ["edited", "endorsed"])
def test_undo_is_refused_once_somebody_was_touched(owner, school, touch):
    run = added(owner, HEADER + "Jonas Hale,Chair,,Lakeside,\nAmara Okafor,PD,,Lakeside,\n")
    jonas = Faculty.objects.get(name="Jonas Hale")
    if touch == "edited":
        Faculty.objects.filter(pk=jonas.pk).update(version=1)
    else:
        dean = make_dean("dean@riverside.example", school)
        endorse(person=jonas, dean=dean, sentence="Helps.")

    with pytest.raises(RuleBroken, match="Jonas Hale"):
        imports.undo(run=run)

    run.refresh_from_db()
    assert run.state == "done"
    assert Faculty.objects.count() == 2


def test_same_yes_twice_adds_once(owner):
    run = checked(owner, HEADER + "Jonas Hale,Chair,,Lakeside,\n")
    imports.add_all(run=run)
    work_off()

    with pytest.raises(RuleBroken):
        imports.add_all(run=run)
    work_off()

    assert names() == ["Jonas Hale"]


def test_two_imports_at_once_of_the_same_people_add_them_once(owner):
    body = HEADER + "Jonas Hale,Chair,,Lakeside,jonas@x.example\nAmara Okafor,PD,,Lakeside,\n"
    one, two = checked(owner, body), checked(owner, body)
    assert (one.add_count, two.add_count) == (2, 2)

    imports.add_all(run=one)
    imports.add_all(run=two)
    work_off()

    assert sorted(names()) == ["Amara Okafor", "Jonas Hale"]
    assert two.rows.filter(fate="update").count() == 2


@pytest.mark.feature("4.9")
def test_ticked_authors_are_added_with_their_papers_as_proof(owner, school):
    run = checked(owner, LAKESIDE, name="pubmed.nbib")
    rows = {(row.facts["name"], row.facts["institution"]): row.number for row in run.rows.all()}
    assert Faculty.objects.count() == 0

    ticked = [
        rows["Amara N Okafor", "Lakeside University Hospital"],
        rows["Jonas Hale", "Lakeside Medical School"],
        rows["J Hale", ""],
    ]
    imports.choose_people(
        run=run, numbers=ticked, one_person=["hale j"], specialty="Orthopaedic Surgery"
    )
    work_off()

    amara = Faculty.objects.get(name="Amara N Okafor")
    proof = sorted(amara.authorships.values_list("paper__pmid", "position"))
    assert names() == ["Jonas Hale", "Amara N Okafor"]
    assert proof == [("90000001", "first"), ("90000002", "first"), ("90000004", "last")]
    assert amara.orcid == "0000-0002-1825-0097"
    assert [(r.role, r.specialty, r.source) for r in amara.roles.all()] == [
        ("research", "Orthopaedic Surgery", "papers")
    ]
    jonas = Authorship.objects.filter(faculty__name="Jonas Hale")
    assert sorted(jonas.values_list("paper__pmid", flat=True)) == ["90000001", "90000006"]
    assert Faculty.objects.exclude(email="").count() == 0
    assert set(Paper.objects.values_list("school", flat=True)) == {school.pk}


def test_same_name_authors_stay_apart_until_ticked_as_one(owner):
    run = checked(owner, LAKESIDE, name="pubmed.nbib")
    hales = [row.number for row in run.rows.all() if row.facts["name"] == "Jonas Hale"]

    imports.choose_people(run=run, numbers=hales, one_person=[], specialty="")
    work_off()

    assert names() == ["Jonas Hale", "Jonas Hale"]


def test_papers_imported_again_are_linked_once(owner):
    for _ in range(2):
        run = checked(owner, LAKESIDE, name="pubmed.nbib")
        imports.choose_people(run=run, numbers=[1], one_person=[], specialty="")
        work_off()

    assert Authorship.objects.count() == 3
    assert Faculty.objects.count() == 1


HOSTILE = {
    "empty": b"",
    "blank lines": b"\n\n   \n",
    "headings alone": HEADER.encode(),
    "only marks": b"\xef\xbb\xbf",
    "xlsx": b"PK\x03\x04" + b"\x00" * 60,
    "xls": b"\xd0\xcf\x11\xe0" + b"\x00" * 60,
    "pdf": b"%PDF-1.7\n1 0 obj\n",
    "gzip": b"\x1f\x8b\x08\x00" + b"\x00" * 20,
    "picture": b"\x89PNG\r\n\x1a\n" + bytes(range(256)),
    "rtf": b"{\\rtf1 Name}",
    "random bytes": bytes((at * 37 + 11) % 256 for at in range(4000)),
    "zeros": b"\x00" * 4000,
    "NUL in a cell": HEADER.encode() + b"Ama\x00ra,,,,\n",
    "quote never closed": HEADER.encode() + b'Amara,"Chair,,,\n' + b"x,,,,\n" * 50,
    "quote inside a cell": HEADER.encode() + b'Amara,"Cha"ir,,,\n',
    "5,000 columns": (",".join(f"c{at}" for at in range(5000)) + "\n").encode(),
    "5,000 cells in a row": HEADER.encode() + b"Amara" + b"," * 5000 + b"\n",
    "endless line": HEADER.encode() + b"A" * 1_200_000,
    "endless quoted cell": HEADER.encode() + b'"' + b"A" * 300_000 + b'",,,,\n',
    "cell over its cap": HEADER.encode() + b"A" * 10_001 + b",,,,\n",
    "encoding that changes": HEADER.encode() * 9000 + b"Am\xe9lie,,,,\n",
    "half a letter at the end": HEADER.encode() + "é".encode()[:1] * 40_000,
    "cut in a quoted cell": HEADER.encode() + b'Amara,Chair,"Fam',
}


@pytest.mark.feature("X5")
@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_file_is_refused_in_words_and_nothing_of_it_is_kept(owner, body):
    try:
        run = started(owner, body)
        imports.name_columns(run=run, columns={"name": 0}, has_header=True)
        work_off()
        run.refresh_from_db()
        words = run.refused_because
    except BadFile as why:
        words = str(why)

    assert words.endswith(".")
    assert len(words) > 20
    assert Faculty.objects.count() == ImportRow.objects.count() == 0


GOOD = {
    "columns named twice": ("Name,Name,Email\nAmara Okafor,Other,a@x.example\n", ["Amara Okafor"]),
    "short rows": (HEADER + "Amara Okafor\n", ["Amara Okafor"]),
    "rows with more cells": (HEADER + "Amara Okafor,,,,,\nJonas,a,b,c,,e\n", ["Amara Okafor"]),
    "formulas": (HEADER + "=cmd|'/C'!A1,,,,\n@SUM(A1),,,,\n", ["=cmd|'/C'!A1", "@SUM(A1)"]),
    "markup": (HEADER + "<script>alert(1)</script>,,,,\n", ["<script>alert(1)</script>"]),
    "control signs": (HEADER + "Ama\x07ra\x1b Okafor,,,,\n", ["Ama ra Okafor"]),
    "one letter": (HEADER + "O,,,,\n", ["O"]),
    "old Mac line ends": (HEADER.replace("\n", "\r") + "Amara Okafor,,,,\r", ["Amara Okafor"]),
    "no email": (HEADER + "Amara Okafor,,,,n/a\n", ["Amara Okafor"]),
    "last row cut": (HEADER + "Amara Okafor,Chair,Fam", ["Amara Okafor"]),
}  # fmt: skip


@pytest.mark.feature("X5")
@pytest.mark.parametrize(("body", "people"), GOOD.values(), ids=GOOD.keys())
def test_strange_file_that_is_a_table_is_read_as_text(owner, body, people):
    added(owner, body)

    assert sorted(names()) == sorted(people)


def test_file_of_100_mb_is_refused_before_it_is_read(owner):
    def pieces():
        raise AssertionError("read")
        yield b""

    with pytest.raises(BadFile, match=r"100 MB\. The limit is 20 MB"):
        imports.begin(owner=owner, pieces=pieces(), size=100 * 1024 * 1024, file_name="x", by=None)

    assert BYTES_CAP < 100 * 1024 * 1024


def test_file_of_a_million_rows_is_refused_with_its_row(owner):
    run = checked(owner, b"Name\n" + b"O\n" * (ROWS_CAP + 5))

    assert run.state == "refused"
    assert run.refused_because == "This file has more than 100,000 rows. Split it and try again."
    assert ImportRow.objects.count() == 0
