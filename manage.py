#!/usr/bin/env python3
"""Entry point. The verbs that must work on a bare machine go to the bootstrap before Django is there."""

import os
import sys

BOOTSTRAPPED = {"start", "test", "lint", "bench", "drill", "shots"}


def main() -> None:
    if sys.version_info < (3, 11):
        sys.exit("SmartPick needs Python 3.11 or newer; call it with python3.11 manage.py ...")
    if len(sys.argv) > 1 and sys.argv[1] in BOOTSTRAPPED and "SMARTPICK_INSIDE" not in os.environ:
        from smartpick.machine import bootstrap

        sys.exit(bootstrap.main(sys.argv[1], sys.argv[2:]))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartpick.settings.tryout")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
