"""Photos and documents with a concern: sent by form, opened by whoever may, by nobody else."""

import re

import pytest
from django.apps import apps
from django.core.files.uploadedfile import TemporaryUploadedFile

from engagement.concerns.models import Attachment, Concern
from portal.records.models import AccessLog
from portal.refusals import NotPossible
from tests.engagement.concerns.pictures import MAKER, document, file, photo, told
from tests.engagement.concerns.screens import code_on, hidden
from tests.engagement.concerns.test_anonymity import TRACES, everything_stored
from tests.factories.concerns import AttachmentFactory, ConcernFactory

ADDRESS = re.compile(r'src="(/concerns/files/[^"]+)"')


def test_photos_and_a_letter_come_with_a_concern(resident):
    sent = [file(photo()), file(document(), "letter.pdf"), file(photo(kind="PNG"))]
    page = resident.send(photos=sent)
    assert "3 files came with it" in page.text
    kinds = Attachment.objects.values_list("kind", "position")
    assert list(kinds) == [("photo", 1), ("document", 2), ("photo", 3)]


def test_a_file_that_cannot_be_kept_is_refused_and_nothing_is_sent(resident):
    page = resident.send(photos=[file(b"<svg/>", "x.svg")])
    assert "Send a photo (JPEG, PNG or WebP) or a PDF." in page.text
    assert "Choose your files again" in page.text
    assert not Concern.objects.exists()


def test_eleven_megabytes_and_six_files_are_refused_in_a_sentence(resident):
    assert "larger than 10 MB" in resident.send(photos=[file(b"x" * 11_000_000)]).text
    many = [file(photo((20, 20))) for _number in range(9)]
    assert "Send at most 5 files" in resident.send(photos=many).text
    assert not Attachment.objects.exists()


def test_no_file_touches_a_disk_on_its_way(resident, monkeypatch):
    monkeypatch.setattr(TemporaryUploadedFile, "__init__", None)
    noisy = photo((3000, 2000), "PNG")
    resident.send(photos=[file(noisy + b"\0" * 3_000_000)])
    assert Attachment.objects.count() == 1


def test_a_double_click_keeps_each_file_once(resident):
    form = {"token": resident.token()}
    first = resident.send(photos=[file(photo())], **form)
    second = resident.send(photos=[file(photo())], **form)
    assert code_on(first) == code_on(second)
    assert Attachment.objects.count() == 1


def test_the_person_who_sent_it_sees_it_in_their_thread(resident):
    code = resident.code(photos=[file(photo()), file(photo())])
    page = resident.track(code).text
    assert 'alt="Photo 1 of 2, sent by a neighbor"' in page
    opened = resident.client.get(ADDRESS.search(page).group(1))
    assert opened["Content-Type"] == "image/jpeg"
    assert opened["Content-Disposition"] == 'inline; filename="photo-1.jpg"'
    assert opened["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert opened["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in opened["Cache-Control"]
    assert opened.content.startswith(b"\xff\xd8")


def test_the_address_of_a_file_is_good_for_an_hour(resident, time_machine):
    time_machine.move_to("2026-03-01 12:00Z", tick=False)
    page = resident.track(resident.code(photos=[file(photo())])).text
    address = ADDRESS.search(page).group(1)
    time_machine.shift(3601)
    assert resident.client.get(address).status_code == 404


def test_a_photo_can_come_with_a_message(resident):
    page = resident.track(resident.code())
    said = {"pass": hidden(page, "pass"), "key": hidden(page, "key"), "text": "See here."}
    for _click in range(2):
        page = resident.client.post("/concerns/track/reply/", {**said, "photos": [file(photo())]})
    assert 'alt="Photo 1 of 1, sent by a neighbor"' in page.text
    assert Attachment.objects.get().message.text == "See here."


def test_a_message_with_a_wrong_file_is_kept_in_the_form(resident):
    page = resident.track(resident.code())
    said = {"pass": hidden(page, "pass"), "key": hidden(page, "key"), "text": "See here."}
    page = resident.client.post("/concerns/track/reply/", {**said, "photos": [file(b"MZ")]})
    assert "Send a photo" in page.text
    assert "See here.</textarea>" in page.text
    assert not Concern.objects.get().thread.exists()


def test_staff_of_the_district_open_it_and_that_is_written_down(
    client, dana, lee, olivia, rosa, millrace
):
    sent = AttachmentFactory.create(concern=ConcernFactory.create(area=millrace))
    address = f"/desk/concerns/{sent.concern_id}/files/{sent.name}/"
    for person, status in ((dana, 200), (olivia, 200), (lee, 404), (rosa, 403)):
        client.force_login(person)
        assert client.get(address).status_code == status
    readers = AccessLog.objects.filter(what="concerns.file").values_list("user__email", flat=True)
    assert set(readers) == {"dana@example.org", "olivia@example.org"}


def test_nobody_opens_a_file_of_another_concern_through_their_own(client, dana, millrace, hillside):
    mine = AttachmentFactory.create(concern=ConcernFactory.create(area=millrace))
    other = AttachmentFactory.create(concern=ConcernFactory.create(area=hillside))
    client.force_login(dana)
    address = f"/desk/concerns/{mine.concern_id}/files/{other.name}/"
    assert client.get(address).status_code == 404
    assert client.post(f"{address}approval/").status_code == 404


def test_everyone_sees_a_photo_only_when_staff_have_let_them(client, dana, millrace):
    sent = AttachmentFactory.create(concern=ConcernFactory.create(area=millrace, public=True))
    page, address = f"/concerns/{sent.concern_id}/", f"/concerns/photos/{sent.name}/"
    assert "<img" not in client.get(page).text.split("<main")[1]
    assert client.get(address).status_code == 404

    client.force_login(dana)
    approval = f"/desk/concerns/{sent.concern_id}/files/{sent.name}/approval/"
    client.post(approval)
    client.logout()
    assert address in client.get(page).text
    assert client.get(address).status_code == 200

    client.force_login(dana)
    client.post(approval, {"hide": "1"})
    assert client.get(address).status_code == 404
    assert apps.get_model("concerns", "AttachmentEvent").objects.count() == 2


def test_a_photo_leaves_the_public_page_with_its_concern(client, dana, millrace):
    sent = AttachmentFactory.create(concern=ConcernFactory.create(area=millrace, public=True))
    sent.approve(dana)
    sent.concern.withdraw(dana)
    assert client.get(f"/concerns/photos/{sent.name}/").status_code == 404


def test_a_document_is_never_public(client, dana, millrace):
    sent = AttachmentFactory.create(
        concern=ConcernFactory.create(area=millrace),
        kind="document",
        content_type="application/pdf",
    )
    with pytest.raises(NotPossible, match="Only photos"):
        sent.approve(dana)
    client.force_login(dana)
    page = client.post(f"/desk/concerns/{sent.concern_id}/files/{sent.name}/approval/", follow=True)
    assert "Only photos are shown on the public page." in page.text


@pytest.mark.parametrize("name", ["made-up", "..%2F..%2Fetc%2Fpasswd", "%00", "x" * 300])
def test_guessed_names_open_nothing(client, dana, name):
    client.force_login(dana)
    assert client.get(f"/concerns/photos/{name}/").status_code == 404
    assert client.get(f"/concerns/files/{name}/").status_code == 404


def test_nothing_of_the_phone_is_kept_with_a_photo(resident):
    resident.client.defaults.update(TRACES)
    code = resident.code(photos=[file(photo(exif=told()), "IMG_4711.jpg")])
    resident.client.get(ADDRESS.search(resident.track(code).text).group(1))
    stored = "\n".join(everything_stored())
    for trace in (*TRACES.values(), code, "IMG_4711", MAKER):
        assert trace not in stored
        assert trace.encode().hex() not in stored  # as bytes are printed


def test_lists_of_files_never_carry_the_bytes(django_assert_num_queries):
    concern = AttachmentFactory.create().concern
    with django_assert_num_queries(1):
        assert "content" in next(iter(concern.attachments.all())).get_deferred_fields()
