from django.apps import AppConfig


class DeanConfig(AppConfig):
    name = "smartpick.dean"
    label = "dean"
