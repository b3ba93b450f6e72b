"""To whom a concern may be given, and what is said about someone who is away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from engagement.concerns.covering import cover_of
from engagement.concerns.models.querysets import district_of
from portal.accounts.models import Role, User
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

    from engagement.concerns.models import Concern
    from portal.areas.models import Area

KINDS = ("officer", "supervisor", "command")


def colleagues(areas: Iterable[Area]) -> QuerySet[User]:
    """Who works in the districts of these areas, by name."""
    inside = Q(area=None)
    for district in {district_of(area.path) for area in areas}:
        inside |= Q(area__path__startswith=district)
    roles = Role.objects.current().filter(inside, kind__in=KINDS)
    return User.objects.filter(is_active=True, roles__in=roles).distinct().order_by("name", "pk")


def give(concern: Concern, to: User | None, by: User, note: str = "") -> str:
    """Hand over, and say what happened in a sentence."""
    if to is not None and not to.has_perm("concerns.work_concern", concern):
        raise NotPossible(_("%(name)s does not work in this area.") % {"name": to})
    concern.assign(to, by, note)
    if to is None:
        return _("It is back with the team.")
    if to == by:
        return _("It is yours now.")
    said = _("%(name)s has it now.") % {"name": to}
    return f"{said} {away}" if (away := away_words(to)) else said


def away_words(officer: User) -> str:
    """Who looks after the desk of someone who is away; nothing while they work."""
    posting = cover_of(officer)
    if posting is None or posting.covered_by is None or posting.away_until_on is None:
        return ""
    return _("%(name)s is away until %(day)s. %(cover)s stands in and sees it too.") % {
        "name": posting.user,
        "day": date_format(posting.away_until_on, "MONTH_DAY_FORMAT"),
        "cover": posting.covered_by.user,
    }
