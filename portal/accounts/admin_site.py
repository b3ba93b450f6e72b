from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.contrib.admin import AdminSite
from django.contrib.admin.options import FORMFIELD_FOR_DBFIELD_DEFAULTS
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.db.models import URLField
from django.forms import URLField as FormField
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.accounts.rules import is_administrator

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

View = TypeVar("View", bound="Callable[..., Any]")
# An address typed without a scheme gets the safe one (Django 6 does so by itself).
FORMFIELD_FOR_DBFIELD_DEFAULTS[URLField]["form_class"] = partial(FormField, assume_scheme="https")


class PortalAdminSite(AdminSite):
    """The configuration pages. They open to administrators with a second factor."""

    site_header = _("Configuration")
    site_title = _("Configuration")
    index_title = _("What this portal is made of")

    def has_permission(self, request: HttpRequest) -> bool:
        return request.user.is_active and bool(is_administrator(request.user))

    def admin_view(self, view: View, cacheable: bool = False) -> View:  # noqa: FBT001, FBT002 - Django's signature
        """In here an administrator may do what each admin class allows; outside, the rules hold."""

        def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
            if isinstance(request.user, User):
                request.user.configures = self.has_permission(request)
            return view(request, *args, **kwargs)

        return cast("View", super().admin_view(opened, cacheable))

    @method_decorator(login_not_required)
    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:  # noqa: ARG002
        """There is one door to the whole portal, and it is not here."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.GET.get("next", request.path))
