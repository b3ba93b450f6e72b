from django.apps import AppConfig


class ResourcesConfig(AppConfig):
    name = "partnerships.resources"
    label = "resources"
