from django.apps import AppConfig


class CommonConfig(AppConfig):
    name = "smartpick.common"
    label = "common"

    def ready(self) -> None:
        from smartpick.common import checks  # noqa: F401
