"""The cast, the mailbox, a world with two schools."""

import pytest
from django.core.cache import cache

from tests.cast import Cast, make_cast
from tests.world import again


@pytest.fixture(autouse=True)
def _no_limits_left_over(request):
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture
def cast(db) -> Cast:
    return again("cast", make_cast)
