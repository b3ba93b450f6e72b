"""The desk's ledger: what is owed, by whom, and who has not been told yet."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from engagement.commitments.filters import SOURCES, LedgerFilter
from engagement.commitments.models import Commitment
from engagement.commitments.models.querysets import KEEPING, SOON
from engagement.commitments.public import with_source
from portal.accounts.scope import within_scope
from portal.areas.models import Area
from portal.records.export import csv_response

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpResponse, StreamingHttpResponse

    from engagement.commitments.models.querysets import CommitmentQuerySet
    from portal.http import UserRequest

A_PAGE = 50


@require_safe
def commitments(request: UserRequest) -> HttpResponse:
    form = asked(request)
    found = with_source(form.narrow(reach(request)).late_first())
    query = request.GET.copy()
    query.pop("page", None)
    context = {
        "form": form,
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "counts": counts(request),
        "query": query.urlencode(),
    }
    partial = request.headers.get("HX-Request") == "true"
    template = "commitments/ledger_part.html" if partial else "commitments/ledger.html"
    return render(request, template, context)


@require_safe
def export_csv(request: UserRequest) -> StreamingHttpResponse:
    """The ledger as a file, with the same filters."""
    form = asked(request)
    found = form.narrow(reach(request)).late_first()
    return csv_response(
        user=request.user,
        what="commitments",
        name=f"promises-{timezone.localdate():%Y-%m-%d}",
        head=[
            *(_("Number"), _("What we promise"), _("Who answers for it"), _("Area")),
            *(_("Promised on"), _("First due on"), _("Due on"), _("Where it stands")),
            *(_("Closed on"), _("What came of it"), _("Residents told on"), _("How")),
            *(_("Promised at"), _("Public")),
        ],
        rows=rows(found),
        filters={name[:40]: value[:200] for name, value in list(request.GET.items())[:20]},
    )


def rows(found: CommitmentQuerySet) -> Iterator[list[Any]]:
    for one in found.select_related("area", "owner").iterator(chunk_size=500):
        yield [
            *(one.pk, one.what, one.answers, one.area.name if one.area else ""),
            *(one.made_on, one.first_due_on, one.due_on, str(one.state.label)),
            *(one.closed_on, one.result, one.told_on, one.told_how),
            *(source_of(one), _("yes") if one.is_public else _("no")),
        ]


def source_of(promise: Commitment) -> str:
    """Which record it was made in, by its number: the words there are for that page."""
    for name, label in SOURCES.items():
        if number := getattr(promise, f"{name}_id"):
            return f"{label} {number}"
    return ""


def asked(request: UserRequest) -> LedgerFilter:
    if not request.user.has_perm("commitments.keep_ledger"):
        raise PermissionDenied
    areas = Area.objects.filter(within_scope(request.user, *KEEPING, path="path"))
    return LedgerFilter(request.GET, user=request.user, areas=list(areas))


def reach(request: UserRequest) -> CommitmentQuerySet:
    return Commitment.objects.workable_by(request.user)


def counts(request: UserRequest) -> dict[str, int]:
    """Late, due soon, not told, mine: in one statement."""
    today = timezone.localdate()
    mine = Q(owner=request.user) | Q(owner=None, created_by=request.user)
    soon = Q(status="open", due_on__gte=today, due_on__lte=today + SOON)
    return (
        reach(request)
        .order_by()
        .aggregate(
            late=Count("pk", Q(status="open", due_on__lt=today)),
            soon=Count("pk", soon),
            untold=Count("pk", Q(told_on=None) & ~Q(status="open")),
            mine=Count("pk", mine & Q(told_on=None)),
        )
    )
