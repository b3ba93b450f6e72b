from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    name = "metrics.dashboards"
    label = "dashboards"
