"""What `celery -A smartpick.worker` loads."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "smartpick.settings.tryout")
django.setup()

from smartpick.common.celery import app  # noqa: E402, F401
