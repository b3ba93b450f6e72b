"""One answer as JSON or as XML, whichever was asked for."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from engagement.concerns.open311.problems import Problem

if TYPE_CHECKING:
    from django.http import HttpRequest

TYPES = {"json": "application/json", "xml": "text/xml"}
# What one thing in a list is called.
ONE_OF = {
    "attributes": "attribute",
    "endpoints": "endpoint",
    "errors": "error",
    "formats": "format",
    "notes": "note",
    "service_requests": "request",
    "services": "service",
    "values": "value",
}
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True)
class Answer:
    """What is said, and the name XML needs for it. A list is JSON's array."""

    name: str
    body: list[Any] | dict[str, Any]
    status: int = 200


def format_asked(request: HttpRequest, ending: str) -> str:
    """`json` or `xml`: by the ending of the address, else by what the caller accepts."""
    if ending:
        if ending.lower() not in TYPES:
            raise Problem(404, _("There is no such format. End the address in .json or .xml."))
        return ending.lower()
    liked = request.get_preferred_type(["application/json", "text/xml", "application/xml"])
    return "xml" if liked and liked.endswith("xml") else "json"


def written(answer: Answer, form: str) -> HttpResponse:
    text = _as_xml(answer) if form == "xml" else json.dumps(answer.body, ensure_ascii=False)
    return HttpResponse(text, status=answer.status, content_type=f"{TYPES[form]}; charset=utf-8")


def _as_xml(answer: Answer) -> str:
    root = ET.Element(answer.name)
    _fill(root, answer.body)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode")


def _fill(element: ET.Element, value: Any) -> None:
    if isinstance(value, dict):
        for name, part in value.items():
            _fill(ET.SubElement(element, name), part)
    elif isinstance(value, list):
        for part in value:
            _fill(ET.SubElement(element, ONE_OF[element.tag]), part)
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif value is not None:
        element.text = _NOT_IN_XML.sub("", str(value))
