"""Released results, for everyone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Case, OuterRef, Subquery, When
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from metrics.surveys.models import Instrument, Release, Wave
from metrics.surveys.results import fieldwork, over_time, page, sheets
from metrics.surveys.results.changing import trend
from metrics.surveys.results.releasing import METHOD_VERSION, canonical
from portal.pages.kept import kept, stamped_by

if TYPE_CHECKING:
    from django.http import HttpRequest

stamped_by("SELECT concat(count(*), ' ', max(released_at)) FROM surveys_release")
PAGE = 20


@require_safe
@login_not_required  # released numbers are public
@kept
def releases(request: HttpRequest) -> HttpResponse:
    newest = Release.objects.filter(wave=OuterRef("wave")).order_by("-number").values("pk")[:1]
    found = (
        Release.objects.filter(pk=Subquery(newest))
        .select_related("wave__area")
        # Each survey by itself: what residents say in general comes first and stays apart.
        .order_by(
            Case(When(wave__instrument__kind=Instrument.Kind.GENERAL, then=0), default=1),
            "wave__instrument__slug",
            "-wave__closes_at",
        )
        .values("wave__title", "wave__slug", "wave__area__name", "wave__closes_at", "released_at",
                "tables__headline", "tables__n", "tables__wave", "tables__floors",
                "tables__instrument")
    )  # fmt: skip
    shown = Paginator(found, PAGE).get_page(request.GET.get("page"))
    rows = [page.listed(row) for row in shown.object_list]
    return render(request, "surveys/results/list.html", {"page": shown, "rows": rows})


@require_safe
@login_not_required
@kept
def wave(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """The newest release of a wave, or one of the older ones."""
    found = _find(slug, number)
    waves = trend(found.wave)
    others = list(found.wave.releases.defer("tables", "counts"))
    about = {
        "release": found,
        "wave": found.wave,
        "shown": page.page(found.tables, found.wave.instrument),
        "fieldwork": fieldwork.in_words(found.tables["fieldwork"]),
        "trend": over_time.trend(waves),
        "drawn": over_time.drawn(waves),
        "releases": others,
        "newest": others[0],
        "sheets": list(sheets.COLUMNS),
    }
    return render(request, "surveys/results/wave.html", about)


@require_safe
@login_not_required
def table(_request: HttpRequest, slug: str, number: int, name: str) -> HttpResponse:
    """One table as CSV, or all of them as the JSON that was signed."""
    found = _find(slug, number)
    if name == "all.json":
        return HttpResponse(canonical(found.tables), content_type="application/json")
    sheet = name.removesuffix(".csv")
    if sheet not in sheets.COLUMNS or name == sheet:
        raise Http404
    response = HttpResponse(sheets.sheet(sheet, found.tables), content_type="text/csv")
    response["Content-Disposition"] = f'attachment; filename="{slug}-{number}-{name}"'
    return response


@require_safe
@login_not_required
@kept
def method(request: HttpRequest) -> HttpResponse:
    return render(request, "surveys/results/method.html", {"version": METHOD_VERSION})


def _find(slug: str, number: int | None) -> Release:
    released = Wave.objects.filter(releases__isnull=False).distinct()
    found = get_object_or_404(released.select_related("instrument", "area", "operator"), slug=slug)
    of_wave = found.releases.order_by("-number")
    one = of_wave.filter(number=number).first() if number else of_wave.first()
    if one is None:
        raise Http404
    one.wave = found
    return one
