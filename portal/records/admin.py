from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin

from portal.records.models import AccessLog, Export

if TYPE_CHECKING:
    from django.http import HttpRequest


class ReadOnly(admin.ModelAdmin):  # type: ignore[type-arg]  # for both models
    def has_add_permission(self, request: HttpRequest) -> bool:  # noqa: ARG002 - Django's signature
        return False

    def has_change_permission(self, request: HttpRequest, obj: object = None) -> bool:  # noqa: ARG002
        return False

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:  # noqa: ARG002
        return False


@admin.register(AccessLog)
class AccessLogAdmin(ReadOnly):
    list_display = ("at", "user", "what", "model", "record", "why")
    list_filter = ("what", "model")
    list_select_related = ("user",)
    search_fields = ("user__name", "user__email", "record")
    date_hierarchy = "at"


@admin.register(Export)
class ExportAdmin(ReadOnly):
    list_display = ("at", "user", "what", "rows", "sha256")
    list_filter = ("what",)
    list_select_related = ("user",)
    search_fields = ("user__name", "user__email", "sha256")
    date_hierarchy = "at"
