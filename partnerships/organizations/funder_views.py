"""For funders: what came of working together, for a period. Rooms add their part by panels.

A room registers a panel for the place "funder" with

    def fill(request, *, organization, since, until)

and gives `template` context; where it gives `rows` (a list of dicts), they are in the CSV too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from partnerships.organizations.leaving import as_csv
from partnerships.organizations.workspace import organization_of
from partnerships.organizations.workspace_forms import PeriodForm
from portal.pages.panels import filled

if TYPE_CHECKING:
    from portal.http import UserRequest


def period(request: UserRequest) -> PeriodForm:
    """As asked; the last twelve months where nothing is asked."""
    today = timezone.localdate()
    year_ago = today.replace(year=today.year - 1, day=min(today.day, 28))
    asked = {name: request.GET.get(name, "") for name in ("since", "until")}
    if not any(asked.values()):
        asked = {"since": year_ago.isoformat(), "until": today.isoformat()}
    return PeriodForm(asked)


@require_safe
def export(request: UserRequest) -> HttpResponse:
    """One page to print."""
    organization = organization_of(request)
    form = period(request)
    context: dict[str, Any] = {"organization": organization, "form": form}
    if form.is_valid():
        context |= form.cleaned_data
    return render(request, "workspace/export.html", context)


@require_safe
def export_csv(request: UserRequest) -> HttpResponse:
    """The rows behind the page; what each is about stands in its first column."""
    organization = organization_of(request)
    form = period(request)
    rows: list[dict[str, Any]] = []
    if form.is_valid():
        for _template, context in filled(
            "funder", request, organization=organization, **form.cleaned_data
        ):
            rows += context.get("rows", [])
    response = HttpResponse(as_csv(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{organization.slug}-together.csv"'
    return response
