"""Where concerns repeat, at the desk: look at it, make it a problem, or say why it is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from engagement.problems.cluster_forms import ClusterProblemForm, DismissalForm
from engagement.problems.cluster_shown import shown
from engagement.problems.models import Cluster
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from engagement.problems.models import Problem
    from engagement.problems.models.cluster import ClusterQuerySet
    from portal.http import UserRequest

A_PAGE = 10


@require_safe
def clusters(request: UserRequest) -> HttpResponse:
    return listed(request)


@require_http_methods(["GET", "HEAD", "POST"])
def problem(request: UserRequest, pk: int) -> HttpResponse:
    """Begin a problem from it, with its concerns."""
    cluster = get_object_or_404(mine(request), pk=pk)
    if cluster.problem is not None:
        return redirect(cluster.problem)
    form = ClusterProblemForm(request.POST or None, user=request.user, cluster=cluster)
    if request.method == "POST" and form.is_valid() and (begun := begin(request, cluster, form)):
        messages.success(request, _("The problem is begun. First: is it one?"))
        return redirect(begun)
    return render(request, "problems/desk/new.html", {"form": form})


@require_POST
def dismissal(request: UserRequest, pk: int) -> HttpResponse:
    """It is no problem, and this is why."""
    cluster = get_object_or_404(mine(request), pk=pk)
    form = DismissalForm(request.POST, auto_id=f"id_{pk}_%s")
    if form.is_valid():
        try:
            cluster.dismiss(form.cleaned_data["reason"], request.user)
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Kept down. It comes back if it grows by half."))
            return redirect("desk_problems:clusters")
    return listed(request, pk, form)


def begin(request: UserRequest, cluster: Cluster, form: ClusterProblemForm) -> Problem | None:
    """The problem and what it came from, both or neither."""
    try:
        with transaction.atomic():
            begun = form.begin()
            if begun is not None:
                cluster.take(begun, request.user)
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return None
    return begun


def mine(request: UserRequest) -> ClusterQuerySet:
    if not request.user.has_perm("problems.work"):
        raise PermissionDenied
    found = Cluster.objects.workable_by(request.user)
    return found.select_related("area", "category", "problem")


def listed(
    request: UserRequest, tried: int | None = None, form: DismissalForm | None = None
) -> HttpResponse:
    waiting = mine(request).waiting().clearest_first()
    page = Paginator(waiting, A_PAGE).get_page(request.GET.get("page"))
    rows = shown(page.object_list)
    for row in rows:
        row.form = form if row.cluster.pk == tried and form else row.form
    settled = mine(request).settled().order_by("-settled_at")[:A_PAGE]
    context = {
        "page": page,
        "rows": rows,
        "settled": settled,
        "luck": round(100 * settings.CLUSTER_LUCK),
    }
    return render(request, "problems/clusters.html", context)
