"""The file that answers a records request: chosen, looked over, confirmed, made, fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.records import packing
from portal.records.disclosing import GROUNDS, kind_named
from portal.records.forms import ConfirmForm, ExportForm
from portal.records.models import RecordsExport, RecordsRequest, record_export
from portal.records.views import keepers_only

if TYPE_CHECKING:
    from typing import Any

    from portal.http import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
@keepers_only
def new(request: UserRequest, pk: int) -> HttpResponse:
    """What it should hold, and once that is said, what it would: counts, fields, grounds."""
    found = get_object_or_404(RecordsRequest, pk=pk)
    form = ExportForm(request.GET or None)
    context: dict[str, Any] = {"found": found, "form": form}
    if form.is_valid():
        preview = preview_of(form)
        confirm = ConfirmForm(request.POST or None, grounds=preview["grounds_used"])
        if request.method == "POST":
            confirm = ConfirmForm(request.POST, grounds=preview["grounds_used"])
        if request.method == "POST" and preview["total"] and confirm.is_valid():
            kinds, confirmed = form.cleaned_data["kinds"], confirm.cleaned_data["confirmed"]
            asked = form.asked
            made = RecordsExport.objects.ask(found, asked, kinds, confirmed, request.user)
            return redirect(made)
        context |= preview | {"confirm": confirm}
    return render(request, "records/export_new.html", context)


@require_safe
@keepers_only
def one(request: UserRequest, pk: int) -> HttpResponse:
    """The file and how far it is. While it is on its way, the page asks for the part below."""
    rows = RecordsExport.objects.without_content().select_related("request", "area")
    found = get_object_or_404(rows, pk=pk)
    context = {
        "export": found,
        "kinds": [kind_named(name) for name in found.kinds],
        "grounds": [(code, GROUNDS[code]) for code in found.confirmed],
    }
    part = "HX-Request" in request.headers
    return render(request, f"records/{'export_part' if part else 'export'}.html", context)


@require_POST
@keepers_only
def cancellation(request: UserRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(RecordsExport.objects.without_content(), pk=pk)
    if found.cancel():
        messages.success(request, _("The file is cancelled."))
    else:
        messages.info(request, _("It was finished already."))
    return redirect(found)


@require_safe
@keepers_only
def download(request: UserRequest, pk: int) -> HttpResponse:
    ready = RecordsExport.objects.filter(state=RecordsExport.State.READY)
    found = get_object_or_404(ready.select_related("area"), pk=pk)
    content = bytes(found.content or b"")
    record_export(request.user, "records request zip", content, found.rows, found.filters)
    response = HttpResponse(content, content_type="application/zip")
    name = f"records-request-{found.request_id}-{found.pk}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = "private, no-store"
    return response


def preview_of(form: ExportForm) -> dict[str, Any]:
    """How many records of each kind, and which fields stand, lose words, or stay here."""
    asked, names = form.asked, form.cleaned_data["kinds"]
    counts = packing.counts(asked, names)
    kinds = [kind_named(name) for name in names]
    return {
        "preview": [
            {
                "kind": kind,
                "count": counts[kind.name],
                "ignores_topic": bool(asked.topic and kind.topics is None),
                "fields": {
                    rule: [field.label for field in kind.fields if field.rule == rule]
                    for rule in ("public", "redact", "exempt")
                },
            }
            for kind in kinds
        ],
        "total": sum(counts.values()),
        "most": packing.MOST_ROWS,
        "grounds_used": set().union(*(kind.grounds for kind in kinds if counts[kind.name])),
    }
