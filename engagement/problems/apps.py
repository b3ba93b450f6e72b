from django.apps import AppConfig


class ProblemsConfig(AppConfig):
    name = "engagement.problems"
    label = "problems"
