"""Which meetings the desk lists: where, and on which days."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.events.models.event import HOSTING
from portal.accounts.scope import within_scope
from portal.areas.models import Area

if TYPE_CHECKING:
    from engagement.events.models.session import SessionQuerySet
    from portal.accounts.models import User

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ListFilter(forms.Form):
    """An answer that makes no sense narrows nothing."""

    area = forms.ChoiceField(label=_("Where"), required=False)
    since = forms.DateField(label=_("From"), required=False, widget=DAY)
    until = forms.DateField(label=_("Up to"), required=False, widget=DAY)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        mine = Area.objects.filter(within_scope(user, *HOSTING, path="path")).order_by("path")
        self.areas = {area.slug: area for area in mine}
        field = self.fields["area"]
        if isinstance(field, forms.ChoiceField):
            places = [(slug, area.name) for slug, area in self.areas.items()]
            field.choices = [("", _("Everywhere")), *places]

    def narrow(self, sessions: SessionQuerySet) -> SessionQuerySet:
        """Those that begin on one of the days, in the area or a part of it."""
        self.is_valid()
        asked = self.cleaned_data
        if area := self.areas.get(asked.get("area", "")):
            sessions = sessions.filter(event__area__path__startswith=area.path)
        if (since := asked.get("since")) and since.year > 1:
            sessions = sessions.filter(starts_at__gte=_begins(since))
        if (until := asked.get("until")) and until < date.max:
            sessions = sessions.filter(starts_at__lt=_begins(until + timedelta(days=1)))
        return sessions


def _begins(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
