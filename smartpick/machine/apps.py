from django.apps import AppConfig


class MachineConfig(AppConfig):
    name = "smartpick.machine"
    label = "machine"
