"""Everything about one person as a ZIP: pages to read in each language, JSON, and tables.

Nothing in it is fetched from anywhere: it opens on a computer that is offline.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tempfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from portal.accounts import my_data
from portal.pages.models import Agency
from portal.records.export import safe
from portal.records.my_data_words import label

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrOrPromise

    from portal.accounts.models import User


@dataclass(frozen=True)
class Told:
    """A value as a page shows it: words, or pairs with a label, or several of either."""

    words: str = ""
    pairs: tuple[tuple[str, Told], ...] = ()
    items: tuple[Told, ...] = ()


def pack(user: User, tell: Callable[[int, int, _StrOrPromise], None]) -> bytes:
    """The bytes of the ZIP. `tell(done, total, step)` hears how far it is."""
    rooms, languages = my_data.rooms(), [code for code, _name in settings.LANGUAGES]
    total, done = len(rooms) * len(languages) + 1, 0
    about: dict[str, dict[str, Any]] = {}
    for code in languages:
        with translation.override(code):
            about[code] = {}
            for room in rooms:
                with translation.override(user.language):
                    tell(done, total, label(room))
                about[code][room] = my_data.collected(room, user)
                done += 1
    tell(done, total, _("Packing"))
    with tempfile.TemporaryFile() as file:
        with ZipFile(file, "w", ZIP_DEFLATED) as archive:
            own = about.get(user.language) or about[languages[0]]
            for code in languages:
                with translation.override(code):
                    archive.writestr(f"{_page(code)}", _html(user, code, about[code]))
            archive.writestr("my-data.json", _json(own))
            for room, held in own.items():
                if table := _table(held):
                    archive.writestr(f"tables/{_slug(room)}.csv", table)
        file.seek(0)
        return file.read()


def told(value: Any) -> Told:
    """How a page shows what a room holds."""
    if isinstance(value, dict):
        return Told(pairs=tuple((label(key), told(each)) for key, each in value.items()))
    if isinstance(value, (list, tuple, set)) or hasattr(value, "_iterable_class"):
        return Told(items=tuple(told(each) for each in value))
    return Told(words=_words(value))


def _words(value: Any) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "DATE_FORMAT")
    return str(value)


def _html(user: User, code: str, held: dict[str, Any]) -> str:
    """One page, with its own style: nothing else has to be there to read it."""
    names = dict(settings.LANGUAGES)
    others = [(_page(other), names[other], other) for other in names if other != code]
    about = {
        "user": user,
        "agency": Agency.current(),
        "rooms": [(_slug(room), label(room), told(value)) for room, value in held.items()],
        "others": others,
        "at": timezone.now(),
        "code": code,
    }
    return render_to_string("me/data_file.html", about)


def _json(held: dict[str, Any]) -> str:
    plain = json.loads(json.dumps(held, cls=_Everything))
    return json.dumps(plain, ensure_ascii=False, indent=2)


class _Everything(DjangoJSONEncoder):
    def default(self, o: Any) -> Any:
        return list(o) if hasattr(o, "_iterable_class") else super().default(o)


def _table(held: Any) -> str:
    """The rows of a room as CSV; empty where it holds no rows alike."""
    rows = list(held) if not isinstance(held, dict) else [held]
    if not rows or not all(isinstance(row, dict) for row in rows):
        return ""
    head = list(dict.fromkeys(key for row in rows for key in row))
    line = io.StringIO()
    writer = csv.writer(line)
    writer.writerow(head)
    for row in rows:
        writer.writerow([safe(_cell(row.get(key))) for key in head])
    return "\ufeff" + line.getvalue()


def _cell(value: Any) -> Any:
    if isinstance(value, (dict, list, tuple)):
        return json.dumps(value, cls=_Everything, ensure_ascii=False)
    return "" if value is None else value


def _page(code: str) -> str:
    return f"my-data.{code}.html"


def _slug(room: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", room.lower()).strip("-")
