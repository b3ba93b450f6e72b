"""The ways one person looks at the board: keep, rename, have mailed, delete."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from metrics.dashboards.models import SavedView
from metrics.dashboards.view_forms import ViewForm, known_part
from metrics.dashboards.views import page

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
def views(request: UserRequest) -> HttpResponse:
    """All of them; a post keeps what the board shows under a name."""
    refuse_unless_reader(request)
    if request.method != "POST":
        saved = SavedView.objects.of(request.user)
        return render(request, "dashboards/views.html", {"saved": saved})
    form = ViewForm(request.POST, user=request.user)
    view = form.act() if form.is_valid() else None
    if view is None:
        query = known_part(request.POST.get("query", ""))
        return page(request, query, view_form=form)
    messages.success(request, _("Kept as “%(name)s”.") % {"name": view.name})
    return redirect(view)


@require_http_methods(["GET", "HEAD", "POST"])
def view(request: UserRequest, pk: int) -> HttpResponse:
    """Another name, or how often it is mailed."""
    one = find(request, pk)
    form = ViewForm(
        request.POST or None,
        user=request.user,
        view=one,
        initial={"name": one.name, "rhythm": one.rhythm},
    )
    if request.method == "POST" and form.is_valid() and form.act():
        messages.success(request, _("“%(name)s” is changed.") % {"name": one.name})
        return redirect("dashboards:views")
    return render(request, "dashboards/view.html", {"form": form, "view": one})


@require_http_methods(["GET", "HEAD", "POST"])
def removal(request: UserRequest, pk: int) -> HttpResponse:
    """Delete a view, once that is confirmed."""
    one = find(request, pk)
    if request.method != "POST":
        return render(request, "dashboards/view_removal.html", {"view": one})
    one.delete()
    messages.success(request, _("“%(name)s” is gone.") % {"name": one.name})
    return redirect("dashboards:views")


def find(request: UserRequest, pk: int) -> SavedView:
    refuse_unless_reader(request)
    return get_object_or_404(SavedView.objects.of(request.user), pk=pk)


def refuse_unless_reader(request: UserRequest) -> None:
    if not request.user.has_perm("dashboards.view_board"):
        raise PermissionDenied
