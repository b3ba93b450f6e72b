"""Reports of staff: the list, asking for one, how far it is, and its files."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metrics.reports import editions, shown
from metrics.reports.finding import allowed, found
from metrics.reports.forms import WHOLE_CITY, ReportFilter, ReportForm, ReviewForm, WhyForm
from metrics.reports.models import Report, ReportFile
from metrics.reports.packs import packs
from metrics.reports.rules import WRITERS
from portal.records.export import XLSX_TYPE
from portal.records.models import record_export

if TYPE_CHECKING:
    from metrics.reports.packs import Pack
    from portal.accounts.models import User
    from portal.http import UserRequest

ON_A_PAGE = 25
TYPES = {
    ReportFile.Kind.PDF: ("application/pdf", "pdf"),
    ReportFile.Kind.SHEETS: (XLSX_TYPE, "xlsx"),
    ReportFile.Kind.TABLES: ("application/zip", "zip"),
}


@require_safe
def reports(request: UserRequest) -> HttpResponse:
    allowed(request, "view_reports")
    form = ReportFilter(request.GET, paths=request.user.scope(*WRITERS))
    some = Report.objects.visible_to(request.user).with_stages()
    some = some.select_related("area", "requested_by").defer("numbers")
    if form.is_valid():
        chosen = form.cleaned_data
        for name in ("kind", "stage"):
            if chosen[name]:
                some = some.filter(**{name: chosen[name]})
        if chosen["area"] == WHOLE_CITY:
            some = some.filter(area=None)
        elif chosen["area"]:
            some = some.filter(area__slug=chosen["area"])
    page = Paginator(some, ON_A_PAGE).get_page(request.GET.get("page"))
    may_request = request.user.has_perm("reports.request_report")
    context = {"page": page, "form": form, "may_request": may_request}
    return render(request, "reports/reports.html", context)


@require_safe
def choose(request: UserRequest) -> HttpResponse:
    """Which kind of report; its own page asks the rest."""
    allowed(request)
    context = {"packs": packs_for(request.user), "carried": request.GET.urlencode()}
    return render(request, "reports/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest, kind: str) -> HttpResponse:
    allowed(request)
    pack = pack_for(request.user, kind)
    form = ReportForm(
        request.POST or None,
        pack=pack,
        paths=request.user.scope(*WRITERS),
        initial={"language": request.user.language} | request.GET.dict(),
    )
    if form.is_valid():
        report = Report.objects.request(
            kind=kind,
            by=request.user,
            period=form.chosen_period(),
            area=form.chosen_area(),
            language=form.cleaned_data["language"],
            answers=form.answers(),
        )
        return redirect(report)
    return render(request, "reports/new.html", {"form": form, "pack": pack})


def packs_for(user: User) -> list[Pack]:
    """Those someone may ask for: what is always about the whole city only with all of it."""
    whole = user.scope(*WRITERS) is None
    return [pack for pack in packs().values() if whole or pack.area != "none"]


def pack_for(user: User, kind: str) -> Pack:
    for pack in packs_for(user):
        if pack.kind == kind:
            return pack
    raise Http404


@require_safe
def report(request: UserRequest, pk: int) -> HttpResponse:
    """The report, or how far it is: while it is on its way the page asks for that part alone."""
    one = found(request, pk)
    context = {"report": one} | _about(request.user, one)
    if "HX-Request" in request.headers:
        if one.is_ready:  # the page is another one now
            return HttpResponse(headers={"HX-Refresh": "true"})
        return render(request, "reports/progress.html", context)
    if one.is_ready and one.numbers:
        document = editions.staff(one)
        context |= {"document": document, "said": shown.as_page(document)}
    return render(request, "reports/report.html", context)


def _about(user: User, one: Report) -> dict[str, object]:
    """What can be done with it, and what was."""
    pack = packs().get(one.kind)
    publishable = pack is not None and pack.publishable
    open_ = one.is_ready and one.stage in {one.Stage.DRAFT, one.Stage.REVIEWED}
    return {
        "files": [(kind, kind.label) for kind in ReportFile.Kind] if one.is_ready else [],
        "may_cancel": user.has_perm("reports.cancel_report", one),
        "may_write": open_ and user.has_perm("reports.write_report", one),
        "may_review": open_ and user.has_perm("reports.review_report", one),
        "may_publish": publishable and user.has_perm("reports.publish_report", one),
        "publishable": publishable,
        "reviews": one.reviews.select_related("reviewed_by", "undone_by"),
        "publication": getattr(one, "publication", None),
        "review_form": ReviewForm(),
        "why_form": WhyForm(),
    }


@require_POST
def cancellation(request: UserRequest, pk: int) -> HttpResponse:
    one = found(request, pk, "cancel_report")
    if one.cancel():
        messages.success(request, _("The report is cancelled."))
    else:
        messages.info(request, _("It was finished already."))
    return redirect(one)


@require_safe
def download(request: UserRequest, pk: int, kind: str) -> HttpResponse:
    """A file as it was written; with the words of staff in it, where there are any by now."""
    one = found(request, pk)
    if kind not in TYPES:
        raise Http404
    kept = get_object_or_404(one.files, kind=kind, report__state=Report.State.READY)
    content = bytes(kept.content)
    if one.data_as_of and one.written.exists():
        with translation.override(one.language):
            document = editions.for_staff(editions.staff(one), one, one.sha256)
        content = editions.one_file(kind, document, one.data_as_of)
    asked = {"report": one.pk, "area": one.where, "period": str(one.period)}
    record_export(request.user, f"report {kind}", content, 1, asked)
    content_type, ending = TYPES[ReportFile.Kind(kind)]
    response = HttpResponse(content, content_type=content_type)
    place = re.sub(r"[^a-z0-9]+", "-", one.where.lower()).strip("-") or "report"
    name = f"{place}-{one.starts_on}-{one.ends_on}.{ending}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response
