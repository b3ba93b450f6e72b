"""How the teams show themselves: drawn faces, a number of their own, a note of who left."""

from __future__ import annotations

import io
import math
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from PIL import Image, ImageDraw

from metrics.demo import team_words
from metrics.demo.places import DISTRICTS, PLACES
from portal.areas.faces import SIDE
from portal.areas.models import HandoverNote, HandoverReading, Portrait, TeamMember
from portal.files.photos import Kept

if TYPE_CHECKING:
    from metrics.demo.city import City
    from portal.areas.models import Area

LARGE = 3 * SIDE  # drawn large, then made small: round edges
# Ground, shoulders and head: shades of the site, of nobody's skin.
SHADES = (
    ("#dfeee4", "#0b4b3f", "#8fbfae"),
    ("#fbeccb", "#5c410a", "#d9b56a"),
    ("#e6e1f1", "#49397a", "#a99ccb"),
    ("#dcebf0", "#1d4f63", "#86b3c2"),
)


def build(city: City) -> None:
    """Every team has a number; most members a picture; one leaves with a note, one without."""
    for number, place in enumerate(PLACES):
        _reach(city.areas[place.code], number)
    for number, code in enumerate(DISTRICTS):
        _reach(city.areas[code], 50 + number)
    members = list(TeamMember.objects.select_related("user", "area").order_by("pk"))
    for number, member in enumerate(members):
        if number % 4 != 3:  # noqa: PLR2004  every fourth has none: initials are a face, too
            alt = f"A drawn figure stands in for a photo of {member}"
            Portrait.objects.show(member, face(number), alt)
    _someone_is_away(city)
    _someone_left(city)


def face(number: int) -> Kept:
    """A figure of three shapes on a plain ground. It looks like nobody."""
    ground, body, head = SHADES[number % len(SHADES)]
    picture = Image.new("RGB", (LARGE, LARGE), ground)
    draw = ImageDraw.Draw(picture)
    lean = LARGE * 0.03 * math.sin(number * 2.4)
    middle = LARGE / 2 + lean
    wide = LARGE * (0.36 + 0.03 * math.cos(number))
    draw.ellipse((middle - wide, LARGE * 0.62, middle + wide, LARGE * 1.5), fill=body)
    round_ = LARGE * (0.165 + 0.012 * math.sin(number))
    draw.ellipse(
        (
            middle - round_,
            LARGE * 0.42 - round_ * 1.15,
            middle + round_,
            LARGE * 0.42 + round_ * 1.15,
        ),
        fill=head,
    )
    out = io.BytesIO()
    small = picture.resize((SIDE, SIDE), Image.Resampling.LANCZOS)
    small.save(out, "JPEG", quality=78, optimize=True, progressive=True)
    return Kept("photo", "image/jpeg", out.getvalue(), SIDE, SIDE)


def _reach(area: Area, number: int) -> None:
    area.team_email, area.team_phone = f"{area.slug}@police.example", f"555-01{number:02}"
    area.save(update_fields=["team_email", "team_phone", "changed_at"])


def _someone_is_away(city: City) -> None:
    """The second officer of the first beat to try out is on leave, and the first stands in."""
    lead, other = TeamMember.objects.current().filter(area=city.areas["22"]).order_by("pk")[:2]
    other.away_until_on, other.covered_by = city.today + timedelta(days=9), lead
    other.save(update_fields=["away_until_on", "covered_by"])


def _someone_left(city: City) -> None:
    """Whoever served before: from one beat with a note that was read, from another without."""
    for code, wrote in (("22", True), ("31", False)):
        area = city.areas[code]
        came = city.today - timedelta(days=1400)
        left = city.today - timedelta(days=60)
        before = city.supervisors[DISTRICTS_OF[code]]
        posting = TeamMember.objects.create(
            area=area, user=before, title="Sgt.", duty="led the team", languages=["en"],
            since_on=came, until_on=left,
        )  # fmt: skip
        if wrote:
            at = timezone.make_aware(datetime.combine(left, time(16, 0)))
            note = HandoverNote.objects.create(
                area=area, posting=posting, written_by=before, sent_at=at, created_at=at,
                **team_words.NOTE,
            )  # fmt: skip
            reader = city.officers[code][0]
            HandoverReading.objects.create(note=note, by=reader, at=at + timedelta(days=2))


DISTRICTS_OF = {place.code: place.district for place in PLACES}
