"""Answers about published rows, kept in the process."""

import pytest

from smartpick.common.kept import MOST, kept_for_a_minute


@pytest.fixture
def asked():
    return []


@pytest.fixture
def question(asked):
    @kept_for_a_minute
    def names(letter, *, loud=False):
        asked.append((letter, loud))
        return [letter.upper() if loud else letter]

    return names


@pytest.mark.parametrize(("seconds", "count"), [(60, 1), (0, 2)])
def test_the_same_question_is_asked_once_unless_nothing_is_kept(
    question, asked, settings, seconds, count
):
    settings.REFERENCE_KEPT_SECONDS = seconds

    answers = [question("a"), question("a")]

    assert answers == [["a"], ["a"]]
    assert len(asked) == count


def test_another_question_has_another_answer(question, settings):
    settings.REFERENCE_KEPT_SECONDS = 60

    assert [question("a"), question("b"), question("a", loud=True)] == [["a"], ["b"], ["A"]]


def test_what_a_page_does_to_its_answer_changes_no_other(question, settings):
    settings.REFERENCE_KEPT_SECONDS = 60
    question("a").append("mine")

    assert question("a") == ["a"]


def test_questions_that_people_type_fill_no_memory(question, asked, settings):
    settings.REFERENCE_KEPT_SECONDS = 60
    for number in range(MOST):
        question(str(number))
    question("0")
    question("one more")
    question("0")

    assert len(asked) == MOST + 2
