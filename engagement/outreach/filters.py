"""Which part of the log to show."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from engagement.outreach.models import OutreachEntry
from partnerships.resources.models import Grant

if TYPE_CHECKING:
    from engagement.outreach.models import OutreachEntryQuerySet
    from portal.accounts.models import User
    from portal.areas.models import Area

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class LogFilter(forms.Form):
    """An answer that makes no sense narrows nothing."""

    q = forms.CharField(
        label=_("Words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    show = forms.ChoiceField(
        label=_("Show"),
        required=False,
        choices=[
            ("", _("All entries")),
            ("mine", _("Mine")),
            ("late", _("Sent late")),
            ("public", _("With a summary for everyone")),
        ],
    )
    area = forms.ChoiceField(label=_("Where"), required=False)
    status = forms.ChoiceField(
        label=_("Where it stands"),
        required=False,
        choices=[("", _("Anywhere")), *OutreachEntry.Status.choices],
    )
    kind = forms.ChoiceField(
        label=_("What it was"),
        required=False,
        choices=[("", _("Anything")), *OutreachEntry.Kind.choices],
    )
    purpose = forms.ChoiceField(
        label=_("What for"),
        required=False,
        choices=[("", _("Anything")), *OutreachEntry.Purpose.choices],
    )
    topic = forms.ChoiceField(
        label=_("What came up"),
        required=False,
        choices=[("", _("Anything")), *OutreachEntry.Topic.choices],
    )
    grant = forms.ModelChoiceField(
        Grant.objects.none(),
        label=_("Paid by the grant"),
        required=False,
        to_field_name="slug",
        empty_label=_("Any or none"),
    )
    since = forms.DateField(label=_("From"), required=False, widget=DAY)
    until = forms.DateField(label=_("Up to"), required=False, widget=DAY)

    FIRST = ("q", "show", "area", "status")
    MORE = ("kind", "purpose", "topic", "grant", "since", "until")
    COLUMNS = {
        "status": "status",
        "kind": "kind",
        "purpose": "purpose",
        "since": "happened_on__gte",
        "until": "happened_on__lte",
    }

    def __init__(self, *args: Any, user: User, areas: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user, self.mine = user, areas
        field = self.fields["area"]
        if isinstance(field, forms.ChoiceField):
            places = [(area.slug, area.name) for area in areas]
            field.choices = [("", _("All your areas")), *places]
        grants = self.fields["grant"]
        if isinstance(grants, forms.ModelChoiceField):
            grants.queryset = Grant.objects.visible_to(user).order_by("name")

    @property
    def asked(self) -> dict[str, Any]:
        self.is_valid()
        return self.cleaned_data

    @property
    def first_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.FIRST]

    @property
    def more_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.MORE]

    @property
    def narrows(self) -> bool:
        """Whether one of the fields out of sight is filled in."""
        return any(self.asked.get(name) for name in self.MORE) or bool(
            set(self.MORE) & {*self.errors}
        )

    @property
    def words(self) -> str:
        return (self.asked.get("q") or "").replace("\x00", "").strip()

    @property
    def areas(self) -> list[Area]:
        """The areas that were asked for, with what lies in them."""
        slug = self.asked.get("area")
        chosen = next((area for area in self.mine if area.slug == slug), None)
        if chosen is None:
            return self.mine
        return [area for area in self.mine if area.path.startswith(chosen.path)]

    @property
    def has_area(self) -> bool:
        return bool(self.asked.get("area"))

    def narrow(self, entries: OutreachEntryQuerySet) -> OutreachEntryQuerySet:
        """All that is asked for but the words and who may read it."""
        asked = self.asked
        wanted = {column: asked[name] for name, column in self.COLUMNS.items() if asked.get(name)}
        entries = entries.filter(**wanted)
        if self.has_area:
            entries = entries.filter(area__in=[area.pk for area in self.areas])
        if topic := asked.get("topic"):
            entries = entries.filter(topics__contains=[topic])
        if grant := asked.get("grant"):
            entries = entries.filter(grants=grant)
        match asked.get("show"):
            case "mine":
                return entries.filter(lead=self.user)
            case "late":
                return entries.late()
            case "public":
                return entries.public()
        return entries
