from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _

from engagement.concerns.models import ApiKey, Category, ReplyTemplate

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest

    from engagement.concerns.models.api_key import ApiKeyQuerySet


@admin.register(Category)
class CategoryAdmin(admin.ModelAdmin[Category]):
    """The kinds people choose from. Concerns themselves are worked at the desk."""

    list_display = ["name", "slug", "position", "retired"]
    list_editable = ["position", "retired"]
    prepopulated_fields = {"slug": ["name"]}


@admin.register(ApiKey)
class ApiKeyAdmin(admin.ModelAdmin[ApiKey]):
    """Keys of other programs. A key is shown once, when it is made; then only its hash is kept."""

    list_display = ["name", "created_at", "revoked_at"]
    fields = ["name", "created_at", "revoked_at"]
    readonly_fields = ["created_at", "revoked_at"]
    actions = ["revoke"]

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:  # noqa: FBT001  as Django calls it
        if change:
            super().save_model(request, obj, form, change)
            return
        made, text = ApiKey.objects.make(obj.name)
        obj.pk = made.pk
        words = _("The key is %(key)s. It is shown only now: copy it.")
        messages.warning(request, words % {"key": text})

    def has_delete_permission(self, _request: HttpRequest, _obj: ApiKey | None = None) -> bool:
        return False  # a revoked key stays, so that one sees who could

    @admin.action(description=_("Revoke: it opens nothing any more"))
    def revoke(self, _request: HttpRequest, keys: ApiKeyQuerySet) -> None:
        for key in keys:
            key.revoke()


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(admin.ModelAdmin[ReplyTemplate]):
    """Words that answers may begin with. Supervisors keep them at the desk as well."""

    list_display = ["name", "language", "retired"]
    list_filter = ["language", "retired"]
