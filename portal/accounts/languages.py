from __future__ import annotations

from typing import TypeVar

from django.conf import settings
from django.http.response import HttpResponseBase

Response = TypeVar("Response", bound=HttpResponseBase)


def speak(response: Response, language: str) -> Response:
    """From the next page on, the site speaks this language on this device."""
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        path=settings.LANGUAGE_COOKIE_PATH,
        domain=settings.LANGUAGE_COOKIE_DOMAIN,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
