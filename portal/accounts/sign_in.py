"""Signing in as someone of the demo city, and keeping the last key."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from portal.accounts import second_factor
from portal.accounts.homes import home_of
from portal.accounts.languages import speak
from portal.accounts.models import User

if TYPE_CHECKING:
    from django.forms import BaseForm
    from django.http import HttpRequest, HttpResponse

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def demo_people(request: HttpRequest) -> HttpResponse:
    """The people of the demo city, each with a button that signs in as them."""
    if not second_factor.demo_is_open():
        raise Http404
    people = User.objects.demo().order_by("pk")
    if request.method != "POST":
        return render(request, "accounts/demo_people.html", {"people": people})
    person_id = request.POST.get("person", "")
    person = get_object_or_404(people, pk=int(person_id) if person_id.isdecimal() else None)
    login(request, person, BACKEND)
    second_factor.take_demo_for_one(request, person)
    onward: str = get_next_redirect_url(request) or home_of(person)
    return speak(redirect(onward), person.language)


@method_decorator(reauthentication_required(app="allauth.mfa"), name="dispatch")
class RemoveKeyView(RemoveWebAuthnView):  # type: ignore[misc]  # allauth has no types
    """As allauth has it, but whoever needs a second factor keeps the last one."""

    def form_valid(self, form: BaseForm) -> HttpResponse:
        adapter = get_adapter()
        if not adapter.can_delete_authenticator(self.object):
            form.add_error(None, adapter.validation_error("cannot_delete_authenticator"))
            kept: HttpResponse = self.render_to_response(self.get_context_data(form=form))
            return kept
        removed: HttpResponse = super().form_valid(form)
        return removed


def remove_key(request: HttpRequest, **kwargs: Any) -> HttpResponse:
    response: HttpResponse = RemoveKeyView.as_view()(request, **kwargs)
    return response
