from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "smartpick.accounts"
    label = "accounts"

    def ready(self) -> None:
        from smartpick.accounts import signals  # noqa: F401
