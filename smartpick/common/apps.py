from django.apps import AppConfig
from django.conf import settings


class CommonConfig(AppConfig):
    name = "smartpick.common"
    label = "common"

    def ready(self) -> None:
        from smartpick.common import checks  # noqa: F401
        from smartpick.common.celery import app

        app.config_from_object(settings.CELERY)
        app.set_default()
        app.autodiscover_tasks(
            ["smartpick.outbox", "smartpick.records", "timeline", "mentors", "smartpick.dean"]
        )
