from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "smartpick.home"
    label = "home"
