from typing import Any

from django.http import HttpRequest

from portal.pages.models import Agency

THEMES = ("light", "dark")


def page(request: HttpRequest) -> dict[str, Any]:
    """What every page knows: whose site this is, and the colors the reader asked for."""
    theme = request.COOKIES.get("theme", "")
    return {"agency": Agency.current(), "theme": theme if theme in THEMES else ""}
