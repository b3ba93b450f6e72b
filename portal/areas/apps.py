from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class AreasConfig(AppConfig):
    name = "portal.areas"
    label = "areas"
    verbose_name = _("Areas and teams")

    def ready(self) -> None:
        from portal.pages.kept import stamped_by

        autodiscover_modules("finders")
        stamped_by("SELECT max(changed_at) FROM areas_area")
        stamped_by("SELECT concat(count(*), ' ', max(changed_at)) FROM areas_teammember")
        stamped_by("SELECT concat(count(*), ' ', max(at)) FROM areas_portrait")
