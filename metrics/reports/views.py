from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metrics.reports.forms import ReportForm
from metrics.reports.models import Report, ReportFile
from metrics.reports.rules import WRITERS
from portal.records.models import record_export

if TYPE_CHECKING:
    from portal.http import UserRequest

ON_A_PAGE = 25
TYPES = {
    ReportFile.Kind.PDF: ("application/pdf", "pdf"),
    ReportFile.Kind.TABLES: ("application/zip", "zip"),
}


@require_safe
def reports(request: UserRequest) -> HttpResponse:
    if not request.user.has_perm("reports.view_reports"):
        raise PermissionDenied
    found = Report.objects.visible_to(request.user).select_related("area", "requested_by")
    page = Paginator(found.defer("numbers"), ON_A_PAGE).get_page(request.GET.get("page"))
    may_request = request.user.has_perm("reports.request_report")
    return render(request, "reports/reports.html", {"page": page, "may_request": may_request})


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest) -> HttpResponse:
    if not request.user.has_perm("reports.request_report"):
        raise PermissionDenied
    form = ReportForm(
        request.POST or None,
        paths=request.user.scope(*WRITERS),
        initial={"language": request.user.language} | request.GET.dict(),
    )
    if form.is_valid():
        report = Report.objects.request(
            by=request.user,
            period=form.chosen_period(),
            area=form.chosen_area(),
            language=form.cleaned_data["language"],
        )
        return redirect(report)
    return render(request, "reports/new.html", {"form": form})


@require_safe
def report(request: UserRequest, pk: int) -> HttpResponse:
    """The report and how far it is. While it is on its way, the page asks for the part below."""
    found = get_object_or_404(
        Report.objects.visible_to(request.user).select_related("area", "requested_by"), pk=pk
    )
    context = {
        "report": found,
        "files": found.files.defer("content").order_by("-kind"),
        "may_cancel": request.user.has_perm("reports.cancel_report", found),
    }
    template = "reports/progress.html" if "HX-Request" in request.headers else "reports/report.html"
    return render(request, template, context)


@require_POST
def cancellation(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    if not request.user.has_perm("reports.cancel_report", found):
        raise PermissionDenied
    if found.cancel():
        messages.success(request, _("The report is cancelled."))
    else:
        messages.info(request, _("It was finished already."))
    return redirect(found)


@require_safe
def download(request: UserRequest, pk: int, kind: str) -> HttpResponse:
    found = get_object_or_404(Report.objects.visible_to(request.user), pk=pk)
    if kind not in TYPES:
        raise Http404
    kept = get_object_or_404(found.files, kind=kind, report__state=Report.State.READY)
    content = bytes(kept.content)
    asked = {"report": found.pk, "area": found.where, "period": str(found.period)}
    record_export(request.user, f"report {kind}", content, 1, asked)
    content_type, ending = TYPES[ReportFile.Kind(kind)]
    response = HttpResponse(content, content_type=content_type)
    place = re.sub(r"[^a-z0-9]+", "-", found.where.lower()).strip("-") or "report"
    name = f"{place}-{found.starts_on}-{found.ends_on}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
