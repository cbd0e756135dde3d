"""Run as a program: makes the tables of the bare app and one person, and says the session's key."""

import sys

import django


def main() -> None:
    django.setup()
    from django.contrib.auth.models import User  # noqa: PLC0415  (Django is ready only now)
    from django.core.management import call_command  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    call_command("migrate", verbosity=0, interactive=False)
    somebody = Client()
    user = User.objects.create(username="somebody")
    somebody.force_login(user)  # type: ignore[arg-type]  # Django's own model
    sys.stdout.write(somebody.cookies["sessionid"].value)


if __name__ == "__main__":
    main()
