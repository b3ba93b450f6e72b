"""Files of a publication: each dataset as CSV and JSON, and all of it as it was signed."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from metrics.transparency import sheets
from metrics.transparency.freezing import canonical
from metrics.transparency.pages import find
from metrics.transparency.rendering import FRESH_FOR

if TYPE_CHECKING:
    from django.http import HttpRequest

    from metrics.transparency.models import Publication
    from metrics.transparency.quarters import Quarter

CSV, JSON = "text/csv; charset=utf-8", "application/json"


@require_safe
@login_not_required  # published for everyone
def file(
    request: HttpRequest, quarter: Quarter, name: str, kind: str, edition: int | None = None
) -> HttpResponse:
    """One table, the dictionary, or `all.json`, whose hash is the edition's own."""
    found = find(quarter, edition)
    content, about = written(found, name, kind)
    response = answer(request, content, about)
    saved = f"{quarter.slug}-{found.edition}-{name}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{saved}"'
    return response


def written(publication: Publication, name: str, kind: str) -> tuple[bytes, str]:
    """The bytes of a file and what they are. Http404 where there is no such file."""
    if (name, kind) == ("all", "json"):
        return canonical(publication.content), JSON
    if (name, kind) == ("dictionary", "csv"):
        rows = sheets.dictionary(publication.content)
        return sheets.written(sheets.DICTIONARY, rows).encode(), CSV
    kept = publication.content["datasets"].get(name)
    if kept is None:
        raise Http404
    if kind == "csv":
        return sheets.as_csv(kept).encode(), CSV
    told = json.dumps(sheets.as_objects(kept), ensure_ascii=False, indent=1)
    return told.encode(), JSON


def answer(request: HttpRequest, content: bytes, kind: str) -> HttpResponse:
    """For everyone and for pages of other sites, with a tag by which it need not travel twice."""
    tag = f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type=kind)
    response["ETag"] = tag
    response["Cache-Control"] = f"public, max-age={FRESH_FOR}"
    response["Access-Control-Allow-Origin"] = "*"
    same = get_conditional_response(request, etag=tag, response=response)
    found: HttpResponse = same or response
    found["Access-Control-Allow-Origin"] = "*"
    return found
