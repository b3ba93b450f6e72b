from django.apps import AppConfig
from django.contrib.admin import apps as admin
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = _("People")
    default = True

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from portal.accounts import checks, second_factor

        checks.register()
        authenticator_added.connect(second_factor.setting_one_up_gives_it)
        autodiscover_modules("my_data")


class AdminConfig(admin.AdminConfig):
    """Django's configuration pages, for administrators only."""

    default = False
    default_site = "portal.accounts.admin_site.PortalAdminSite"
