from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metrics.crime import counted, wording
from metrics.crime.forms import CountsForm, PlacesForm, ProgramForm
from metrics.crime.models import ForecastRun, MonthlyCount, Program, ProgramArea
from metrics.crime.rules import READERS
from metrics.crime.tasks import measure_program
from metrics.dashboards.charts import Table
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest

TWO_YEARS = 24


@permission_required("crime.see", raise_exception=True)
@require_safe
def counts(request: UserRequest) -> HttpResponse:
    """Recorded crime by month, kind and place."""
    asked = request.GET.copy()
    asked.setdefault("span", str(TWO_YEARS))
    form = CountsForm(asked, paths=request.user.scope(*READERS))
    found = None
    seen = MonthlyCount.objects.visible_to(request.user)
    if form.is_valid():
        found = counted.counted(
            seen,
            area=form.cleaned_data["area"],
            category=form.cleaned_data["category"],
            span=form.cleaned_data["span"] or TWO_YEARS,
        )
    context = {"form": form, "found": found, "forecasts": settings.FORECASTS}
    return render(request, "crime/counts.html", context)


@permission_required("crime.see", raise_exception=True)
@require_safe
def programs(request: UserRequest) -> HttpResponse:
    listed = Program.objects.prefetch_related("places")
    context = {"programs": listed, "may_keep": request.user.has_perm("crime.keep_programs")}
    return render(request, "crime/programs.html", context)


@permission_required("crime.keep_programs", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest) -> HttpResponse:
    form = ProgramForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.entered_by = request.user
        made = form.save()
        return redirect("crime:places", made.pk)
    return render(request, "crime/program_form.html", {"form": form, "program": None})


@permission_required("crime.keep_programs", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: UserRequest, pk: int) -> HttpResponse:
    program = get_object_or_404(Program, pk=pk)
    form = ProgramForm(request.POST or None, instance=program)
    if request.method == "POST" and form.is_valid():
        return redirect(form.save())
    return render(request, "crime/program_form.html", {"form": form, "program": program})


@permission_required("crime.see", raise_exception=True)
@require_safe
def program(request: UserRequest, pk: int) -> HttpResponse:
    """What a program is, where, and what came of it, with every doubt beside it."""
    found = get_object_or_404(Program, pk=pk)
    kinds = wording.kinds_of(found)
    measured = found.finding.get("status") == "measured"
    context = {
        "program": found,
        "places": found.places.select_related("area"),
        "finding": found.finding,
        "measured": measured,
        "waiting": found.measured_at is None or found.measured_at < found.changed_at,
        "reasons": wording.reasons(found.finding),
        "main": kinds[0] if kinds else None,
        "kinds": [kind for kind in kinds[1:] if not kind.placebo],
        "placebos": [kind for kind in kinds if kind.placebo],
        "means": wording.means_table(kinds) if kinds else None,
        "ratios": wording.ratio_table(kinds) if measured else None,
        "may_keep": request.user.has_perm("crime.keep_programs"),
    }
    return render(request, "crime/program.html", context)


@permission_required("crime.keep_programs", raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def places(request: UserRequest, pk: int) -> HttpResponse:
    """Where it runs, and since when."""
    found = get_object_or_404(Program, pk=pk)
    form = PlacesForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            found.start_in(
                form.cleaned_data["areas"],
                form.cleaned_data["began_on"],
                form.cleaned_data["ended_on"],
            )
        except NotPossible as refused:
            form.add_error(None, str(refused))
        else:
            transaction.on_commit(lambda: measure_program.delay(found.pk))
            messages.success(request, _("Noted. What came of it is worked out now."))
            return redirect(found)
    context = {"form": form, "program": found, "places": found.places.select_related("area")}
    return render(request, "crime/places.html", context)


@permission_required("crime.keep_programs", raise_exception=True)
@require_POST
def removal(request: UserRequest, pk: int, place: int) -> HttpResponse:
    found = get_object_or_404(ProgramArea.objects.select_related("program"), pk=place, program=pk)
    found.take_out()
    messages.success(request, _("Taken out."))
    transaction.on_commit(lambda: measure_program.delay(pk))
    return redirect("crime:places", pk)


@permission_required("crime.see", raise_exception=True)
@require_safe
def ahead(request: UserRequest) -> HttpResponse:
    """How many concerns may come, where the agency turned that on."""
    if not settings.FORECASTS:
        return render(request, "crime/ahead.html", {"on": False})
    run = ForecastRun.objects.first()
    context: dict[str, object] = {"on": True, "run": run}
    if run is not None:
        context |= {
            "table": _ahead_table(run),
            "withheld": run.forecasts.exclude(withheld="").filter(month=run.next_month).count(),
            "surges": run.surges.select_related("area", "topic"),
            "old": (timezone.now() - run.made_at).days > 45,  # noqa: PLR2004 - a month and a half
        }
    return render(request, "crime/ahead.html", context)


def _ahead_table(run: ForecastRun) -> Table:
    rows = []
    for each in run.forecasts.shown().select_related("area", "topic"):
        people = each.area.population if each.area else None
        rows.append((
            str(each.area or _("All places")),
            str(each.topic or _("All topics")),
            counted.named(each.month),
            each.middle,
            _("%(low)s to %(high)s") % {"low": each.low80, "high": each.high80},
            _("%(low)s to %(high)s") % {"low": each.low95, "high": each.high95},
            each.year_before,
            round(1000 * (each.middle or 0) / people, 1) if people else None,
        ))  # fmt: skip
    return Table(
        caption=_("Concerns that may come, by month"),
        head=(
            _("Place"),
            _("Topic"),
            _("Month"),
            _("Middle"),
            _("8 in 10 times"),
            _("19 in 20 times"),
            _("A year before"),
            _("Per 1,000 people"),
        ),
        rows=tuple(rows),
    )
