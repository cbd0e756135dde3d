from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "smartpick.records"
    label = "records"
