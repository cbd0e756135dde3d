"""Statements written once: the same answer as Django's own, for any key."""

import pytest

from smartpick.accounts.models import Applicant, User
from smartpick.campaign import visitor
from smartpick.common.compiled import compiled_once
from tests.factories import make_applicant, make_dean, make_school

pytestmark = pytest.mark.django_db


def columns(row):
    return {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}


def test_a_kept_statement_answers_by_its_key(django_assert_num_queries):
    ask = compiled_once(lambda key: User.objects.filter(pk=key).values_list("pk", "code"))
    school = make_school()
    first, second = (make_dean(f"{name}@school.example", school) for name in "ab")

    assert ask(first.pk) == [[first.pk, first.code]]
    with django_assert_num_queries(1):
        assert ask(second.pk) == [[second.pk, second.code]]
    assert ask(0) == []


def test_a_statement_without_its_key_is_refused():
    ask = compiled_once(lambda _: User.objects.values_list("pk"))

    with pytest.raises(ValueError, match="does not stand"):
        ask(1)


def test_visitor_is_whole_and_comes_with_the_applicant(django_assert_num_queries):
    applicant = make_applicant("maya@alum.example")

    with django_assert_num_queries(1):
        user = visitor.Visitors().get_user(applicant.user_id)
        held = user.applicant

    assert columns(user) == columns(User.objects.get(pk=user.pk))
    assert columns(held) == columns(Applicant.objects.get(pk=applicant.pk))
    assert held.user is user
    assert (user.has_role, user.has_factor, user.bell_count, user.mail_failed) == (0, 0, 0, 0)


def test_visitor_without_a_record_is_not_asked_for_one(django_assert_num_queries):
    dean = make_dean("dean@school.example", make_school())

    with django_assert_num_queries(1):
        user = visitor.Visitors().get_user(dean.pk)
        assert not hasattr(user, "applicant")

    assert user.has_role
    assert visitor.Visitors().get_user(0) is None
