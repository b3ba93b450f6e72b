"""What people send is drawn or written anew: only what one sees is kept."""

import io

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader

from portal.files import documents, photos
from portal.refusals import NotPossible
from tests.engagement.concerns.pictures import MAKER, OWNER, bomb, document, file, photo, told


def kept(content, name="photo.jpg"):
    return photos.clean([file(content, name)])[0]


def refused(*files):
    with pytest.raises(NotPossible) as refusal:
        photos.clean(files)
    return str(refusal.value.words)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_is_kept_as_a_jpeg_without_what_the_phone_wrote(kind):
    sent = photo(kind=kind, exif=told())
    assert MAKER.encode() in sent
    safe = kept(sent)
    again = Image.open(io.BytesIO(safe.content))
    assert again.format == "JPEG"
    assert not again.getexif()
    assert MAKER.encode() not in safe.content
    assert OWNER.encode() not in safe.content
    assert not {"exif", "icc_profile", "comment", "xmp"} & set(again.info)


def test_a_photo_stands_upright():
    safe = kept(photo((800, 600), exif=told(orientation=6)))
    again = Image.open(io.BytesIO(safe.content)).convert("RGB")
    assert again.size == (safe.width, safe.height) == (600, 800)
    assert again.getpixel((590, 10))[1] > 200  # the green corner has turned with it


def test_a_large_photo_is_made_smaller_and_a_small_one_is_left():
    assert kept(photo((4000, 3000))).width == 2400
    assert kept(photo((640, 480))).width == 640


def test_what_was_see_through_is_white():
    clear = Image.new("RGBA", (50, 50), (0, 0, 0, 0))
    out = io.BytesIO()
    clear.save(out, "PNG")
    pixel = Image.open(io.BytesIO(kept(out.getvalue()).content)).getpixel((25, 25))
    assert min(pixel) > 250


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    words=st.text(st.characters(min_codepoint=48, max_codepoint=122), min_size=6, max_size=40),
    orientation=st.integers(0, 9),
    latitude=st.tuples(*[st.floats(0, 59, allow_nan=False)] * 3),
    kind=st.sampled_from(["JPEG", "PNG", "WEBP"]),
)
def test_nothing_that_was_written_beside_a_picture_survives(words, orientation, latitude, kind):
    exif = told(orientation, latitude)
    exif[0x010E] = exif[0x013B] = f"zq{words}"
    sent = photo((64, 48), kind, exif=exif)
    safe = kept(sent).content
    assert f"zq{words}".encode() in sent
    assert f"zq{words}".encode() not in safe
    again = Image.open(io.BytesIO(safe))
    assert not again.getexif()
    assert not again.getexif().get_ifd(0x8825)


def test_the_name_and_what_the_browser_says_count_for_nothing():
    assert kept(photo(kind="PNG"), "letter.pdf").content_type == "image/jpeg"
    assert "Send a photo" in refused(file(b"MZ\x90 a program", "photo.jpg"))


def test_a_picture_that_is_also_a_page_or_an_archive_is_only_a_picture():
    page = b"<script>alert(document.domain)</script>"
    archive = b"PK\x03\x04 evil.class PK\x05\x06" + b"\0" * 18
    gif = b"GIF89a" + archive
    safe = kept(photo() + page + archive).content
    commented = kept(photo(comment=page)).content
    assert b"script" not in safe + commented
    assert b"PK\x03\x04" not in safe
    assert "Send a photo" in refused(file(gif, "gifar.gif"))


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "Send a photo"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "This is a HEIC photo"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0heic", "This is a HEIC photo"),
        (b"", "It is empty"),
        (b"GIF89a\x01\0\x01\0\0\0\0;", "Send a photo"),
        (photo()[:2000], "damaged"),
        (photo(kind="PNG")[:200], "damaged"),
        (bomb(), "too many pixels"),
        (bomb(6_000), "too many pixels"),
        (bomb(4_000), "damaged"),
        (b"x" * (photos.LIMIT + 1), "larger than 10 MB"),
        (b"%PDF-1.7 and then nothing", "cannot be opened safely"),
        (b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\ntrailer<</Root 1 0 R>>", "cannot be"),
    ],
)
def test_what_cannot_be_made_safe_is_refused_in_a_sentence(content, words):
    assert words in refused(file(content))


def test_six_files_are_one_too_many():
    assert refused(*[file(photo((20, 20)))] * 6) == "Send at most 5 files. Choose the clearest."


def test_of_several_the_wrong_one_is_named():
    assert refused(file(photo()), file(b"x")).startswith("File 2 of 2: ")


def test_a_document_keeps_its_pages_and_nothing_behind_them():
    sent = document(active=True)
    safe = kept(sent, "letter.pdf")
    assert safe.content_type == "application/pdf"
    assert MAKER.encode() in sent
    for trace in (b"JavaScript", b"OpenAction", b"MZ run me", b"EmbeddedFile", OWNER.encode()):
        assert trace not in safe.content
    again = PdfReader(io.BytesIO(safe.content))
    assert again.pages[0].images[0].image.size == (200, 150)
    assert MAKER.encode() not in safe.content
    assert "/OpenAction" not in again.root_object
    assert not again.metadata


def test_a_locked_or_endless_document_is_refused():
    assert "This PDF is locked" in refused(file(document(password="secret")))
    assert "too long" in refused(file(document(pages=61)))


def test_a_photo_inside_a_document_loses_what_the_camera_wrote():
    sent = photo((64, 48), exif=told())
    bare = documents.bare_jpeg(sent)
    assert MAKER.encode() not in bare
    assert Image.open(io.BytesIO(bare)).getpixel((2, 2)) == Image.open(io.BytesIO(sent)).getpixel(
        (2, 2)
    )
    with pytest.raises(ValueError, match="JPEG"):
        documents.bare_jpeg(b"not one")
    with pytest.raises(ValueError, match="without a picture"):
        documents.bare_jpeg(b"\xff\xd8\xff\xe1\0\x04ab")
