from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import admin
from django.db import models
from django.http import HttpResponseRedirect
from django.urls import reverse

from portal.pages.models import Agency

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@admin.register(Agency)
class AgencyAdmin(admin.ModelAdmin[Agency]):
    """One row: the list leads straight to it, and it cannot be deleted."""

    formfield_overrides = {
        models.URLField: {"form_class": forms.URLField, "assume_scheme": "https"},
    }

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        if Agency.objects.exists():
            return HttpResponseRedirect(reverse("admin:pages_agency_change", args=[1]))
        return super().changelist_view(request, extra_context)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Agency.objects.exists()

    def has_delete_permission(self, *_about: object) -> bool:
        return False
