from django.apps import AppConfig


class CampaignConfig(AppConfig):
    name = "smartpick.campaign"
    label = "campaign"

    def ready(self) -> None:
        from smartpick.campaign import checks  # noqa: F401
