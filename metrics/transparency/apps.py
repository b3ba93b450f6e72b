from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TransparencyConfig(AppConfig):
    name = "metrics.transparency"
    label = "transparency"
    verbose_name = _("Public numbers")

    def ready(self) -> None:
        from metrics.transparency import freezing  # noqa: F401  # says what the public was told
