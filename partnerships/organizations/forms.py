from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _

from partnerships.organizations.models import Organization
from portal.areas.models import Area

if TYPE_CHECKING:
    from partnerships.organizations.models import OrganizationQuerySet


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

    def narrow(self, organizations: OrganizationQuerySet) -> OrganizationQuerySet:
        self.is_valid()
        asked = self.cleaned_data
        if words := asked.get("words"):
            organizations = organizations.matching(words)
        if kind := asked.get("kind"):
            organizations = organizations.filter(kind=kind)
        if area := asked.get("area"):
            organizations = organizations.serving(area)
        return organizations
