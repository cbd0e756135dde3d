#!/usr/bin/env python3
"""Entry point. The verbs below work on a bare machine; everything else is Django's."""

import os
import sys

VERBS = {"start", "test", "lint", "bench", "drill", "shots"}

if sys.version_info < (3, 11):  # noqa: UP036  (an older Python must be able to read this file)
    sys.exit(
        "SmartPick needs Python 3.11 or newer, and this is "
        + sys.version.split()[0]
        + ": install a newer one and use it instead, as in python3.11 manage.py start"
    )


def main():
    # The bootstrap sets the variable: its own commands bear the same names.
    if len(sys.argv) > 1 and sys.argv[1] in VERBS and "SMARTPICK_INSIDE" not in os.environ:
        from smartpick.machine import bootstrap

        sys.exit(bootstrap.main(sys.argv[1], sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartpick.settings.tryout")
    try:
        from django.core.management import execute_from_command_line
    except ImportError:
        sys.exit(
            "Django is not in this Python: run python3 manage.py start once,"
            " then use .venv/bin/python manage.py instead."
        )
    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
