"""Words prepared for answers: supervisors keep them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from engagement.concerns.answer_forms import TemplateForm
from engagement.concerns.models import ReplyTemplate

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest


@require_safe
def templates(request: UserRequest) -> HttpResponse:
    _may(request)
    return render(request, "concerns/desk/templates.html", {"found": ReplyTemplate.objects.all()})


@require_http_methods(["GET", "HEAD", "POST"])
def template(request: UserRequest, pk: int | None = None) -> HttpResponse:
    """One of them, or a new one."""
    _may(request)
    kept = get_object_or_404(ReplyTemplate, pk=pk) if pk else None
    form = TemplateForm(request.POST if request.method == "POST" else None, instance=kept)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Kept."))
        return redirect("desk_concerns:templates")
    return render(request, "concerns/desk/template.html", {"form": form, "kept": kept})


def _may(request: UserRequest) -> None:
    if not request.user.has_perm("concerns.keep_templates"):
        raise PermissionDenied
