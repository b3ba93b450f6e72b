from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.core.checks import Critical, Tags
from django.core.checks import register as add

if TYPE_CHECKING:
    from django.core.checks import CheckMessage


def register() -> None:
    add(no_demo_sign_in_in_production, Tags.security)


def no_demo_sign_in_in_production(**_options: Any) -> list[CheckMessage]:
    """One button must never be enough to be somebody where real people's words are kept."""
    if settings.PRODUCTION and settings.DEMO_SIGN_IN:
        return [
            Critical(
                "DEMO_SIGN_IN lets anyone sign in as anyone of the demo city.",
                hint="Unset DEMO_SIGN_IN in production.",
                id="accounts.C001",
            )
        ]
    return []
