from celery import Celery
from celery.signals import setup_logging

app = Celery("smartpick")


@setup_logging.connect
def keep_our_logging(**_: object) -> None:
    """Celery sets up no logging of its own: the settings already did."""
