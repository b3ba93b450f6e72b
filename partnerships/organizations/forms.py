from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from partnerships.organizations.models import Organization, Service
from partnerships.organizations.states import State
from partnerships.organizations.workspace_forms import languages
from portal.areas.models import Area

if TYPE_CHECKING:
    from partnerships.organizations.models import OrganizationQuerySet, ServiceQuerySet


class DirectoryForm(forms.Form):
    """What to show of the directory. An answer nobody offered is as good as none."""

    words = forms.CharField(label=_("Words"), max_length=80, required=False)
    kind = forms.ChoiceField(
        label=_("Kind"), choices=[("", _("All kinds")), *Organization.Kind.choices], required=False
    )
    area = forms.ModelChoiceField(
        Area.objects.order_by("path").only("name", "slug", "path"),
        to_field_name="slug",
        label=_("Area"),
        empty_label=_("Whole city"),
        required=False,
    )

    language = forms.ChoiceField(
        label=_("Language"), choices=lambda: [("", _("Any language")), *languages()], required=False
    )

    def narrow(self, organizations: OrganizationQuerySet) -> OrganizationQuerySet:
        self.is_valid()
        asked = self.cleaned_data
        if words := asked.get("words"):
            organizations = organizations.matching(words)
        if kind := asked.get("kind"):
            organizations = organizations.filter(kind=kind)
        if area := asked.get("area"):
            organizations = organizations.serving(area)
        if language := asked.get("language"):
            organizations = organizations.filter(languages__contains=[language])
        return organizations


class HelpForm(forms.Form):
    """What somebody looks for. It is not written down anywhere."""

    category = forms.ChoiceField(
        label=_("Kind of help"),
        choices=[("", _("All kinds")), *Service.Category.choices],
        required=False,
    )
    words = forms.CharField(label=_("Words"), max_length=80, required=False)
    language = forms.ChoiceField(
        label=_("Language"), choices=lambda: [("", _("Any language")), *languages()], required=False
    )
    area = forms.ModelChoiceField(
        Area.objects.order_by("path").only("name", "slug", "path"),
        to_field_name="slug",
        label=_("Near"),
        empty_label=_("Whole city"),
        required=False,
    )

    def narrow(self, services: ServiceQuerySet) -> ServiceQuerySet:
        self.is_valid()
        asked = self.cleaned_data
        if category := asked.get("category"):
            services = services.filter(categories__contains=[category])
        if words := asked.get("words"):
            services = services.matching(words)
        if language := asked.get("language"):
            spoken = Q(languages__contains=[language])
            services = services.filter(spoken | Q(organization__languages__contains=[language]))
        if area := asked.get("area"):
            services = services.near(area)
        return services


class DeskFilter(forms.Form):
    """What to show of the register."""

    words = forms.CharField(label=_("Words"), max_length=80, required=False)
    state = forms.ChoiceField(
        label=_("State"), choices=[("", _("All")), *State.choices], required=False
    )

    def narrow(self, organizations: OrganizationQuerySet) -> OrganizationQuerySet:
        self.is_valid()
        asked = self.cleaned_data
        if words := asked.get("words"):
            organizations = organizations.matching(words)
        match asked.get("state"):
            case State.WAITING:
                return organizations.waiting()
            case State.APPROVED:
                return organizations.approved()
            case State.DECLINED:
                return organizations.exclude(declined_at=None)
            case State.LAPSED:
                return organizations.exclude(lapsed_at=None)
            case State.LEFT:
                return organizations.exclude(left_at=None)
        return organizations
