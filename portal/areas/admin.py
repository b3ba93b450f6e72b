from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from portal.areas import boundaries
from portal.areas.models import Area, Population, TeamMember

if TYPE_CHECKING:
    from django.http import HttpRequest


class AreaForm(forms.ModelForm[Area]):
    """An area with its boundary as text. A file of many is for `import_areas`."""

    geometry = forms.JSONField(
        label=_("boundary"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_(
            "A GeoJSON Polygon or MultiPolygon in WGS 84. Leave empty to keep the old one."
        ),
    )

    class Meta:
        model = Area
        fields = ["level", "code", "name", "about", "parent", "population", "team_email",
                  "team_phone"]  # fmt: skip

    def clean_geometry(self) -> dict[str, Any] | None:
        geometry: dict[str, Any] | None = self.cleaned_data["geometry"]
        if geometry:
            try:
                boundaries.read(geometry)
            except boundaries.BoundaryError as error:
                raise forms.ValidationError(str(error)) from error
        return geometry

    def clean_parent(self) -> Area | None:
        parent: Area | None = self.cleaned_data["parent"]
        if parent and self.instance.pk and parent.path.startswith(self.instance.path):
            raise forms.ValidationError(_("An area cannot be part of itself."))
        return parent


class TeamInline(admin.TabularInline[TeamMember, Area]):
    model = TeamMember
    extra = 0
    autocomplete_fields = ["user"]
    fields = ["user", "title", "duty", "languages", "hours", "since_on", "until_on",
              "away_until_on"]  # fmt: skip


@admin.register(Area)
class AreaAdmin(admin.ModelAdmin[Area]):
    form = AreaForm
    inlines = [TeamInline]
    list_display = ["name", "level", "code", "parent", "population"]
    list_filter = ["level"]
    list_select_related = ["parent"]
    search_fields = ["name", "code", "slug"]
    autocomplete_fields = ["parent"]

    def get_readonly_fields(self, _request: HttpRequest, obj: Area | None = None) -> list[str]:
        """Other rows and other systems know an area by its kind and code."""
        return ["level", "code", "slug"] if obj else []

    def save_model(
        self,
        request: HttpRequest,
        obj: Area,
        form: forms.ModelForm[Area],
        change: bool,  # noqa: FBT001  as Django calls it
    ) -> None:
        parent = obj.parent
        if change:
            obj.parent = Area.objects.select_related("parent").get(pk=obj.pk).parent
        else:
            obj.slug, obj.path = obj.free_slug(), obj.free_path()
        super().save_model(request, obj, form, change)
        obj.move(parent)
        if geometry := form.cleaned_data["geometry"]:
            obj.draw(geometry)


@admin.register(TeamMember)
class TeamMemberAdmin(admin.ModelAdmin[TeamMember]):
    list_display = ["user", "title", "area", "since_on", "until_on", "away_until_on"]
    list_filter = ["area__level"]
    list_select_related = ["user", "area"]
    search_fields = ["user__name", "user__email", "area__name"]
    autocomplete_fields = ["user", "area", "covered_by"]
    date_hierarchy = "since_on"


@admin.register(Population)
class PopulationAdmin(admin.ModelAdmin[Population]):
    list_display = ["area", "age_band", "sex", "race_ethnicity", "people", "source"]
    list_filter = ["age_band", "sex", "race_ethnicity"]
    list_select_related = ["area"]
    search_fields = ["area__name", "area__code", "source"]
    autocomplete_fields = ["area"]
