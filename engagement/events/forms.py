"""What narrows the meetings one sees: the same bar on the list, the month and the map."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext_lazy as _

from engagement.events.local_time import span
from engagement.events.models import Event
from engagement.events.searching import LONGEST, said
from portal.areas.models import Area

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from engagement.events.models.session import SessionQuerySet

PAST = "past"
YEARS = range(2000, 2101)


def spoken() -> list[tuple[str, str]]:
    """Asked for only where they are shown or chosen: calendars that follow us do neither."""
    return [("", str(_("Any language"))), *((name, name) for name in Event.objects.languages())]


class FilterForm(forms.Form):
    """Narrows the meetings. An unknown value is no filter, and never an error."""

    use_required_attribute = False

    q = forms.CharField(
        label=_("With these words"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    area = forms.ModelChoiceField(
        Area.objects.none(),
        label=_("Where"),
        to_field_name="slug",
        required=False,
        empty_label=_("Everywhere"),
    )
    when = forms.ChoiceField(
        label=_("When"),
        choices=[("", _("To come")), (PAST, _("Past"))],
        required=False,
    )
    kind = forms.ChoiceField(
        label=_("What"), choices=[("", _("All kinds")), *Event.Kind.choices], required=False
    )
    language = forms.ChoiceField(label=_("Language"), required=False)
    access = forms.MultipleChoiceField(
        label=_("I need"),
        choices=Event.Access.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    on = forms.DateField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"].queryset = Area.objects.order_by("name")  # type: ignore[attr-defined]  # a ModelChoiceField
        self.fields["language"].choices = spoken  # type: ignore[attr-defined]  # a ChoiceField
        self.is_valid()

    def clean_on(self) -> date | None:
        """A day far away would be past what clocks can hold."""
        on: date | None = self.cleaned_data["on"]
        return on if on and on.year in YEARS else None

    @property
    def is_past(self) -> bool:
        return self.cleaned_data.get("when") == PAST

    @property
    def area_chosen(self) -> Area | None:
        return self.cleaned_data.get("area")

    @property
    def has_more(self) -> bool:
        """Whether anything under “More choices” is chosen."""
        return any(self.cleaned_data.get(name) for name in ("kind", "language", "access"))

    @property
    def narrows(self) -> bool:
        """Whether anything but the time is chosen."""
        return any(value for name, value in self.cleaned_data.items() if name != "when")

    def narrow(self, sessions: SessionQuerySet) -> SessionQuerySet:
        """Those the filter lets through, whenever they are."""
        chosen = self.cleaned_data
        if area := chosen.get("area"):
            sessions = sessions.within(area)
        if kind := chosen.get("kind"):
            sessions = sessions.filter(event__kind=kind)
        if language := chosen.get("language"):
            sessions = sessions.filter(event__languages__contains=[language])
        if access := chosen.get("access"):
            sessions = sessions.filter(event__access__contains=access)
        return sessions.filter(said(chosen.get("q") or ""))

    def at_the_time(self, sessions: SessionQuerySet) -> SessionQuerySet:
        """To come or past, or all of the one day that was asked for."""
        if on := self.cleaned_data.get("on"):
            return sessions.between(*span(on, on + timedelta(days=1))).order_by("starts_at", "pk")
        return sessions.past() if self.is_past else sessions.upcoming()

    def kept(self, *but: str, **other: str) -> str:
        """What was chosen as the end of an address, for links to the same meetings elsewhere."""
        return query(self._pairs(*but, **other))

    @property
    def kept_but_on(self) -> str:
        return self.kept("on")

    @property
    def kept_for_feeds(self) -> str:
        """What a feed can be narrowed by; it always tells of what is to come."""
        return self.kept("on", "when")

    def _pairs(self, *but: str, **other: str) -> Iterable[tuple[str, str]]:
        for name in self.fields:
            if name in but or name in other or not (value := self.cleaned_data.get(name)):
                continue
            if isinstance(value, list):
                yield from ((name, one) for one in value)
            else:
                yield name, value.slug if isinstance(value, Area) else str(value)
        yield from ((name, value) for name, value in other.items() if value)


def query(pairs: Iterable[tuple[str, str]]) -> str:
    said = urlencode(list(pairs))
    return f"?{said}" if said else ""
