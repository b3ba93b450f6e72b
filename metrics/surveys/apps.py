from django.apps import AppConfig


class SurveysConfig(AppConfig):
    name = "metrics.surveys"
    label = "surveys"
