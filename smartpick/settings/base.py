"""What is equal everywhere. Reads the environment; no secret has a default."""

from pathlib import Path
from typing import Any

import environ

from smartpick.schedule import SCHEDULE

env = environ.FileAwareEnv()

ROOT = Path(__file__).resolve().parent.parent.parent
DATA = Path(env.str("SMARTPICK_DATA", default=str(ROOT / ".data")))

DEBUG = False
SITE_NAME = "SmartPick"
TRYOUT = False
ROOT_URLCONF = "smartpick.urls"
WSGI_APPLICATION = "smartpick.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"
ATOMIC_REQUESTS = False

INSTALLED_APPS = [
    "smartpick.common",
    "smartpick.reference",
    "smartpick.outbox",
    "smartpick.accounts",
    "smartpick.campaign",
    "autopsy",
    "mentors",
    "smartpick.picks",
    "outreach",
    "timeline",
    "smartpick.home",
    "smartpick.dean",
    "smartpick.records",
    "smartpick.machine",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.humanize",  # the account library's pages speak with it
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "crispy_forms",
    "crispy_bootstrap5",
    "django_htmx",
    "csp",
]

MIDDLEWARE = [
    "smartpick.common.middleware.RequestId",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "smartpick.common.middleware.Headers",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "smartpick.common.middleware.RefuseNul",
    "smartpick.common.middleware.RefuseLarge",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "smartpick.accounts.middleware.SessionLife",
    "smartpick.accounts.middleware.Guests",
    "smartpick.accounts.middleware.AccessTable",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "smartpick.campaign.context_processors.house",
            ],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # our own widget templates

STATIC_URL = "/static/"
STATICFILES_DIRS = [ROOT / "static"]
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
# Documents: a folder that no path serves, or a bucket (see the extra "s3" of pyproject.toml).
DOCUMENTS_ROOT = Path(env.str("DOCUMENTS_ROOT", default=str(DATA / "documents")))
DOCUMENTS_BUCKET = env.str("DOCUMENTS_BUCKET", default="")
DOCUMENTS_QUOTA = env.int("DOCUMENTS_QUOTA_MB", default=60) * 1024 * 1024
DOCUMENTS_TOTAL = env.int("DOCUMENTS_TOTAL_MB", default=20_000) * 1024 * 1024
VIRUS_SCAN_COMMAND = env.str("VIRUS_SCAN_COMMAND", default="")  # reads a file at stdin; 1 = refused
DOCUMENTS_STORE: dict[str, Any] = {
    "BACKEND": "smartpick.common.store.PrivateFolder",
    "OPTIONS": {
        "location": str(DOCUMENTS_ROOT),
        "file_permissions_mode": 0o600,
        "directory_permissions_mode": 0o700,
    },
}
if DOCUMENTS_BUCKET:
    DOCUMENTS_STORE = {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {
            "bucket_name": DOCUMENTS_BUCKET,
            "endpoint_url": env.str("DOCUMENTS_ENDPOINT", default="") or None,
            "access_key": env.str("DOCUMENTS_ACCESS_KEY", default="") or None,
            "secret_key": env.str("DOCUMENTS_SECRET_KEY", default="") or None,
            "default_acl": "private",
            "querystring_auth": True,
            "file_overwrite": False,
        },
    }

USE_TZ = True
TIME_ZONE = "UTC"
USE_I18N = False
LANGUAGE_CODE = "en-us"

CRISPY_ALLOWED_TEMPLATE_PACKS = "bootstrap5"
CRISPY_TEMPLATE_PACK = "bootstrap5"

AUTHENTICATION_BACKENDS = ["smartpick.campaign.visitor.Visitors"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "smartpick.accounts.passwords.LongEnough"},
    {"NAME": "smartpick.accounts.passwords.NotOnTheList"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "smartpick.accounts.adapter.Adapter"
SOCIALACCOUNT_ADAPTER = "smartpick.accounts.adapter.SocialAdapter"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 900  # three minutes, the default, is short for mail
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""  # each subject names SmartPick itself
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_FORMS = {"confirm_login_code": "smartpick.accounts.forms.CodeEntry"}
ACCOUNT_RATE_LIMITS = {
    "guess": "30/15m/ip,10/15m/key",  # passwords: by address, and by address and account
    "login_failed": "30/15m/ip,10/15m/key",  # codes of a second factor, by account
    "claim_code": "5/15m/user",
    "claim_mail": "5/60m/key",
    "enter_code": "3/15m/key",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {"add_webauthn": "smartpick.accounts.forms.AddPasskey"}
MFA_TOTP_ISSUER = SITE_NAME
MFA_TOTP_TOLERANCE = 1  # half a minute more, for slow fingers and for clocks that differ
MFA_TRUST_ENABLED = False
USERSESSIONS_TRACK_ACTIVITY = False  # one statement on each page for nothing that we show
# By a link: our policy lets no form lead to another house, and a browser counts redirects in.
SOCIALACCOUNT_LOGIN_ON_GET = True
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, object]] = {}
OPENID_CONNECT = "allauth.socialaccount.providers.openid_connect"
if env.str("OIDC_SERVER_URL", default=""):
    INSTALLED_APPS.append(OPENID_CONNECT)  # its HTTP client is a tenth of a worker's start
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "APPS": [
            {
                "provider_id": "school",
                "name": env.str("OIDC_NAME", default="your school"),
                "client_id": env.str("OIDC_CLIENT_ID"),
                "secret": env.str("OIDC_SECRET"),
                "settings": {"server_url": env.str("OIDC_SERVER_URL")},
            }
        ]
    }
REFERENCE_KEPT_SECONDS = 60  # figures and season dates in the process (smartpick/common/kept.py)
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)

CSRF_FAILURE_VIEW = "smartpick.accounts.keep.refused"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
LARGEST_BODY = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = LARGEST_BODY  # so that no file touches the disk before its checks
SILENCED_SYSTEM_CHECKS = [
    # Unique by a condition (lower-case address, guests left out), which this check cannot see.
    "auth.W004",
]

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        # The default of 300 lets anybody flush a rate limit.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "NAME": str(DATA / "smartpick.sqlite3"),
    "OPTIONS": {
        # Without IMMEDIATE two of three concurrent writers fail at once, whatever the timeout.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
}

CELERY: dict[str, Any] = {
    "task_ignore_result": True,
    "result_backend": None,
    "timezone": "UTC",
    "enable_utc": True,
    "task_serializer": "json",
    "accept_content": ["json"],
    "task_acks_late": False,
    "worker_prefetch_multiplier": 1,
    "task_time_limit": 120,
    "task_soft_time_limit": 100,
    "worker_hijack_root_logger": False,
    "broker_connection_retry_on_startup": True,
    "broker_connection_timeout": 2,
    "task_publish_retry_policy": {"max_retries": 1, "interval_start": 0, "interval_max": 0.5},
    "beat_schedule": SCHEDULE,
}
REDIS_TRANSPORT = {
    "visibility_timeout": 3600,
    "socket_timeout": 5,
    "socket_connect_timeout": 2,
    "health_check_interval": 10,
    "max_retries": 1,
}

MAIL_FROM = env.str("MAIL_FROM", default="SmartPick <no-reply@localhost>")
DEFAULT_FROM_EMAIL = MAIL_FROM
SITE_URL = env.str("SITE_URL", default="http://localhost:8000")
EMAIL_USE_TLS = EMAIL_USE_SSL = False
OUTBOX_DELIVERS = True
OUTBOX_LEAVES_THIS_MACHINE = False  # production alone speaks to other hosts
OUTBOX_ALLOW_LIST = env.list("MAIL_ALLOW_LIST", default=[])  # a rehearsal's addresses
OUTBOX_MARK = DATA / "outbox-mark"
ERASURE_LEDGER = DATA / "erasure-ledger"  # codes of erased people, for a restored database
OUTBOX_HELLO = env.str("MAIL_HELLO", default="localhost")
OUTBOX_LEASE_SECONDS = 300
OUTBOX_PER_MINUTE = env.int("MAIL_PER_MINUTE", default=600)
OUTBOX_PER_PERSON_A_DAY = 100
OUTBOX_PER_RECIPIENT_A_WEEK = 30
OUTBOX_TIMEOUTS = {  # seconds; RFC 5321 asks for minutes, a lease of ours lasts five
    "connect": 10,
    "hello": 15,
    "encrypt": 15,
    "login": 15,
    "sender": 20,
    "recipient": 30,
    "data": 30,
    "answer": 90,
}
HELP_MAIL = env.str("HELP_MAIL", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"plain": {"()": "smartpick.common.logs.OnlyKnownFields"}},
    "formatters": {
        "json": {
            "()": "pythonjsonlogger.json.JsonFormatter",
            "fmt": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "handlers": {
        "out": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["plain"]}
    },
    "root": {"handlers": ["out"], "level": "INFO"},
    "loggers": {
        "django.server": {"handlers": ["out"], "level": "WARNING", "propagate": False},
        # At DEBUG these two write whole contexts and parameters: somebody's record.
        "django.template": {"level": "INFO"},
        "django.db.backends": {"level": "INFO"},
    },
}
