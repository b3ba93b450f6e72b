"""A PDF written anew: its pages, and nothing that hides behind them.

Only what a page shows is carried over. Scripts, actions, forms, comments, links, files
within the file, previews and metadata stay behind, also those inside the photos on a page.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any, cast

from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_PAGES = 60
MOST_OBJECTS = 20_000
# Of a page, only these are carried over.
SHOWN = {"/Type", "/Parent", "/MediaBox", "/CropBox", "/Rotate", "/Resources", "/Contents"}
# Anywhere below a page, these tell of the author or act by themselves.
_HIDDEN = """
/A /AA /Alternates /Annots /EF /JS /JavaScript /LastModified /Launch /Metadata /Names /OC /OPI
/OpenAction /PieceInfo /Private /PtData /Ref /RichMedia /StructParent /StructParents /Thumb /URI
/XFA
"""
HIDDEN = frozenset(_HIDDEN.split())
# What damaged or crafted files make the reader stumble over.
_STUMBLES = (
    PyPdfError, ValueError, TypeError, KeyError, IndexError, AttributeError, AssertionError,
    OSError, RecursionError, MemoryError, NotImplementedError, ZeroDivisionError, OverflowError,
)  # fmt: skip


def rewritten(content: bytes) -> bytes:
    """The same pages in a new file; `NotPossible` in words when that cannot be done."""
    try:
        return _rewritten(content)
    except _STUMBLES as error:
        raise NotPossible(
            _("This PDF cannot be opened safely. Print it to a new PDF, or send photos of it.")
        ) from error


def _rewritten(content: bytes) -> bytes:
    reader = PdfReader(io.BytesIO(content), strict=False)
    if reader.is_encrypted:
        raise NotPossible(_("This PDF is locked. Send one that opens without a password."))
    entries = sum(len(table) for table in reader.xref.values()) + len(reader.xref_objStm)
    if entries > MOST_OBJECTS or len(reader.pages) > MOST_PAGES:
        raise NotPossible(_("This PDF is too long. Send the pages that matter, at most 60."))
    if not reader.pages:
        raise NotPossible(_("This PDF has no pages. Send another, or photos of it."))
    writer = PdfWriter()
    for page in reader.pages:
        hidden = tuple(key for key in page if key not in SHOWN)
        writer.add_page(page, excluded_keys=(*hidden, *HIDDEN))
    for thing in list(_objects(writer)):
        _strip(thing)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _objects(writer: PdfWriter) -> Iterator[DictionaryObject]:
    for number in range(1, len(writer._objects) + 1):  # noqa: SLF001  it offers no other list
        yield from _within(writer.get_object(number))


def _within(thing: Any) -> Iterator[DictionaryObject]:
    """Dictionaries, with those that lie directly inside; what is referred to comes by itself."""
    if isinstance(thing, DictionaryObject):
        yield thing
        for value in dict(thing).values():
            yield from _within(value)
    elif isinstance(thing, ArrayObject):
        for value in list(thing):
            yield from _within(value)


def _strip(thing: DictionaryObject) -> None:
    for key in [key for key in thing if key in HIDDEN]:
        del thing[key]
    if isinstance(thing, StreamObject):
        filters = thing.get("/Filter")
        names = filters if isinstance(filters, list) else [filters]
        if NameObject("/JPXDecode") in names:
            raise NotPossible(
                _("This PDF cannot be opened safely. Print it to a new PDF, or send photos of it.")
            )
        if names == [NameObject("/DCTDecode")]:
            stream = cast("Any", thing)
            stream._data = bare_jpeg(stream._data)  # noqa: SLF001  as it is stored, undecoded


def bare_jpeg(photo: bytes) -> bytes:
    """A JPEG without what cameras write beside the picture: where, when, with what."""
    if not photo.startswith(b"\xff\xd8"):
        raise ValueError("not a JPEG")
    out, at = bytearray(photo[:2]), 2
    while photo[at : at + 1] == b"\xff":
        marker = photo[at + 1]
        if marker == 0xDA:  # noqa: PLR2004  the picture itself begins, up to the end
            return bytes(out) + photo[at:]
        length = 2 + int.from_bytes(photo[at + 2 : at + 4])
        beside = marker == 0xFE or (0xE1 <= marker <= 0xEF and marker != 0xEE)  # noqa: PLR2004  a comment, or an application's own; EE says how colors are coded
        if not beside:
            out += photo[at : at + length]
        at += length
    raise ValueError("a JPEG without a picture")
