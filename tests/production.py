"""The variables of a real server, for tests that start one. Nothing here is a secret."""

import os
import subprocess
import sys

from smartpick.machine.environment import PROJECT

WHOLE = {
    "SECRET_KEY": "a-long-key-of-invented-letters-that-guards-nothing-at-all-abcdefgh",
    "ALLOWED_HOSTS": "smartpick.example",
    "SITE_URL": "https://smartpick.example",
    "MAIL_FROM": "SmartPick <no-reply@smartpick.example>",
    "EMAIL_URL": "smtp+tls://mail.example:587",
    "DATABASE_URL": "psql://smartpick:none@127.0.0.1:1/smartpick",
    "REDIS_URL": "redis://127.0.0.1:1/0",
}


def run(*command, timeout=60, **changed):
    """A Python program under production settings; a value of None leaves the variable out."""
    ours = {"DJANGO_SETTINGS_MODULE": "smartpick.settings.production", "SMARTPICK_INSIDE": "1"}
    variables = {key: value for key, value in (WHOLE | ours | changed).items() if value is not None}
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, *command], cwd=PROJECT, env=kept | variables, capture_output=True,
        text=True, timeout=timeout, check=False,
    )  # fmt: skip
