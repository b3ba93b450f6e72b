from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from engagement.events.local_time import instant
from engagement.events.models import Event
from engagement.events.models.event import HOSTING
from partnerships.organizations.models import Organization
from partnerships.resources.models import Grant
from portal.accounts.scope import within_scope
from portal.areas.models import Area

if TYPE_CHECKING:
    from datetime import datetime

    from django_stubs_ext import StrOrPromise

    from engagement.events.models import Session
    from portal.accounts.models import User

MOST_SEATS = 100_000


def scope_field(label: StrOrPromise) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=Event.Scope.choices,
        initial=Event.Scope.ONLY,
        widget=forms.RadioSelect,
    )


class CancellationForm(forms.Form):
    scope = scope_field(_("Which days?"))
    reason = forms.CharField(
        label=_("Why is it called off?"),
        help_text=_("Everyone who was coming gets this sentence."),
        max_length=240,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not event.can_reach_others:
            del self.fields["scope"]


class WhenFields(forms.Form):
    """A day and clock times, made instants or refused with a reason."""

    on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    starts = forms.TimeField(
        label=_("Starts"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )
    ends = forms.TimeField(
        label=_("Ends"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
    )

    session: Session | None = None

    @staticmethod
    def when(session: Session) -> dict[str, Any]:
        begins, ends = timezone.localtime(session.starts_at), timezone.localtime(session.ends_at)
        return {
            "on": begins.date(),
            "starts": begins.time().replace(second=0, microsecond=0),
            "ends": ends.time().replace(second=0, microsecond=0),
        }

    def check_times(self, data: dict[str, Any]) -> None:
        moments: dict[str, datetime] = {}
        for name in ("starts", "ends"):
            try:
                moments[name] = instant(data["on"], data[name])
            except ValidationError as error:
                self.add_error(name, error)
        if len(moments) < len(("starts", "ends")):
            return
        data["starts_at"], data["ends_at"] = moments["starts"], moments["ends"]
        if moments["ends"] <= moments["starts"]:
            self.add_error("ends", _("It ends before it starts. Choose a later time."))
        elif moments["starts"] <= timezone.now() and self.moved:
            self.add_error("on", _("This is in the past. Choose a day and time still to come."))

    @property
    def moved(self) -> bool:
        return not self.session or bool({"on", "starts"} & set(self.changed_data))


class EventForm(WhenFields, forms.ModelForm[Event]):
    """A meeting with one sitting, in the agency's own time."""

    capacity = forms.IntegerField(
        label=_("Seats"),
        help_text=_("Leave it empty if everyone fits."),
        min_value=1,
        max_value=MOST_SEATS,
        required=False,
    )
    scope = scope_field(_("Which days does this change?"))
    access = forms.MultipleChoiceField(
        label=_("What makes it easy to come"),
        choices=Event.Access.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    languages = forms.CharField(
        label=_("Languages in the room"),
        help_text=_("With commas between them: English, Spanish."),
        max_length=200,
        required=False,
    )
    online_link = forms.URLField(
        label=_("Link to join online"), required=False, assume_scheme="https"
    )
    partners = forms.ModelMultipleChoiceField(
        Organization.objects.none(),
        label=_("With these partners"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    grants = forms.ModelMultipleChoiceField(
        Grant.objects.none(),
        label=_("Paid by these grants"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    # What someone who plans to come must hear of.
    MATTERS = frozenset(
        ["title", "on", "starts", "ends", "format", "venue_name", "venue_address", "online_link"]
    )

    class Meta:
        model = Event
        fields = [
            "written_in",
            "title",
            "kind",
            "purpose",
            "agenda",
            "area",
            "format",
            "venue_name",
            "venue_address",
            "directions",
            "online_link",
            "access",
            "languages",
            "host",
            "partners",
            "grants",
            "contact",
        ]
        labels = {"written_in": _("Written in")}
        help_texts = {
            "written_in": _("The language you type here. Others can be added later."),
            "purpose": _("One or two sentences: what will be settled, and who speaks."),
            "agenda": _("One item a line: 6:30 What we said last time: who answers for what."),
            "directions": _("Which door, which bus."),
            "host": _("Names people know, such as the neighbor who opens the evening."),
            "contact": _("A name with an office phone or address. No private numbers."),
        }

    def __init__(
        self, *args: Any, user: User, session: Session | None = None, **kwargs: Any
    ) -> None:
        self.session = session
        if session:
            kwargs["initial"] = {
                **self.when(session),
                "capacity": session.capacity,
                "languages": ", ".join(session.event.languages),
            }
        super().__init__(*args, **kwargs)
        area, partners = self.fields["area"], self.fields["partners"]
        if isinstance(area, forms.ModelChoiceField):
            area.queryset = Area.objects.filter(within_scope(user, *HOSTING, path="path"))
            area.required = user.scope(*HOSTING) is not None
            area.empty_label = _("Choose one") if area.required else _("The whole city")
        if isinstance(partners, forms.ModelMultipleChoiceField):
            partners.queryset = Organization.objects.exclude(approved_at=None)
        self.offer_grants(user)
        self.fields["purpose"].required = True
        # Where a form does not ask, it stays what it is.
        self.fields["written_in"].required = "written_in" in (self.data or {"written_in": ""})
        if session is None or not session.event.can_reach_others:
            del self.fields["scope"]

    def offer_grants(self, user: User) -> None:
        """Those that still pay, and those it is tagged to already."""
        grants = self.fields["grants"]
        tagged = Q(events=self.instance.pk) if self.instance.pk else Q()
        open_ones = Q(closed_at=None)
        if isinstance(grants, forms.ModelMultipleChoiceField):
            offered = Grant.objects.visible_to(user).filter(open_ones | tagged)
            grants.queryset = offered.order_by("name").distinct()

    def clean_written_in(self) -> str:
        return self.cleaned_data["written_in"] or self.instance.written_in

    def _post_clean(self) -> None:
        """The words go into the language that was chosen with them."""
        chosen = self.cleaned_data.get("written_in")
        if chosen and chosen != self.instance.written_in:
            self.instance.rewrite_in(chosen)
        super()._post_clean()  # type: ignore[misc]  # of BaseModelForm, which the stubs leave out

    def clean_languages(self) -> list[str]:
        names = [name.strip()[:40] for name in self.cleaned_data["languages"].split(",")]
        return list(dict.fromkeys(name for name in names if name))

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        self.check_place(data)
        if all(data.get(name) for name in ("on", "starts", "ends")):
            self.check_times(data)
        self.check_capacity(data.get("capacity"))
        return data

    def check_capacity(self, capacity: int | None) -> None:
        taken = self.session.seats_taken if self.session else 0
        if capacity is not None and capacity < taken:
            words = ngettext(
                "%(n)d seat is already taken. Choose that many or more.",
                "%(n)d seats are already taken. Choose that many or more.",
                taken,
            )
            self.add_error("capacity", words % {"n": taken})

    def check_place(self, data: dict[str, Any]) -> None:
        form = data.get("format")
        if form != Event.Format.ONLINE and not data.get("venue_name"):
            self.add_error("venue_name", _("Say where people should come."))
        if form in {Event.Format.ONLINE, Event.Format.HYBRID} and not data.get("online_link"):
            self.add_error("online_link", _("Give the link that people join with."))

    @property
    def columns(self) -> list[str]:
        return [name for name in self._meta.fields or [] if name not in ("partners", "grants")]

    @property
    def matters_to_attendees(self) -> bool:
        return bool(self.MATTERS & set(self.changed_data))
