from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "metrics.demo"
    label = "demo"
