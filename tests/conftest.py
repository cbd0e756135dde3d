"""The cast, the mailbox, a world with two schools."""

import pytest
from django.core.cache import cache

from tests.cast import Cast, make_cast, put_files_back
from tests.world import again


@pytest.fixture(autouse=True)
def _no_limits_left_over(request):
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        request.getfixturevalue("db")
        cache.clear()


@pytest.fixture(autouse=True)
def _mark_of_its_own(settings, tmp_path_factory, request):
    """Each test's database is a new one, so the marks outside it must be too."""
    if "db" in request.fixturenames or request.node.get_closest_marker("django_db"):
        folder = tmp_path_factory.mktemp("mark")
        settings.OUTBOX_MARK, settings.ERASURE_LEDGER = folder / "mark", folder / "ledger"


@pytest.fixture
def cast(db) -> Cast:
    made = again("cast", make_cast)
    put_files_back()
    return made
