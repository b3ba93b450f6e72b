"""Where command and administrators enter policies. What is saved is public at once, and stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from metrics.transparency.command import allowed
from metrics.transparency.forms import PolicyForm
from metrics.transparency.models import Policy
from metrics.transparency.tasks import render_pages
from portal.refusals import NotPossible
from portal.wordings import in_languages

if TYPE_CHECKING:
    from django.http import HttpResponse

    from metrics.transparency.models import PolicyVersion
    from portal.http import UserRequest


@require_safe
def policies(request: UserRequest) -> HttpResponse:
    allowed(request, "transparency.publish")
    found = [policy for policy in Policy.objects.with_versions() if policy.newest]
    return render(
        request, "transparency/command/policies.html", {"policies": sorted(found, key=str)}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest) -> HttpResponse:
    """A policy with its first version."""
    allowed(request, "transparency.publish")
    return _version(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def version(request: UserRequest, slug: str) -> HttpResponse:
    """Another version of a policy, beginning with the words of the last."""
    allowed(request, "transparency.publish")
    return _version(request, get_object_or_404(Policy.objects.with_versions(), slug=slug))


def _version(request: UserRequest, policy: Policy | None) -> HttpResponse:
    before = policy.newest if policy else None
    form = PolicyForm(
        request.POST if request.method == "POST" else None, before=before, initial=_words(before)
    )
    if request.method == "POST" and form.is_valid():
        try:
            saved = _save(request, policy, form)
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Published. Everyone can read it now."))
            return redirect(saved.policy)
    about = {"form": form, "policy": policy, "before": before}
    status = 422 if form.is_bound else 200
    return render(request, "transparency/command/policy.html", about, status=status)


@transaction.atomic
def _save(request: UserRequest, policy: Policy | None, form: PolicyForm) -> PolicyVersion:
    title = form.said("title")
    this = policy or Policy.objects.begin(next(iter(title.values())))
    saved = this.publish(
        request.user,
        title=title,
        body=form.said("body"),
        note=form.said("note") if policy else "",
        in_force_from=form.cleaned_data["in_force_from"],
        consultation=form.cleaned_data["consultation"],
    )
    transaction.on_commit(render_pages.delay, robust=True)
    return saved


def _words(before: PolicyVersion | None) -> dict[str, str]:
    if before is None:
        return {}
    said = {"title": in_languages(before.title), "body": in_languages(before.body)}
    return {f"{part}_{code}": text for part, words in said.items() for code, text in words.items()}
