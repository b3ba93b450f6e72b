"""Published reports: for everyone, with no login, at addresses that stay."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from metrics.reports import shown
from metrics.reports.document import Document
from metrics.reports.models import ListedPerson, Publication, ReportFile
from metrics.reports.views import TYPES
from portal.files.serving import served
from portal.pages.kept import kept

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

A_PAGE = 25
A_DAY = "public, max-age=86400"


@require_safe
@login_not_required  # published for everyone
@kept
def publications(request: HttpRequest) -> HttpResponse:
    """The newest version of each, newest first."""
    some = Publication.objects.current().defer("document")
    page = Paginator(some, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "reports/public/list.html", {"page": page})


@require_safe
@login_not_required
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    """One version. A newer one is named; of one that was taken back only the reason is told."""
    one = _found(slug)
    newest = one.latest()
    language = get_language()
    etag = quote_etag(f"{one.sha256[:32]}-{newest.version}-{one.is_withdrawn}-{language}")
    signed_in = request.user.is_authenticated
    if not signed_in and (unchanged := get_conditional_response(request, etag=etag)):
        return _cached(unchanged, etag)
    document = Document.from_json(one.document)
    context = {
        "publication": one,
        "newest": newest if newest != one else None,
        "document": document,
        "said": "" if one.is_withdrawn else shown.as_page(document),
        "files": one.files.defer("content"),
    }
    response = render(request, "reports/public/publication.html", context)
    return response if signed_in else _cached(response, etag)


def _cached(response: HttpResponse, etag: str) -> HttpResponse:
    """Kept by whoever read it, asked for anew each time: it may be taken back."""
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    patch_vary_headers(response, ["Cookie", "Accept-Language"])
    return response


@require_safe
@login_not_required
def download(request: HttpRequest, slug: str, kind: str) -> HttpResponse:
    """A file, byte for byte the same for ever; 404 once it is taken back."""
    one = _found(slug)
    if kind not in TYPES or one.is_withdrawn:
        raise Http404
    file = get_object_or_404(one.files.defer("content"), kind=kind)
    etag = quote_etag(file.sha256)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        content_type, ending = TYPES[ReportFile.Kind(kind)]
        response = served(file.content, content_type, f"{one.slug}.{ending}", cache=A_DAY)
    response["ETag"] = etag
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required  # the link in the mail is the key
@never_cache
def confirmation(request: HttpRequest, token: UUID) -> HttpResponse:
    """Say yes to a list. Looking at the page changes nothing: machines look, too."""
    person = get_object_or_404(ListedPerson.objects.select_related("of"), token=token)
    if request.method == "POST":
        person.confirm()
        return redirect("public_reports:confirmation", token=token)
    return render(request, "reports/public/confirmation.html", {"person": person})


def _found(slug: str) -> Publication:
    some = Publication.objects.select_related("withdrawal", "report")
    return get_object_or_404(some.defer("report__numbers"), slug=slug)
