"""The embedded default: one machine, SQLite, Celery on files, loopback only, no mail leaves."""

from smartpick.settings.base import *  # noqa: F403
from smartpick.settings.base import CELERY, DATA, DOCUMENTS_STORE, SQLITE, env
from smartpick.settings.secret import kept_secret

TRYOUT = True
SECRET_KEY = kept_secret(DATA / "secret")
PORT = env.int("SMARTPICK_PORT", default=8000)
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "[::1]"]
SITE_URL = f"http://localhost:{PORT}"
CSRF_TRUSTED_ORIGINS = [f"http://localhost:{PORT}", f"http://127.0.0.1:{PORT}"]
DATABASES = {"default": SQLITE}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "documents": DOCUMENTS_STORE,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys on http://localhost
EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
OUTBOX_DELIVERS = False  # kept and shown on /try/mail/

QUEUE = DATA / "queue"
CELERY |= {
    "broker_url": "filesystem://",
    "broker_transport_options": {
        "data_folder_in": str(QUEUE / "messages"),
        "data_folder_out": str(QUEUE / "messages"),
        "control_folder": str(QUEUE / "control"),
        "store_processed": False,
        "polling_interval": 0.5,
    },
}
for folder in (DATA / "static", DATA / "files", QUEUE / "messages", QUEUE / "control"):
    folder.mkdir(parents=True, exist_ok=True)
