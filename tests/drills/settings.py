"""The house as a drill needs it: its own database and broker, short leases, a tick a second."""

from smartpick.settings.test import *  # noqa: F403
from smartpick.settings.test import CELERY, SQLITE, env

HERE = Path(env.str("DRILL_FOLDER"))  # noqa: F405
if env.str("DRILL_PGHOST", default=""):
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": env.str("DRILL_DB"),
            "USER": "smartpick",
            "HOST": env.str("DRILL_PGHOST"),
        }
    }
else:
    DATABASES = {"default": SQLITE | {"NAME": str(HERE / "drill.sqlite3")}}

if env.str("DRILL_REDIS", default=""):
    CELERY |= {"broker_url": env.str("DRILL_REDIS"), "broker_transport_options": REDIS_TRANSPORT}  # noqa: F405
else:
    CELERY |= {
        "broker_url": "filesystem://",
        "broker_transport_options": {
            "data_folder_in": str(HERE / "messages"),
            "data_folder_out": str(HERE / "messages"),
            "control_folder": str(HERE / "control"),
            "polling_interval": 0.2,
        },
    }
    for name in ("messages", "control"):
        (HERE / name).mkdir(exist_ok=True)
CELERY |= {
    "beat_schedule": {"deliver": {"task": "smartpick.outbox.tasks.deliver_due", "schedule": 1.0}},
    "beat_max_loop_interval": 0.5,
}
OUTBOX_MARK = HERE / "mark"
OUTBOX_LEASE_SECONDS = 2
OUTBOX_PER_MINUTE = OUTBOX_PER_PERSON_A_DAY = OUTBOX_PER_RECIPIENT_A_WEEK = 1_000_000
EMAIL_HOST, EMAIL_PORT = "127.0.0.1", env.int("DRILL_SMTP")
LOGGING |= {"root": {"handlers": ["out"], "level": "ERROR"}}  # noqa: F405
