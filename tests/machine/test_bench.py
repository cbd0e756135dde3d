"""The judging of `manage.py bench`: what is over its bar fails, and a ratio is measured twice."""

import pytest
from django.core.management import CommandError, call_command

from smartpick.machine.bench.rows import Row, judged
from smartpick.machine.management.commands.bench import verdict

COUNT, RATIO = Row("S4", "form, statements", 6, 6), Row("S4", "form", 5.5, 6, exact=False)
MANY, SLOW = Row("S4", "form, statements", 7, 6), Row("S4", "form", 6.5, 6, exact=False)


def in_turn(*runs):
    """A measure that gives these rows, run by run; a run too many is an error."""
    return iter(runs).__next__


def test_value_over_its_bar_fails_and_one_on_it_holds():
    assert [row.holds for row in (COUNT, RATIO, MANY, SLOW)] == [True, True, False, False]


def test_line_says_goal_value_bar_and_whether_it_holds():
    assert MANY.line() == "| S4 | form, statements: 7 | 6 | NO |"
    assert RATIO.line() == "| S4 | form: 5.50 x | 6.00 x | yes |"


def test_ratio_is_measured_once_more_before_its_miss_counts():
    assert judged(in_turn([SLOW], [RATIO])) == [RATIO]
    assert judged(in_turn([SLOW], [SLOW])) == [SLOW]


def test_count_gets_no_second_try():
    assert judged(in_turn([MANY])) == [MANY]
    assert judged(in_turn([MANY, SLOW], [COUNT, RATIO])) == [MANY, RATIO]


def test_one_missed_bar_ends_the_command_with_1():
    with pytest.raises(CommandError, match="1 of 2 bars were missed") as missed:
        verdict([MANY, RATIO])

    assert missed.value.returncode == 1
    assert verdict([COUNT, RATIO]) == "2 bars held."


def test_a_bar_over_nothing_is_held_by_nothing_alone():
    assert [Row("S12", "banned", count, 0).holds for count in (0, 1)] == [True, False]


def test_command_refuses_a_measure_that_it_does_not_have():
    with pytest.raises(CommandError, match="invalid choice: 'pagse'"):
        call_command("bench", "pagse")
