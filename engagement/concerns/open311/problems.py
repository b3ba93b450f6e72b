from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class Problem(Exception):  # noqa: N818  what the answer says, code and words
    """Why there is no other answer: a status, sentences for a person, and headers that go along."""

    def __init__(self, code: int, *words: str | _StrPromise, **headers: str) -> None:
        super().__init__(code, *words)
        self.code = HTTPStatus(code)
        self.words = words
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}

    @property
    def errors(self) -> list[dict[str, object]]:
        return [{"code": int(self.code), "description": str(words)} for words in self.words]
