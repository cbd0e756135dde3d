"""A school's own server. Refuses to start while something is missing."""

from smartpick.settings.base import *  # noqa: F403
from smartpick.settings.base import CELERY, DOCUMENTS_STORE, REDIS_TRANSPORT, env

SECRET_KEY = env.str("SECRET_KEY")
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS")
SITE_URL = env.str("SITE_URL")
MAIL_FROM = DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("MAIL_FROM")
HELP_MAIL = env.str("HELP_MAIL", default=MAIL_FROM)
CSRF_TRUSTED_ORIGINS = [SITE_URL]
DATABASES = {"default": env.db("DATABASE_URL")}
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"] |= {
        "CONN_MAX_AGE": 0,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 4, "timeout": 10}},
    }
CELERY |= {"broker_url": env.str("REDIS_URL"), "broker_transport_options": REDIS_TRANSPORT}
vars().update(env.email_url("EMAIL_URL"))
OUTBOX_LEAVES_THIS_MACHINE = True
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "documents": DOCUMENTS_STORE,
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_KEEP_ONLY_HASHED_FILES = True  # each file is looked at when a worker starts
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_REDIRECT_EXEMPT = [r"^status/$"]
SECURE_HSTS_SECONDS = 365 * 24 * 3600
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
SESSION_COOKIE_NAME = "__Host-session"
CSRF_COOKIE_NAME = "__Host-csrf"

for name, wrong in {
    "SECRET_KEY": len(SECRET_KEY) < 50 or SECRET_KEY.startswith("django-insecure-"),
    "ALLOWED_HOSTS": "*" in ALLOWED_HOSTS or not ALLOWED_HOSTS,
    "SITE_URL": not SITE_URL.startswith("https://"),
    "MAIL_FROM": "@" not in MAIL_FROM,
    # A password never goes over the wire in plain text.
    "EMAIL_URL": bool(vars().get("EMAIL_HOST_USER"))
    and not (vars().get("EMAIL_USE_TLS") or vars().get("EMAIL_USE_SSL")),
}.items():
    if wrong:
        raise RuntimeError(f"{name} is not fit for a real server; see .env.example.")
