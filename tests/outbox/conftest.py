from tests.drills.sink import sink  # noqa: F401
