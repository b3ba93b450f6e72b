"""The catalogs of translated text: found in the sources, kept in `locale/`, checked and compiled.

Babel does the reading and writing, so that no machine needs the GNU gettext programs.
"""

from __future__ import annotations

import re
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract as babel_extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from babel.messages.catalog import Message

SOURCES = ("portal", "partnerships", "engagement", "metrics", "templates")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)[a-z]|(?<!\{)\{(\w*)\}(?!\})|%([sd])")


HEADER = "# Texts of Common Ground. Kept by `manage.py translations --update`; translate by hand."


class Problem(NamedTuple):
    kind: str
    text: str


def extract(root: Path) -> Catalog:
    """Every text of the sources, each with the files it stands in."""
    catalog = Catalog(domain="django")
    for path in _files(root):
        place = path.relative_to(root).as_posix()
        for line, text, comments, context in _texts(path):
            catalog.add(text, None, [(place, line)], auto_comments=comments, context=context)
    return catalog


def read(path: Path, locale: str) -> Catalog:
    if not path.exists():
        return Catalog(
            locale, "django", header_comment=HEADER, project="Common Ground", version="1"
        )
    with path.open("rb") as file:
        return read_po(file, locale=locale, domain="django")


def update(root: Path, path: Path, locale: str) -> Catalog:
    """The catalog on disk, with new texts added and those no longer used left out."""
    catalog = read(path, locale)
    catalog.update(extract(root), no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=100, sort_output=True, include_lineno=False)
    return catalog


def check(root: Path, path: Path, locale: str) -> list[Problem]:
    """What is missing, untranslated, doubtful, or would lose a value it should show."""
    known = read(path, locale)
    problems = []
    for message in _messages(extract(root)):
        translated = known.get(message.id, message.context)
        if translated is None:
            problems.append(Problem("missing", _source(message)))
        elif not all(_strings(translated)):
            problems.append(Problem("untranslated", _source(message)))
        elif translated.fuzzy:
            problems.append(Problem("fuzzy", _source(message)))
        elif not _keeps_placeholders(message, translated):
            problems.append(Problem("placeholders differ", _source(message)))
    return problems


def waiting(catalog: Catalog) -> int:
    """How many texts have no translation yet."""
    return sum(1 for message in _messages(catalog) if not all(_strings(message)))


def compile_catalog(path: Path, locale: str) -> Path:
    target = path.with_suffix(".mo")
    with target.open("wb") as file:
        write_mo(file, read(path, locale))
    return target


def _files(root: Path) -> Iterator[Path]:
    for source in SOURCES:
        for path in sorted((root / source).rglob("*")):
            if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts:
                yield path


def _texts(path: Path) -> Iterable[tuple[int, str | tuple[str, ...], list[str], str | None]]:
    code = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # What is no text became X's; indented, they would not read as Python.
        lines = templatize(code, origin=str(path)).splitlines()
        code = "\n".join(line.lstrip() for line in lines)
    return babel_extract("python", BytesIO(code.encode()), KEYWORDS, ["Translators:"])


def _messages(catalog: Catalog) -> Iterator[Message]:
    return (message for message in catalog if message.id)


def _strings(message: Message) -> list[str]:
    string = message.string
    return [text or "" for text in (string if isinstance(string, (list, tuple)) else [string])]


def _ids(message: Message) -> list[str]:
    return list(message.id) if isinstance(message.id, (list, tuple)) else [message.id]


def _source(message: Message) -> str:
    text = _ids(message)[0]
    place = message.locations[0][0] if message.locations else ""
    return f"{place}: {text}"


def _keeps_placeholders(message: Message, translated: Message) -> bool:
    """Each translation shows the same values as the text, or as its plural."""
    allowed = [_placeholders(text) for text in _ids(message)]
    return all(_placeholders(string) in allowed for string in _strings(translated))


def _placeholders(text: str) -> set[str]:
    return {match.group(0) for match in PLACEHOLDER.finditer(text)}
