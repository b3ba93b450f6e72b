from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_not_required
from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest

# What the pages that can be kept are made of. Scripts bring each other by their plain names.
DRAWN_WITH = ("css/site.css", "js/site.js", "js/htmx.min.js", "js/door.js", "js/outreach.js")
BROUGHT = ("js/kept.js", "js/camera.js", "js/no-signal.js", "js/qr/decode.js", "js/qr/index.js")
FONTS = (
    "fonts/public-sans-400.woff2",
    "fonts/public-sans-700.woff2",
    "fonts/merriweather-400.woff2",
)
# Drawn by the style sheet beside a list to choose from.
PICTURES = ("img/usa-icons/unfold_more.svg",)
WORKER = "js/worker.js"


@require_safe
@login_not_required
def worker(_request: HttpRequest) -> HttpResponse:
    """The service worker. It holds nothing of anybody's, so anybody may have it."""
    told = {
        "version": version(),
        "files": sorted({*addresses(), reverse("pages:favicon")}),
        "noSignal": reverse("offline:no_signal"),
    }
    code = f"self.told = {json.dumps(told)};\nimportScripts({json.dumps(static(WORKER))});\n"
    # Asked for anew each time, so that a new version arrives with the next page.
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/desk/"}
    return HttpResponse(code, content_type="text/javascript; charset=utf-8", headers=headers)


@require_safe
@login_not_required
def no_signal(request: HttpRequest) -> HttpResponse:
    """What the worker shows when there is no signal and the page is not kept."""
    return render(request, "offline/no_signal.html")


def addresses() -> Iterator[str]:
    for name in (*DRAWN_WITH, *BROUGHT, *FONTS, *PICTURES):
        yield static(name)
    for name in BROUGHT:
        yield static("js/site.js").rpartition("/")[0] + name.removeprefix("js")


def version() -> str:
    """Changes when any of the files does."""
    digest = hashlib.sha256()
    for name in (*DRAWN_WITH, *BROUGHT, *FONTS, *PICTURES, WORKER):
        digest.update(static(name).encode())
        if found := finders.find(name):
            digest.update(Path(found).read_bytes())
    return digest.hexdigest()[:16]
