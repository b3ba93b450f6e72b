from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "engagement.concerns"
    label = "concerns"
