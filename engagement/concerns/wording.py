"""Words prepared for answers: text with a few names in braces, and nothing that runs."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

if TYPE_CHECKING:
    from engagement.concerns.models import Concern
    from portal.accounts.models import User

NAMES = ("place", "category", "officer", "date", "area")
HELP = gettext_lazy(
    "These are filled in: {place}, {category}, {officer}, {date} (today), {area}."
    " Nothing else may stand in braces."
)
_IN_BRACES = re.compile(r"\{([^{}]*)\}")


def check(text: str) -> None:
    """Refuse a name we do not fill in, before a resident gets to read it."""
    for name in _IN_BRACES.findall(text):
        if name not in NAMES:
            raise ValidationError(
                _("We cannot fill in “{%(name)s}”. Use one of: %(names)s.")
                % {"name": name, "names": ", ".join(f"{{{known}}}" for known in NAMES)}
            )
    if set("{}") & set(_IN_BRACES.sub("", text)):
        raise ValidationError(_("A brace is missing. Write names like {place}."))


def filled(text: str, concern: Concern, officer: User) -> str:
    """The template for this concern, in its language. What it does not know stays a blank."""
    with translation.override(concern.language):
        today = date_format(timezone.localdate(), "DATE_FORMAT")
        known = {
            "place": concern.place or _("the place you named"),
            "category": str(concern.category or _("what you told us about")),
            "officer": officer.name or _("an officer"),
            "date": today,
            "area": str(concern.area or _("your area")),
        }
    return _IN_BRACES.sub(lambda found: known.get(found[1], found[0]), text)
