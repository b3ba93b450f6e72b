"""Oversight reads the record itself: counts, records without a name, who did what, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from engagement.concerns.pages import LongList
from metrics.dashboards.oversight import (
    complaints as routed,
)
from metrics.dashboards.oversight import (
    edits as history,
)
from metrics.dashboards.oversight import (
    front,
    lists,
    records,
)
from metrics.dashboards.oversight import (
    readings as read,
)
from metrics.dashboards.oversight.actors import Actors
from metrics.dashboards.oversight.equity import Equity
from metrics.dashboards.oversight.filters import (
    ComplaintsForm,
    ConcernsFilter,
    EditsFilter,
    PeriodOnly,
    PlaceFilter,
)
from metrics.dashboards.periods import Kind, Period
from metrics.dashboards.rules import OVERSIGHT_READERS
from metrics.dashboards.slices import Slice
from portal.areas.models import Area
from portal.records.disclosing import redacted
from portal.records.export import csv_response
from portal.records.models import LegalDemand, record_access

if TYPE_CHECKING:
    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from metrics.dashboards.oversight.filters import PeriodOnly as Filter
    from portal.http import UserRequest

A_PAGE = 25


def slice_for(request: UserRequest, period: Period | None = None) -> Slice:
    """What this person oversees: the city, or the areas of their role."""
    if not request.user.has_perm("dashboards.view_oversight"):
        raise PermissionDenied
    scope = request.user.scope(*OVERSIGHT_READERS)
    return Slice.of(period or Period.named(Kind.THIS_QUARTER), scope=scope, at=timezone.now())


def narrowed(request: UserRequest, form: Filter) -> Slice:
    """The slice of the days chosen; of this quarter where they make no sense."""
    return slice_for(request, form.chosen_period() if form.is_valid() else None)


@require_safe
def home(request: UserRequest) -> HttpResponse:
    these = slice_for(request)
    return render(request, "dashboards/oversight/home.html", {"front": front.of(these)})


@require_safe
def replies(request: UserRequest) -> HttpResponse:
    slice_for(request)
    form = PeriodOnly(request.GET)
    these = narrowed(request, form)
    context = {"form": form, "these": these, "equity": Equity.of(these)}
    return render(request, "dashboards/oversight/replies.html", context)


@require_safe
def concerns(request: UserRequest) -> HttpResponse:
    form = ConcernsFilter(request.GET, districts=slice_for(request).parts)
    these = narrowed(request, form)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = records.concerns(these, **{name: chosen.get(name, "") for name in CHOSEN})
    page = LongList(found, A_PAGE).get_page(request.GET.get("page"))
    lines = [records.line(concern, these) for concern in page]
    context = {"form": form, "these": these, "page": page, "lines": lines}
    return render(request, "dashboards/oversight/concerns.html", context)


CHOSEN = ("district", "topic", "state", "reply")


@require_safe
def concern(request: UserRequest, pk: int) -> HttpResponse:
    """One concern without who or where: what became of it, by which role, and why."""
    these = slice_for(request)
    found = get_object_or_404(records.all_concerns(these).prefetch_related("steps"), pk=pk)
    story = records.story(found)
    actors = Actors(moment.by for moment in story)
    known = list(Area.objects.values_list("name", flat=True))
    record_access(request.user, "read a concern without a name", found, "oversight")
    context = {
        "line": records.line(found, these),
        "words": found.public_text if found.is_public else "",
        "moments": [
            {
                "moment": moment,
                "by": actors.words(moment.by, moment.at) if moment.by else _("The resident"),
                "why": redacted(moment.why, known),
            }
            for moment in story
        ],
    }
    return render(request, "dashboards/oversight/concern.html", context)


@require_safe
def concerns_csv(request: UserRequest) -> HttpResponseBase:
    form = ConcernsFilter(request.GET, districts=slice_for(request).parts)
    these = narrowed(request, form)
    asked = form.cleaned_data if form.is_valid() else {}
    chosen = {name: asked.get(name, "") for name in CHOSEN}
    chosen["district"] = chosen["district"].rstrip("/")
    return csv_response(
        user=request.user,
        what="oversight concerns",
        name="concerns-without-names",
        head=lists.HEAD,
        rows=lists.rows_of(these, **chosen),
        filters={name: value for name, value in chosen.items() if value},
    )


@require_safe
def outreach(request: UserRequest) -> HttpResponse:
    form = PlaceFilter(request.GET, districts=slice_for(request).parts)
    these = narrowed(request, form)
    found = records.outreach(these, form.cleaned_data["district"] if form.is_valid() else "")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    lines = [records.outreach_line(entry, these) for entry in page]
    context = {"form": form, "these": these, "page": page, "lines": lines}
    return render(request, "dashboards/oversight/outreach.html", context)


@require_safe
def outreach_csv(request: UserRequest) -> HttpResponseBase:
    form = PlaceFilter(request.GET, districts=slice_for(request).parts)
    these = narrowed(request, form)
    district = form.cleaned_data["district"] if form.is_valid() else ""
    return csv_response(
        user=request.user,
        what="oversight outreach",
        name="outreach",
        head=records.OUTREACH_HEAD,
        rows=records.outreach_rows(these, district),
        filters={"period": str(these.period), "district": district},
    )


@require_safe
def promises(request: UserRequest) -> HttpResponse:
    form = PlaceFilter(request.GET, districts=slice_for(request).parts)
    these = narrowed(request, form)
    found = records.promises(these, form.cleaned_data["district"] if form.is_valid() else "")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    lines = [records.promise_line(promise, these) for promise in page]
    context = {"form": form, "these": these, "page": page, "lines": lines}
    return render(request, "dashboards/oversight/promises.html", context)


@require_safe
def promises_csv(request: UserRequest) -> HttpResponseBase:
    form = PlaceFilter(request.GET, districts=slice_for(request).parts)
    these = narrowed(request, form)
    district = form.cleaned_data["district"] if form.is_valid() else ""
    return csv_response(
        user=request.user,
        what="oversight promises",
        name="promises",
        head=records.PROMISE_HEAD,
        rows=records.promise_rows(these, district),
        filters={"period": str(these.period), "district": district},
    )


@require_safe
def edits(request: UserRequest) -> HttpResponse:
    slice_for(request)
    form = EditsFilter(request.GET, kinds=history.kinds())
    these = narrowed(request, form)
    found = history.edits(these, form.cleaned_data["kind"] if form.is_valid() else "")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    shown = history.shown(list(page.object_list))
    context = {"form": form, "these": these, "page": page, "edits": shown}
    return render(request, "dashboards/oversight/edits.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def complaints(request: UserRequest) -> HttpResponse:
    """Where we sent people, month by month (GET); what the office counted (POST)."""
    whole_city(request)
    may_count = request.user.has_perm("dashboards.count_complaints")
    form = ComplaintsForm(
        request.POST if request.method == "POST" else None, today=timezone.localdate()
    )
    if request.method == "POST":
        if not may_count:
            raise PermissionDenied
        if form.is_valid():
            form.save(request.user)
            messages.success(request, _("Your count is saved."))
            return redirect("oversight:complaints")
    context: dict[str, Any] = {
        "kinds": routed.kinds(),
        "months": routed.months(timezone.localdate()),
        "form": form if may_count else None,
    }
    return render(request, "dashboards/oversight/complaints.html", context)


@require_safe
def readings(request: UserRequest) -> HttpResponse:
    whole_city(request)
    form = PeriodOnly(request.GET)
    these = narrowed(request, form)
    page = Paginator(read.exports(these.period), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "these": these,
        "readings": read.readings(these.period),
        "page": page,
        "files": read.files(list(page.object_list)),
    }
    return render(request, "dashboards/oversight/readings.html", context)


@require_safe
def readings_csv(request: UserRequest) -> HttpResponseBase:
    whole_city(request)
    these = narrowed(request, PeriodOnly(request.GET))
    return csv_response(
        user=request.user,
        what="access log",
        name="access-log",
        head=read.HEAD,
        rows=read.lines(these.period),
        filters={"period": str(these.period)},
    )


@require_safe
def demands(request: UserRequest) -> HttpResponse:
    """Legal demands, counted: by quarter and by how they ended."""
    whole_city(request)
    outcomes = [*LegalDemand.Outcome.labels, _("Not answered yet")]
    quarters = [
        (first, sum(counts.values()), list(counts.values()))
        for first, counts in LegalDemand.objects.counts_by_quarter().items()
    ]
    context = {"outcomes": outcomes, "quarters": quarters}
    return render(request, "dashboards/oversight/demands.html", context)


def whole_city(request: UserRequest) -> None:
    """Logs and demands have no area: they are for those who oversee all of it."""
    if not slice_for(request).whole_city:
        raise PermissionDenied
