from math import ceil

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from portal.areas.models import Area
from portal.pages.context import THEMES
from portal.pages.kept import kept
from portal.pages.maps import AreaMap

YEAR = 365 * 24 * 60 * 60
MOST_NAMES = 60  # in a list on a page


@login_not_required
@require_safe
@kept
def home(request: HttpRequest) -> HttpResponse:
    areas = neighborhoods()
    context = {"areas": areas, "map": AreaMap.of(areas), "steps": what_happens()}
    return render(request, "pages/home.html", context)


def neighborhoods() -> list[Area]:
    """The places people name as theirs; the ones above, where those are too many to read."""
    areas = list(Area.objects.filter(parts=None).order_by("name")[: MOST_NAMES + 1])
    if len(areas) > MOST_NAMES:
        areas = list(Area.objects.filter(parent=None).order_by("name"))
    return areas


def reply_days() -> int:
    return ceil(settings.FIRST_REPLY_HOURS / 24)


def what_happens() -> list[dict[str, object]]:
    """A concern, start to finish, as anyone may expect it."""
    days = reply_days()
    return [
        {
            "state": "is-next",
            "what": _("You say it in your own words"),
            "when": _("Any time, in any language"),
        },
        {
            "state": "is-next",
            "what": _("A person on your area’s team answers"),
            "when": ngettext("Within %(n)d day", "Within %(n)d days", days) % {"n": days},
        },
        {
            "state": "is-next",
            "what": _("They do something about it, or say why they cannot"),
            "when": _("With a date you can hold them to"),
        },
        {
            "state": "is-told",
            "what": _("You are told how it ended"),
            "when": _("And asked if it helped"),
        },
    ]


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/privacy.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/accessibility.html")


@login_not_required
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/help.html", {"days": reply_days()})


@csrf_exempt
@login_not_required
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep how the reader wants the page, on the reader's device only."""
    back = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    wanted = request.POST.get("theme", "")
    if wanted in THEMES:
        response.set_cookie(
            "theme", wanted, max_age=YEAR, secure=settings.PRODUCTION, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie("theme", samesite="Lax")
    return response


@login_not_required
@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in PRIVATE)]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain")


PRIVATE = ("/accounts/", "/admin/", "/command/", "/concerns/", "/desk/", "/me/", "/surveys/")


@login_not_required
@require_safe
@cache_control(public=True, max_age=24 * 60 * 60)
def favicon(_request: HttpRequest) -> FileResponse:
    return FileResponse(
        (settings.BASE_DIR / "static" / "img" / "emblem.svg").open("rb"),
        content_type="image/svg+xml",
    )
