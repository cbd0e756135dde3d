"""Fast and closed: a cheap hasher, mail in memory, plain static files, no host but our own."""

import tempfile
from pathlib import Path

from smartpick.settings.base import *  # noqa: F403
from smartpick.settings.base import (
    CELERY,
    DOCUMENTS_STORE,
    INSTALLED_APPS,
    LOGGING,
    MIDDLEWARE,
    OPENID_CONNECT,
    SQLITE,
    env,
)

SECRET_KEY = "only-for-tests-and-nothing-else-only-for-tests"
DATA = Path(tempfile.gettempdir()) / "smartpick-test"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
SITE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
REFERENCE_KEPT_SECONDS = 0  # a test writes its own figures
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
OUTBOX_MARK = DATA / "outbox-mark"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "documents": DOCUMENTS_STORE,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
INSTALLED_APPS.append(OPENID_CONNECT)
MIDDLEWARE = [name for name in MIDDLEWARE if "whitenoise" not in name]
DOCUMENTS_STORE["OPTIONS"]["location"] = str(DATA / "documents")
STATIC_ROOT.mkdir(parents=True, exist_ok=True)

if env.str("SMARTPICK_DB", default="") == "postgres":
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": "postgres",
            "USER": env.str("PGUSER", default="smartpick"),
            "HOST": env.str("PGHOST", default=""),
            "OPTIONS": {"pool": {"min_size": 1, "max_size": 8, "timeout": 10}},
        }
    }
else:
    DATABASES = {"default": SQLITE | {"NAME": ":memory:", "OPTIONS": {"timeout": 20}}}

if env.str("REDIS_URL", default=""):
    CELERY |= {"broker_url": env.str("REDIS_URL")}
else:
    CELERY |= {"broker_url": "memory://"}

LOGGING |= {"root": {"handlers": ["out"], "level": "CRITICAL"}}
