from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from engagement.concerns.models import Concern
from engagement.concerns.models.querysets import past_due
from metrics.dashboards.periods import midnight

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from portal.accounts.models import User
    from portal.http import UserRequest

NOON, EVENING = 12, 18


@require_safe
def home(request: UserRequest) -> HttpResponse:
    """Where an officer's day starts: what is late, what is due, and what other rooms show."""
    if not request.user.has_perm("dashboards.view_desk"):
        raise PermissionDenied
    now = timezone.now()
    context = {"greeting": greeting(request.user, now), "waits": waits(request.user, now)}
    return render(request, "dashboards/desk.html", context)


def greeting(user: User, now: datetime) -> str:
    name = {"name": user.name.split(" ")[0] if user.name else ""}
    hour = timezone.localtime(now).hour
    if hour < NOON:
        words = _("Good morning, %(name)s") if name["name"] else _("Good morning")
    elif hour < EVENING:
        words = _("Good afternoon, %(name)s") if name["name"] else _("Good afternoon")
    else:
        words = _("Good evening, %(name)s") if name["name"] else _("Good evening")
    return words % name


def waits(user: User, now: datetime) -> str:
    """One line: how many answers of one's own are late, and how many are due by tomorrow night."""
    tomorrow_night = midnight(timezone.localdate(now) + timedelta(days=2))
    mine = Concern.objects.workable_by(user).of_officer(user).unanswered()
    found = mine.aggregate(
        late=Count("pk", filter=past_due(now)),
        soon=Count("pk", filter=Q(reply_due_at__gte=now, reply_due_at__lt=tomorrow_night)),
    )
    late = ngettext("%(n)d answer is late", "%(n)d answers are late", found["late"])
    soon = ngettext(
        "%(n)d is due by tomorrow night", "%(n)d are due by tomorrow night", found["soon"]
    )
    late, soon = late % {"n": found["late"]}, soon % {"n": found["soon"]}
    if found["late"] and found["soon"]:
        return _("%(late)s and %(soon)s. The rest can wait.") % {"late": late, "soon": soon}
    if found["late"] or found["soon"]:
        return _("%(these)s. The rest can wait.") % {
            "these": late if found["late"] else _("No answer is late, %(soon)s") % {"soon": soon}
        }
    return _("No answer is late, and none is due by tomorrow night.")
