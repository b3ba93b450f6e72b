from __future__ import annotations

from django.http import HttpResponse


def served(
    content: bytes | memoryview,
    content_type: str,
    filename: str,
    *,
    cache: str = "no-store, private",
) -> HttpResponse:
    """The bytes, so that a browser does nothing with them but show or save them.

    Photos are shown in the page, everything else is saved. `cache` is the Cache-Control header.
    """
    where = "inline" if content_type.startswith("image/") else "attachment"
    response = HttpResponse(bytes(content), content_type=content_type)
    response["Content-Disposition"] = f'{where}; filename="{filename}"'
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = cache
    return response
