from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "partnerships.agreements"
    label = "agreements"
