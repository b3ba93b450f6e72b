from django.apps import AppConfig


class CrimeConfig(AppConfig):
    name = "metrics.crime"
    label = "crime"
