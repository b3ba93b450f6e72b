"""What must hold before the portal may open to the public."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core import checks


@checks.register(checks.Tags.security, deploy=True)
def links_lead_here(**_: Any) -> list[checks.CheckMessage]:
    """Mail carries links, and a link to 127.0.0.1 helps nobody."""
    if settings.SITE_URL.startswith("https://"):
        return []
    return [
        checks.Warning(
            f"SITE_URL is {settings.SITE_URL}, so links in mails will not work.",
            hint="Set it to the address people use, such as https://portal.example.",
            id="portal.W001",
        )
    ]


@checks.register(checks.Tags.security, deploy=True)
def mail_goes_out(**_: Any) -> list[checks.CheckMessage]:
    """Without a mail server, what people are told would end up in the log, to be read there."""
    if "console" not in settings.EMAIL_BACKEND:
        return []
    return [
        checks.Warning(
            "Mail is printed, not sent.",
            hint="Set EMAIL_URL, such as smtp+tls://user:password@mail.example:587.",
            id="portal.W002",
        )
    ]
