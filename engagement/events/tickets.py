"""The code on a ticket, for eyes and for cameras."""

from __future__ import annotations

import base64
import io
import re
from typing import TYPE_CHECKING

import segno
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from portal.notices.models.message import Attachment

# Letters and digits that no one takes for another.
SIGNS = "23456789CFGHJMPQRVWX"
LENGTH = 10
# Letters that look or sound like one of ours. No ticket has them, so none is mistaken.
SLIPS = str.maketrans("O0DSZBATILUYKNE1", "QQQ52847JJVVXMFJ")
BETWEEN = re.compile(r"[\s\-\u2013\u2014._/·]+")
# Ten signs fit the smallest code. With the pattern fixed it is drawn nine times faster.
SMALLEST, PATTERN = 1, 3
NEAREST = Image.Resampling.NEAREST


def code(ticket: str) -> segno.QRCode:
    return segno.make_qr(ticket, version=SMALLEST, mask=PATTERN)


def read_ticket(text: str) -> str:
    """The code in what was typed or scanned, read as it was meant; empty if there is none."""
    text = text.strip()
    if text.lower().startswith(("http://", "https://")):
        text = re.split(r"[/?=&#]", text.rstrip("/"))[-1]
    signs = BETWEEN.sub("", text).upper().translate(SLIPS)
    return signs if len(signs) == LENGTH and set(signs) <= set(SIGNS) else ""


def grouped(ticket: str) -> str:
    """`23456789CF` as `234 567 89CF`, to be read out."""
    return " ".join((ticket[:3], ticket[3:6], ticket[6:]))


def drawn(ticket: str) -> SafeString:
    """As SVG within a page, dark on light whatever the theme: cameras want it so."""
    image = code(ticket).svg_inline(
        scale=8, dark="#000", light="#fff", omitsize=True, svgclass="cg-ticket__code",
        title=_("Your ticket as a code for the camera"),
    )  # fmt: skip
    return mark_safe(image)  # drawn here from ten letters and digits


def attached(ticket: str) -> Attachment:
    """As a picture that goes with a mail. Pictures travel as base64 there."""
    rows = code(ticket).matrix
    light = bytes(0 if dark else 255 for row in rows for dark in row)
    # Pillow draws it in a third of the time that segno takes, and every seat saved waits for it.
    image = ImageOps.expand(Image.frombytes("L", (len(rows), len(rows)), light), 4, fill=255)
    picture = io.BytesIO()
    image.resize((image.width * 8, image.height * 8), NEAREST).convert("1").save(picture, "PNG")
    return ("ticket.png", "image/png", base64.b64encode(picture.getvalue()).decode())
