from celery import Celery
from celery.signals import setup_logging
from kombu.exceptions import OperationalError

app = Celery("smartpick")


@setup_logging.connect
def keep_our_logging(**_: object) -> None:
    """Celery sets up no logging of its own: the settings already did."""


def broker_answers() -> bool:
    """Whether the broker takes a connection within two seconds."""
    try:
        with app.connection_for_write(connect_timeout=2) as line:
            line.ensure_connection(max_retries=1, interval_start=0, timeout=2)
    except (OperationalError, OSError):
        return False
    return True
