"""A person takes along everything the portal holds about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from allauth.account.decorators import reauthentication_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.records.models import DataExport, record_export

if TYPE_CHECKING:
    from uuid import UUID

    from portal.http import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def data(request: UserRequest) -> HttpResponse:
    """What is in the file and where it stands (GET); asks for a new one (POST)."""
    if request.method == "POST":
        asked: HttpResponse = ask(request)
        return asked
    mine = DataExport.objects.of(request.user).without_content()
    latest = mine.order_by("-requested_at").first()
    fetchable = DataExport.objects.open_to(request.user)
    is_open = latest is not None and fetchable.filter(pk=latest.pk).exists()
    context = {"job": latest, "is_open": is_open}
    part = "me/data_part.html" if "HX-Request" in request.headers else "me/data.html"
    return render(request, part, context)


@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def ask(request: UserRequest) -> HttpResponse:
    DataExport.objects.ask(request.user)
    return redirect("accounts:my_data")


@require_safe
@never_cache
@reauthentication_required  # type: ignore[untyped-decorator]  # allauth has no types
def file(request: UserRequest, pk: UUID) -> HttpResponse:
    """The file, for the person it is about, as long as its time lasts."""
    found = get_object_or_404(DataExport.objects.open_to(request.user), pk=pk)
    content = bytes(found.content or b"")
    record_export(request.user, "my data zip", content, 1, {"copy": str(found.pk)})
    DataExport.objects.filter(pk=found.pk, fetched_at=None).update(fetched_at=timezone.now())
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="my-data.zip"'
    response["Cache-Control"] = "private, no-store"
    return response
