"""Search over folded keys; the same answers on both databases."""

import pytest
from django.utils import timezone

from smartpick.campaign.models import Task
from smartpick.campaign.services import add_task
from smartpick.common.search import fold, matching
from tests.factories import autopsy_of, make_applicant

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]


@pytest.fixture
def tasks(db):
    cycle = autopsy_of(make_applicant("seek@alum.example", name="Seek")).cycle
    for title in ("Écrire à Dr. Núñez-O'Brien", "Abstract draft", "Draft of the abstract, 2nd"):
        add_task(cycle=cycle, title=title, now=timezone.now())
    return Task.objects.filter(cycle=cycle)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Écrire à Núñez", "ecrire a nunez"),
        ("O'Brien-Smith  (MD)", "o brien smith md"),
        ("STRASSE straße", "strasse strasse"),
        ("\x00%_' & | !", ""),
    ],
)
def test_text_folds_to_bare_words(typed, folded):
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("nunez", 1),
        ("NÚÑ", 1),
        ("ecrire brien", 1),
        ("draft abstract", 2),
        ("abstract dra", 2),
        ("abs draft", 0),  # only the last word may be a beginning
        ("raft", 0),
        ("2nd", 1),
        ("dr", 1),  # two letters are a whole word
        ("%", 0),
        ("'; drop", 0),
    ],
)
def test_words_are_whole_and_the_last_a_beginning(tasks, query, count):
    assert matching(tasks, query).count() == count


def test_search_stays_inside_the_rows_it_was_given(tasks):
    assert matching(tasks.none(), "draft").count() == 0
    assert matching(tasks.filter(title="Abstract draft"), "draft").count() == 1


def test_candidates_are_capped_before_they_are_ordered(tasks, django_assert_num_queries):
    with django_assert_num_queries(2):
        found = list(matching(tasks, "draft", limit=1).order_by("title"))

    assert len(found) == 1
