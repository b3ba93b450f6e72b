from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "engagement.outreach"
    label = "outreach"
