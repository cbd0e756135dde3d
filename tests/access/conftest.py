from tests.drills.conftest import size, told  # noqa: F401
