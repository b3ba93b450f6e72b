"""Photos and documents as phones, programs and people who mean harm send them."""

import io
import struct
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import DictionaryObject, NameObject, TextStringObject

MAKER, OWNER = "Tell-tale Phone 7", "Nadia Example"


def photo(size=(800, 600), kind="JPEG", exif=None, **more):
    """A picture that is green in one corner."""
    picture = Image.new("RGB", size, "red")
    picture.paste((0, 255, 0), (0, 0, size[0] // 4, size[1] // 4))
    out = io.BytesIO()
    picture.save(out, kind, **({"exif": exif} if exif else {}), **more)
    return out.getvalue()


def told(orientation=6, latitude=(41.0, 52.0, 30.0)):
    """What a phone writes beside a picture: who made it, how it was held, where it was."""
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x8298] = MAKER, orientation, OWNER
    where = exif.get_ifd(0x8825)
    where[1], where[2] = "N", latitude
    return exif


def document(*, active=False, password="", pages=1):
    """A PDF with a photo, an author and, when asked, things that act by themselves."""
    out = io.BytesIO()
    picture = Image.open(io.BytesIO(photo((200, 150))))
    picture.save(out, "PDF", author=OWNER)
    writer = PdfWriter(clone_from=io.BytesIO(out.getvalue()))
    stored = writer.pages[0]["/Resources"]["/XObject"]["/image"].get_object()
    stored._data = photo((200, 150), exif=told())  # noqa: SLF001  as it would be stored
    for _page in range(pages - 1):
        writer.add_blank_page(100, 100)
    if active:
        script = DictionaryObject(
            {
                NameObject("/S"): NameObject("/JavaScript"),
                NameObject("/JS"): TextStringObject("app launch"),
            }
        )
        writer.root_object[NameObject("/OpenAction")] = script
        writer.pages[0][NameObject("/AA")] = DictionaryObject({NameObject("/O"): script})
        writer.add_attachment("run.exe", b"MZ run me")
    if password:
        writer.encrypt(password)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def bomb(side=60_000):
    """A few kilobytes of PNG that say they are billions of pixels."""

    def sealed(whole):
        return struct.pack(">I", zlib.crc32(whole))

    def chunk(kind, data):
        return b"".join((struct.pack(">I", len(data)), kind, data, sealed(kind + data)))

    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 1_000_000, 9)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    )


def file(content, name="photo.jpg"):
    return SimpleUploadedFile(name, content, "image/jpeg")
