from django.apps import AppConfig


class OrganizationsConfig(AppConfig):
    name = "partnerships.organizations"
    label = "organizations"
