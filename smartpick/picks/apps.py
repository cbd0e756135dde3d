from django.apps import AppConfig


class PicksConfig(AppConfig):
    name = "smartpick.picks"
    label = "picks"
