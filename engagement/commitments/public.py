"""What we promised, for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Case, F, Value, When
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from engagement.commitments.filters import PublicFilter
from engagement.commitments.models import Commitment
from engagement.commitments.tally import Tally
from portal.pages.kept import kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from engagement.commitments.models.querysets import CommitmentQuerySet

A_PAGE = 20


@require_safe
@login_not_required
@kept
def promises(request: HttpRequest) -> HttpResponse:
    """Every public promise: what is late first, then what is due, then how the others ended."""
    form = PublicFilter(request.GET)
    public = form.within(Commitment.objects.public())
    found = with_source(in_order(form.narrow(public)))
    context = {
        "form": form,
        "tally": Tally.of(public),
        "page": Paginator(found, A_PAGE).get_page(request.GET.get("page")),
        "area": form.chosen_area,
    }
    return render(request, "commitments/promises.html", context)


@require_safe
@login_not_required
@kept
def promise(request: HttpRequest, pk: int) -> HttpResponse:
    """One promise, for good: an address to come back to and to hold us to."""
    found = with_source(Commitment.objects.public())
    shown = get_object_or_404(found, pk=pk)
    context = {"promise": shown, "moves": shown.postponements.all()}
    return render(request, "commitments/promise.html", context)


def in_order(promises: CommitmentQuerySet) -> CommitmentQuerySet:
    """Open ones by their day, so that late ones come first; then the latest that ended."""
    is_open = Case(When(status="open", then=Value(0)), default=Value(1))
    day = Case(When(status="open", then=F("due_on")))
    return promises.order_by(is_open, day, F("closed_on").desc(nulls_last=True), "-pk")


def with_source(promises: CommitmentQuerySet) -> CommitmentQuerySet:
    return promises.select_related("area", "event", "concern__area", "entry", "owner")
