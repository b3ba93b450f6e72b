from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from partnerships.organizations.models import Organization

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


@admin.register(Organization)
class OrganizationAdmin(admin.ModelAdmin[Organization]):
    list_display = ("name", "kind", "approved_at")
    list_filter = ("kind", ("approved_at", admin.EmptyFieldListFilter))
    search_fields = ("name", "about")
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("members",)
    filter_horizontal = ("areas",)
    actions = ("approve",)

    @admin.action(description=_("Approve, so that everyone sees them"))
    def approve(self, request: HttpRequest, queryset: QuerySet[Organization]) -> None:
        waiting = list(queryset.filter(approved_at=None))
        for organization in waiting:
            organization.approve()
        said = ngettext("%(n)d is public now.", "%(n)d are public now.", len(waiting))
        messages.success(request, said % {"n": len(waiting)})
