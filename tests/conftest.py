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


@pytest.fixture(autouse=True)
def _mark_of_its_own(settings, tmp_path_factory, request):
    """Each test's database is a new one, so the mark outside it must be too."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        settings.OUTBOX_MARK = tmp_path_factory.mktemp("mark") / "mark"


@pytest.fixture
def cast(db) -> Cast:
    return again("cast", make_cast)
