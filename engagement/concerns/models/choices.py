"""What a concern can be told through, and when it can be worst."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Source(models.TextChoices):
    WEB = "web", _("This site")
    PHONE = "phone", _("Phone")
    WALK_IN = "walk_in", _("In person")
    LETTER = "letter", _("Letter")
    EMAIL = "email", _("Email")
    MEETING = "meeting", _("Meeting")
    IMPORT = "import", _("Another system")
    OPEN311 = "open311", _("Another program")


class WhenWorst(models.TextChoices):
    MORNINGS = "mornings", _("Mornings")
    AFTER_SCHOOL = "after_school", _("After school")
    EVENINGS = "evenings", _("Evenings")
    LATE = "late", _("Late at night")
    WEEKENDS = "weekends", _("Weekends")
    ALWAYS = "always", _("All the time")
