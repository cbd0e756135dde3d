from django.apps import AppConfig


class AutopsyConfig(AppConfig):
    name = "autopsy"
    label = "autopsy"
