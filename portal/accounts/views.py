"""A person's own pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.forms import LeaveForm, ProfileForm
from portal.accounts.languages import speak

if TYPE_CHECKING:
    from django.http import HttpResponse, QueryDict

    from portal.http import UserRequest


def typed(request: UserRequest) -> QueryDict | None:
    """What a form was sent with. A form sent empty was sent all the same."""
    return request.POST if request.method == "POST" else None


@require_safe
@never_cache
def me(request: UserRequest) -> HttpResponse:
    context = {"second_factor": is_mfa_enabled(request.user)}
    return render(request, "me/me.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def profile(request: UserRequest) -> HttpResponse:
    form = ProfileForm(typed(request), instance=request.user)
    if not form.is_valid():
        request.user.refresh_from_db(fields=ProfileForm.Meta.fields)
        return render(request, "me/profile.html", {"form": form})
    person = form.save()
    with translation.override(person.language):
        messages.success(request, _("Your name and language are saved."))
    return speak(redirect("accounts:me"), person.language)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def leaving(request: UserRequest) -> HttpResponse:
    """Close the account. Whoever still holds a role hands that back first."""
    form = LeaveForm(typed(request))
    if request.user.roles_held or not form.is_valid():
        status = 403 if request.method == "POST" and request.user.roles_held else 200
        return render(request, "me/leaving.html", {"form": form}, status=status)
    request.user.close()
    logout(request)
    messages.success(request, _("Your account is closed. Your name and address are erased."))
    return redirect("/")


@require_safe
@never_cache
def second_step(request: UserRequest) -> HttpResponse:
    """Leads someone with confidential work to a second step at sign-in."""
    if request.user.second_factor_given or not request.user.needs_second_factor:
        return redirect("mfa_index")
    return render(request, "me/second_step.html", {"has_one": is_mfa_enabled(request.user)})
