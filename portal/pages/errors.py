"""Pages for when something is wrong: what happened, and what to do about it."""

import logging

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.translation import gettext as _

from portal.api.problems import refused

logger = logging.getLogger(__name__)
LAST_WORDS = """<!doctype html><html lang="en"><title>Something broke on our side</title>
<h1>Something broke on our side</h1><p>Please try again in a few minutes.
If someone is in danger, call 911.</p>"""


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django’s
    return render(request, "400.html", status=400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django’s
    return render(request, "403.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django’s
    return render(request, "404.html", status=404)


def broken(request: HttpRequest) -> HttpResponse:
    """Asks nothing of database, session or context processors: any may be what broke."""
    if request.path.startswith("/api/"):
        return refused(_("Something broke on our side. Try again in a few minutes."), 500)
    try:
        page = get_template("500.html").render()
    except Exception:
        logger.exception("The page that says something broke is broken too.")
        page = LAST_WORDS
    return HttpResponse(page, status=500)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django’s
    """A form came without a valid token: the page stood open too long, or cookies are off."""
    return render(request, "403_csrf.html", status=403)
