from tests.drills.conftest import told  # noqa: F401
