"""What may be asked for: the categories of the agency, and the questions we add."""

from __future__ import annotations

import re
from typing import Any

from django.utils.translation import gettext as _

from engagement.concerns.models import Category, Concern
from engagement.concerns.open311.documents import Answer
from engagement.concerns.open311.problems import Problem

# What has no category yet is listed under the one for everything else.
UNSORTED = "other"
_CODE = re.compile(r"[-\w]{1,50}")


def listed() -> Answer:
    return Answer("services", [_service(category) for category in Category.objects.offered()])


def definition(code: str) -> Answer:
    offered(code)
    body = {"service_code": code, "attributes": [*_questions()]}
    return Answer("service_definition", body)


def offered(code: str) -> Category:
    found = Category.objects.offered().filter(slug=code).first() if _CODE.fullmatch(code) else None
    if found is None:
        words = _("The service_code %(code)s is not found. GET services lists those we have.")
        raise Problem(404, words % {"code": code[:80]})
    return found


def _service(category: Category) -> dict[str, Any]:
    return {
        "service_code": category.slug,
        "service_name": str(category),
        "description": _("Tell the police and your neighbors about it: %(kind)s.")
        % {"kind": category},
        "metadata": True,
        "type": "realtime",
        "keywords": ", ".join(dict.fromkeys([category.name, *category.names.values()])),
        "group": None,
    }


def _questions() -> list[dict[str, Any]]:
    """Nothing here is required: who has little time says what happens, and where."""
    times = [(value, str(label)) for value, label in Concern.WhenWorst.choices]
    return [
        _question(
            1,
            "advice",
            "text",
            _("Say what people do, not what they look like. Leave out names and license plates."),
            variable=False,
        ),
        _question(2, "when_worst", "multivaluelist", _("When is it worst?"), times),
        _question(3, "wish", "text", _("What would help?")),
        _question(
            4,
            "public",
            "singlevaluelist",
            _("Neighbors may read it on the public page"),
            [("no", _("No")), ("yes", _("Yes"))],
        ),
    ]


def _question(  # noqa: PLR0913  as many as the standard has
    order: int,
    code: str,
    datatype: str,
    description: str,
    values: list[tuple[str, str]] | None = None,
    *,
    variable: bool = True,
) -> dict[str, Any]:
    question: dict[str, Any] = {
        "variable": variable,
        "code": code,
        "datatype": datatype,
        "required": False,
        "datatype_description": None,
        "order": order,
        "description": description,
    }
    if values:
        question["values"] = [{"key": key, "name": name} for key, name in values]
    return question
