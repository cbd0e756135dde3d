from tests.drills.conftest import size, told  # noqa: F401
from tests.drills.sink import sink  # noqa: F401
