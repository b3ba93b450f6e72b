from django.apps import AppConfig


class CommitmentsConfig(AppConfig):
    name = "engagement.commitments"
    label = "commitments"
