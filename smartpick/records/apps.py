from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "smartpick.records"
    label = "records"

    def ready(self) -> None:
        from smartpick.records import checks  # noqa: F401
