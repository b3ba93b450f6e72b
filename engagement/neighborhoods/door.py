"""How every address here is entered: anyone may read, from any site, a page's worth at a time."""

from __future__ import annotations

from functools import wraps
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.utils import translation
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from portal.api.throttles import SECONDS, Reading, within

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

KEPT_FOR = 60


class Refused(Exception):  # noqa: N818  # an answer, not a fault
    """The question makes no sense; the words say what would."""


def door(view: Callable[..., Any]) -> Callable[..., HttpResponse]:
    """A view that returns what is to be written as JSON, in the agency's own language."""

    @csrf_exempt  # so that a POST is told that only reading is answered
    @login_not_required
    @require_safe
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not within(f"api:{Reading.kind}", Reading.most, request):
            response = error(429, "Too many requests. Try again in ten minutes.")
            response["Retry-After"] = str(SECONDS)
            return response
        with translation.override(settings.LANGUAGE_CODE):
            try:
                response = JsonResponse(view(request, *args, **kwargs), safe=False)
            except Refused as refused:
                response = error(400, str(refused))
            except Http404:
                response = error(404, _("Not found."))
        response["Access-Control-Allow-Origin"] = "*"  # public, and no cookie is read
        patch_cache_control(response, public=True, max_age=KEPT_FOR)
        return response

    return opened


def error(status: int, words: str) -> JsonResponse:
    return JsonResponse({"error": words}, status=status)
