"""Reads what was sent, and no more of it than anyone needs to send."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.http import QueryDict, UnreadablePostError
from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser

from portal.api.problems import TooLarge

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import IO

MOST = 256 * 1024  # bytes; the longest concern has 5,000 letters


class JsonParser(BaseParser):
    media_type = "application/json"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,  # noqa: ARG002  the framework's signature
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> dict[str, Any]:
        try:
            found = json.loads(_text(stream), parse_constant=_no_number)
        except (ValueError, RecursionError):
            raise ParseError(_("This is not JSON we can read.")) from None
        if not isinstance(found, dict):
            raise ParseError(_("Send one JSON object, with a name for each value."))
        return found


class FormParser(BaseParser):
    media_type = "application/x-www-form-urlencoded"

    def parse(
        self,
        stream: IO[Any],
        media_type: str | None = None,  # noqa: ARG002  the framework's signature
        parser_context: Mapping[str, Any] | None = None,  # noqa: ARG002
    ) -> QueryDict:
        try:
            return QueryDict(_text(stream))
        except (BadRequest, SuspiciousOperation, ValueError):
            raise ParseError(_("This form could not be read.")) from None


def _text(stream: IO[Any]) -> str:
    try:
        raw: bytes = stream.read(MOST + 1)
    except UnreadablePostError:
        raise ParseError(_("What you sent did not arrive whole. Send it again.")) from None
    if len(raw) > MOST:
        raise TooLarge(_("This is too much at once. Make it shorter."))
    try:
        return raw.decode()
    except UnicodeDecodeError:
        raise ParseError(_("The text is not UTF-8, so some letters would be lost.")) from None


def _no_number(name: str) -> float:
    raise ValueError(name)  # NaN and Infinity are no JSON
