from django.apps import AppConfig


class CampaignConfig(AppConfig):
    name = "smartpick.campaign"
    label = "campaign"
