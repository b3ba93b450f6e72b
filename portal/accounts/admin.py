from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.forms import default_token_generator
from allauth.account.internal.flows.password_reset import request_password_reset
from django import forms
from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from portal.accounts.models import Role, User

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest


class PersonForm(forms.ModelForm[User]):
    """A person gets an account without a password; a mail lets them choose one."""

    class Meta:
        model = User
        fields = ("email", "name", "language", "is_active")

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class RoleInline(admin.TabularInline[Role, User]):
    model = Role
    extra = 0
    autocomplete_fields = ("area",)


@admin.register(User)
class UserAdmin(admin.ModelAdmin[User]):
    form = PersonForm
    list_display = ("name", "email", "language", "is_active", "last_login")
    list_filter = ("is_active", "roles__kind", "language")
    search_fields = ("name", "email")
    readonly_fields = ("demo_person", "joined_at", "last_login")
    inlines = (RoleInline,)
    actions = ("send_a_link_to_choose_a_password",)

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:  # noqa: ARG002
        """People are closed, not deleted: what they promised stays."""
        return False

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)

    @admin.action(description=_("Send a link to choose a password"))
    def send_a_link_to_choose_a_password(
        self, request: HttpRequest, queryset: QuerySet[User]
    ) -> None:
        people = list(queryset.filter(is_active=True))
        for person in people:
            request_password_reset(request, person.email, [person], default_token_generator)
        sent = ngettext("One mail is on its way.", "%(n)d mails are on their way.", len(people))
        messages.success(request, sent % {"n": len(people)})


@admin.register(Role)
class RoleAdmin(admin.ModelAdmin[Role]):
    list_display = ("user", "kind", "area", "since", "until")
    list_filter = ("kind",)
    list_select_related = ("user", "area")
    search_fields = ("user__name", "user__email")
    autocomplete_fields = ("user", "area")
    date_hierarchy = "since"
