"""The report of a class, and an attacker who reads all of it and knows how it hides."""

import csv
import io
import random
from collections import Counter, defaultdict
from datetime import date
from itertools import product

import pytest
from django.urls import reverse
from django.utils import timezone

from autopsy.models import Direction
from smartpick.accounts.models import AdvisingLink, Applicant, School
from smartpick.campaign.models import CycleResult
from smartpick.dean.models import AdviseeRow, CohortTally
from smartpick.dean.queries.report import reports_of
from smartpick.dean.rules import report as rp
from smartpick.dean.rules.standing import Standing
from smartpick.dean.rules.suppression import SMALL_COUNT, suppressed, suppressed_from_who_knows
from smartpick.dean.services import rows, tallies
from tests.dean.test_cohort import advisee, many, waits
from tests.factories import autopsy_of, fill, link_to, make_dean, make_school, make_target
from tests.pdf_text import words_of

TODAY = date(2026, 11, 23)


# --- the attacker: everything that is shown, and the rule itself ----------------------------------


def readings(width, most):
    """Every class that could be, by what is shown of it."""
    found = defaultdict(list)
    for counts in product(range(most + 1), repeat=width):
        if sum(counts) <= most:
            told = suppressed_from_who_knows(counts)
            key = (tuple(told.shown), told.total, told.others_together, told.text)
            found[key].append(counts)
    return found


@pytest.mark.feature("X20")
@pytest.mark.parametrize(("width", "most"), [(2, 60), (3, 40), (4, 22)])
def test_attacker_who_knows_the_rule_cannot_work_out_any_hidden_count(width, most):
    """A class is told apart by nothing that is hidden: each hidden count could be several."""
    certain = [
        (shown, place, classes[0][place])
        for (shown, total, _, _), classes in readings(width, most).items()
        if total is not None
        for place, count in enumerate(shown)
        if count is None and len({counts[place] for counts in classes}) == 1
    ]

    assert certain == []


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ([5, 5, 3, 9], [None, None, None, 9]),  # AT-13 alone shows the second 5
        ([9, 5, 4, 4], [9, None, None, None]),  # AT-13 alone says 8 for two that are below 5
        ([9, 6, 8, 3], [9, None, 8, None]),
        ([9, 6, 8, 7], [9, 6, 8, 7]),
    ],
)
def test_more_is_hidden_than_the_rule_asks_where_its_result_would_tell(counts, shown):
    assert suppressed_from_who_knows(counts).shown == shown
    plain = suppressed(counts).shown
    assert all(a is None or a == b for a, b in zip(shown, plain, strict=True))


@pytest.mark.feature("X20")
def test_attacker_who_subtracts_counts_of_two_measures_finds_no_small_group():
    """No cell lies within a cell of another measure: for every two, people of both kinds can be."""
    nested = []
    for first, second in product(rp.MEASURES, repeat=2):
        if first.key >= second.key or {first.key, second.key} == {"reached", "outcome"}:
            continue
        pairs = {
            (dict(rp.cells_of(one))[first.key], dict(rp.cells_of(one))[second.key])
            for one in every_standing()
        }
        wanted = set(product(first.keys, second.keys))
        if pairs != wanted:
            nested.append((first.key, second.key, sorted(wanted - pairs)))

    assert nested == []


def every_standing():
    """Advisees of all kinds that their own pages allow: no cause or rating without a version."""
    for version, verdict, cause, high, direction, met, core, letters in product(
        (0, 1), ("", "sign_off"), ("", *(k for k, _ in rp.BY_KEY["cause"].cells[:-1])),
        ((), ("competitiveness", "quality"), ("geography", "interview"),
         ("competitiveness", "interview"), ("geography", "quality"),
         ("competitiveness", "geography", "quality", "interview")),
        ("", "same", "pivot"), (None, TODAY), (0, 1), (0, 2),
    ):  # fmt: skip
        if not version and (verdict or cause or high):
            continue
        for outcome, submitted in (("", None), ("", TODAY), ("matched_target", None),
                                   ("soap", None), ("unmatched", TODAY)):  # fmt: skip
            yield Standing(
                version=version, verdict=verdict, cause=cause, high_ratings=high,
                direction=direction, first_met_on=met, core_mentors=core,
                letters_answered=letters, outcome=outcome, submitted_on=submitted,
            )  # fmt: skip


def test_how_far_the_year_came_is_not_told_beside_outcomes():
    tally = Counter({rp.ALL: 20, ("outcome", "target"): 12, ("outcome", rp.REST): 8,
                     ("reached", "submitted"): 13, ("reached", rp.REST): 7})  # fmt: skip

    told = {b.measure.key for b in rp.report_of(2026, TODAY, tally, least=5).blocks}
    early = Counter({rp.ALL: 20, ("outcome", rp.REST): 20, ("reached", rp.REST): 20})
    before = {b.measure.key for b in rp.report_of(2026, TODAY, early, least=5).blocks}

    assert "reached" not in told
    assert "outcome" not in before


def test_school_that_asks_for_larger_groups_hides_more():
    tally = Counter({rp.ALL: 30, ("direction", "same"): 8, ("direction", "pivot"): 12,
                     ("direction", rp.REST): 10})  # fmt: skip

    def shown(least):
        told = rp.report_of(2026, TODAY, tally, least=least)
        return [line.count for b in told.blocks if b.measure.key == "direction" for line in b.lines]

    assert shown(5) == [8, 12, 10]
    assert shown(10) == [None, 12, None]
    assert rp.report_of(2026, TODAY, Counter({rp.ALL: 4}), least=5).blocks == []


# --- page, table and paper of one school ---------------------------------------------------------


@pytest.fixture
def dean(db):
    return make_dean("okafor@riverside.example", make_school(), name="Dean Okafor")


def classes(school, seed):
    """Three classes of invented people, some groups of them small."""
    chance = random.Random(seed)  # noqa: S311  (invented numbers)
    for year, size in ((2024, 4), (2025, 23), (2026, 31)):
        tally = Counter({rp.ALL: size})
        for measure in rp.MEASURES:
            for _ in range(size):
                tally[measure.key, chance.choice(measure.keys)] += 1
        CohortTally.objects.bulk_create(
            CohortTally(school=school, class_year=year, as_of=TODAY, measure=m, value=v, count=n)
            for (m, v), n in tally.items()
        )
    return {(t.class_year, t.measure, t.value): t.count for t in CohortTally.objects.all()}


@pytest.mark.feature("X19", "X20")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_page_table_and_paper_hide_the_same_and_no_filter_opens_more(client, dean, seed):
    school = dean.memberships.get().school
    truth = classes(school, seed)
    client.force_login(dean)
    labels = {(m.title, label): (m.key, cell) for m in rp.MEASURES for cell, label in m.cells}

    table = list(csv.reader(io.StringIO(
        client.get(reverse("dean:report-csv")).content.decode("utf-8-sig"))))  # fmt: skip
    shown = {}
    for year, _, title, label, count in table[1:]:
        if (title, label) in labels:
            shown[(int(year), *labels[title, label])] = None if count == "hidden" else int(count)
    paper = words_of(client.get(reverse("dean:report-pdf") + "?year=2026").content)
    pages = {
        query: client.get(reverse("dean:report") + query).content.decode()
        for query in ("?year=2026", "?year=2026&specialty=Surgery", "?year=2026&dean=1&state=needs")
    }

    for key, count in shown.items():
        assert count in (None, truth.get(key, 0)), key
        assert count is None or count >= SMALL_COUNT, key
    assert {key for key in shown if key[0] == 2024} == set()
    assert ["2024", "2026-11-23", "Class", "All", "Too few to report"] in table
    by_measure = defaultdict(list)
    for (year, measure, _), count in shown.items():
        by_measure[year, measure].append(count)
    for (year, measure), counts in by_measure.items():
        hidden = [
            truth.get((year, measure, cell), 0)
            for cell, count in zip(rp.BY_KEY[measure].keys, counts, strict=True)
            if count is None
        ]
        assert not hidden or (len(hidden) >= 2 and sum(hidden) >= SMALL_COUNT), (year, measure)
    assert len({body.split("<main")[1] for body in pages.values()}) == 1
    for block in reports_of(school)[0].blocks:
        for line in block.lines:
            assert line.label.split()[0] in paper


@pytest.mark.feature("X19")
def test_class_is_counted_by_what_its_people_share(client, dean):
    school = dean.memberships.get().school
    people = [advisee(dean, f"Person {number}") for number in range(2)]
    Applicant.objects.update(class_year=2026)
    first, second = people
    fill(autopsy_of(first), "questions", own_qualification="main")
    fill(autopsy_of(first), "ratings", own_rating_competitiveness=4, own_rating_quality=2)
    waits(first, 2)
    Direction.objects.create(cycle=second.cycles.get(), choice="pivot", target="Family Medicine",
                             decided_on=timezone.localdate())  # fmt: skip
    CycleResult.objects.create(cycle=second.cycles.get(), submitted_on=timezone.localdate())
    rows.work_out(applicants=[one.pk for one in people], now=timezone.now())

    tallies.count_school(school=school, now=timezone.now())

    def held():
        return {(t.measure, t.value): t.count for t in CohortTally.objects.all()}

    assert held()[rp.ALL] == 2
    assert held()["cause", "qualification"] == held()["rating_competitiveness", "high"] == 1
    assert held()["direction", "pivot"] == held()["reached", "submitted"] == 1

    link = AdvisingLink.objects.get(applicant=second)
    link.grants.filter(key__in=["direction", "plan"]).update(until=timezone.now())
    rows.work_out(applicants=[second.pk], now=timezone.now())
    tallies.count_school(school=school, now=timezone.now())
    assert ("direction", "pivot") not in held()
    assert ("reached", "submitted") not in held()


def test_somebody_with_two_deans_counts_once(dean):
    person = advisee(dean, "Linh Vale", keys=["exams"])
    Applicant.objects.update(class_year=2026)
    target = make_target(person)
    target.contacts.create(on_date=timezone.localdate(), kind="meeting_held")
    ruiz = make_dean("ruiz@riverside.example", make_school(), name="Dean Ruiz")
    link_to(person, ruiz, keys=["people"])
    rows.work_out(applicants=[person.pk], now=timezone.now())

    tallies.count_school(school=make_school(), now=timezone.now())

    assert CohortTally.objects.get(measure="class").count == 1
    assert CohortTally.objects.get(measure="reached").value == "met"


def test_older_class_keeps_its_count_when_its_people_leave(dean):
    school = dean.memberships.get().school
    many(dean, 8)
    year = timezone.localdate().year - 3
    Applicant.objects.update(class_year=year)
    AdviseeRow.objects.update(class_year=year)
    tallies.count_school(school=school, now=timezone.now())
    AdviseeRow.objects.filter(
        pk__in=list(AdviseeRow.objects.values_list("pk", flat=True)[:3])
    ).delete()

    tallies.count_school(school=school, now=timezone.now())

    assert CohortTally.objects.get(measure="class").count == 8


@pytest.mark.feature("X19")
def test_report_is_for_deans_and_names_nobody(client, dean):
    many(dean, 12)
    AdviseeRow.objects.update(class_year=2026)
    client.force_login(dean)

    page = client.get(reverse("dean:report")).content.decode()

    assert "12 advisees" in page
    assert "Person 0" not in page
    assert "How far the year has come" in page
    other = make_dean("else@lakeside.example", make_school("Lakeside"), name="Dean Else")
    client.force_login(other)
    assert "No class to report yet" in client.get(reverse("dean:report")).content.decode()
    assert School.objects.count() == 2
