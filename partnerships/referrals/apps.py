from django.apps import AppConfig


class ReferralsConfig(AppConfig):
    name = "partnerships.referrals"
    label = "referrals"
