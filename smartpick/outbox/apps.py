from django.apps import AppConfig


class OutboxConfig(AppConfig):
    name = "smartpick.outbox"
    label = "outbox"
