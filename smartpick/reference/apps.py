from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "smartpick.reference"
    label = "reference"
