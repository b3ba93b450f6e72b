"""Makes safe what people send: every photo is drawn anew, every document written anew.

Nothing of the file that came is kept but what one sees. Where the phone was, which phone,
hidden previews, scripts and files within files stay behind, and so does whatever a crafted
file meant to do to the program that opens it next.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from portal.files import documents
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.core.files.uploadedfile import UploadedFile

    Upload = UploadedFile[bytes]

MOST = 5
LIMIT = 10 * 1024 * 1024
LONGEST = 2400  # pixels; enough to read a street sign
# What the largest phone cameras take. A JPEG is read at a fraction of its size; the others
# have to be unpacked whole, where a small file can be a very large picture.
MOST_PIXELS = {"JPEG": 110_000_000, "PNG": 25_000_000, "WEBP": 25_000_000}
QUALITY = 85
# Phones turn these into JPEG by themselves when a page asks for JPEG, as ours does. Reading them
# here would take one more decoder, written in C, open to anyone anonymous: it is not worth that.
_APPLE = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")


@dataclass(frozen=True)
class Kept:
    """A file as we keep it."""

    kind: str
    content_type: str
    content: bytes
    width: int | None = None
    height: int | None = None


def clean(files: Iterable[Upload]) -> list[Kept]:
    """The files made safe, in their order; `NotPossible` says which one cannot be, and why."""
    files = [file for file in files if file]
    if len(files) > MOST:
        raise NotPossible(_("Send at most %(most)s files. Choose the clearest.") % {"most": MOST})
    return list(_each(files))


def _each(files: list[Upload]) -> Iterator[Kept]:
    for number, file in enumerate(files, start=1):
        try:
            yield _one(file)
        except NotPossible as refusal:
            if len(files) == 1:
                raise
            words = _("File %(number)s of %(all)s: %(why)s")
            filled = words % {"number": number, "all": len(files), "why": refusal.words}
            raise NotPossible(filled) from refusal


def _one(file: Upload) -> Kept:
    """Decided by what the file holds; its name and what the browser calls it say nothing."""
    if (file.size or 0) > LIMIT:
        raise NotPossible(_("It is larger than 10 MB. Send a smaller one."))
    content = file.read()
    if not content:
        raise NotPossible(_("It is empty. Choose it again."))
    if content[4:8] == b"ftyp" and content[8:12] in _APPLE:
        raise NotPossible(
            _(
                "This is a HEIC photo, which many devices cannot open. Send a screenshot of it,"
                " or set your camera to “Most compatible” and take it again."
            )
        )
    if content.startswith(b"%PDF-"):
        return Kept("document", "application/pdf", documents.rewritten(content))
    return _photo(content)


def _photo(content: bytes) -> Kept:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # broken metadata, which we throw away
            picture = Image.open(io.BytesIO(content), formats=list(MOST_PIXELS))
            if picture.width * picture.height > MOST_PIXELS[str(picture.format)]:
                raise NotPossible(_("It has too many pixels. Send a smaller photo."))
            return _drawn_anew(picture)
    except UnidentifiedImageError as error:
        raise NotPossible(_("Send a photo (JPEG, PNG or WebP) or a PDF.")) from error
    except Image.DecompressionBombError as error:
        raise NotPossible(_("It has too many pixels. Send a smaller photo.")) from error
    except (OSError, ValueError, SyntaxError, EOFError, ZeroDivisionError, MemoryError) as error:
        raise NotPossible(_("This photo is damaged and cannot be opened. Send another.")) from error


def _drawn_anew(picture: Image.Image) -> Kept:
    """Pixels only: upright, at most `LONGEST` on a side, on white where it was see-through."""
    picture.draft("RGB", (LONGEST, LONGEST))
    picture.thumbnail((LONGEST, LONGEST))
    upright = ImageOps.exif_transpose(picture)
    paper = Image.new("RGB", upright.size, "white")
    layer = upright.convert("RGBA") if upright.has_transparency_data else upright.convert("RGB")
    paper.paste(layer, mask=layer if layer.mode == "RGBA" else None)
    out = io.BytesIO()
    paper.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return Kept("photo", "image/jpeg", out.getvalue(), *paper.size)
