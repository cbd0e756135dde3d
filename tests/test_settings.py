"""A real server starts whole or not at all."""

import pytest
from django.conf import settings
from django.test import override_settings
from django.urls import reverse

from tests.production import WHOLE, run

START = ("-c", "import smartpick.settings.production as told; print(told.DEBUG)")


@pytest.mark.parametrize("missing", sorted(WHOLE))
def test_half_set_server_refuses_to_start_and_names_the_variable(missing):
    refused = run(*START, **{missing: None})

    assert (refused.returncode, missing in refused.stderr) == (1, True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"SECRET_KEY": "short"},
        {"SECRET_KEY": "django-insecure-" + "x" * 50},
        {"ALLOWED_HOSTS": "*"},
        {"ALLOWED_HOSTS": "smartpick.example,*"},
        {"ALLOWED_HOSTS": ""},
        {"SITE_URL": "http://smartpick.example"},
        {"MAIL_FROM": "nobody"},
    ],
    ids=lambda wrong: "=".join(*wrong.items()),
)
def test_unfit_value_refuses_to_start_and_points_to_the_example(wrong):
    refused = run(*START, **wrong)

    assert refused.returncode == 1
    assert f"{next(iter(wrong))} is not fit for a real server; see .env.example." in refused.stderr


def test_whole_server_starts_and_no_variable_turns_debug_on():
    started = run(*START, DEBUG="1", DJANGO_DEBUG="1")

    assert (started.stdout.strip(), started.returncode) == ("False", 0)


def test_deployment_check_has_no_warning(tmp_path):
    (tmp_path / "static").mkdir()
    checked = run(
        "manage.py", "check", "--deploy", "--fail-level", "WARNING", SMARTPICK_DATA=str(tmp_path)
    )

    assert (checked.returncode, checked.stderr) == (0, "")
    assert "no issues" in checked.stdout


def test_session_survives_a_change_of_key(client, cast):
    client.force_login(cast.maya)
    before = settings.SECRET_KEY

    with override_settings(SECRET_KEY="b" * 60, SECRET_KEY_FALLBACKS=[before]):
        kept = client.get(reverse("home:week")).status_code
    client.force_login(cast.maya)
    with override_settings(SECRET_KEY="b" * 60, SECRET_KEY_FALLBACKS=[]):
        lost = client.get(reverse("home:week")).status_code

    assert (kept, lost) == (200, 302)
