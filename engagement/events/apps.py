from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "engagement.events"
    label = "events"
