from django.db import models
from django.utils.translation import gettext_lazy as _


class Side(models.TextChoices):
    """Whoever an act was for: an agreement always has these two."""

    AGENCY = "agency", _("The police")
    PARTNER = "partner", _("The partner")
