"""Open311 GeoReport v2: concerns in and out for other programs. See docs/open311.md."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from django.utils.translation import gettext as _

from engagement.concerns.open311 import posting, services
from engagement.concerns.open311 import requests as public
from engagement.concerns.open311.discovery import where_to_find_us
from engagement.concerns.open311.door import door
from engagement.concerns.open311.problems import Problem
from portal.files.uploads import takes_files

if TYPE_CHECKING:
    from django.http import HttpRequest

    from engagement.concerns.open311.documents import Answer


@door("GET")
def discovery(_request: HttpRequest) -> Answer:
    return where_to_find_us()


@door("GET")
def service_list(_request: HttpRequest) -> Answer:
    return services.listed()


@door("GET")
def service(_request: HttpRequest, code: str) -> Answer:
    return services.definition(code)


@takes_files
@door("GET", "POST")
def requests(request: HttpRequest) -> Answer:
    if request.method == "POST":
        return posting.take(request)
    return public.listed(request.GET)


@door("GET")
def one_request(request: HttpRequest, number: str) -> Answer:
    return public.one(number, request.GET)


@door("GET")
def token(_request: HttpRequest, token: str) -> Answer:
    return posting.number_for(token)


@door("GET", "POST")
def nothing(_request: HttpRequest, **_rest: str) -> NoReturn:
    raise Problem(404, _("There is nothing at this address. Start at /open311/discovery.json."))
