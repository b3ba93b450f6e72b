"""The named team of an area: who keeps it, and what residents see of it."""

import gzip
import io
import threading
import time
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from portal.areas import faces
from portal.areas.models import Portrait, TeamMember
from portal.files import photos
from portal.pages import kept
from portal.refusals import NotPossible
from tests.factories.accounts import UserFactory
from tests.factories.areas import TeamMemberFactory


def a_photo(width=900, height=600, kind="JPEG"):
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "Spyphone 9"
    Image.new("RGB", (width, height), "teal").save(out, kind, exif=exif)
    return SimpleUploadedFile("me.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture
def posted(dana, millrace):
    """Dana's posting in Millrace."""
    return TeamMemberFactory.create(area=millrace, user=dana, hours="Tuesdays 4 to 6")


@pytest.fixture
def theo(millrace):
    return TeamMemberFactory.create(area=millrace, user=UserFactory.create(name="Theo Lind"))


def address(member):
    return reverse("desk_areas:posting", args=[member.area.slug, member.pk])


def page(client, area):
    return client.get(area.get_absolute_url()).content.decode()


def test_an_officer_gives_hours_and_a_face_and_residents_see_them(client, dana, millrace, posted):
    client.force_login(dana)
    said = {"languages": "en, es", "hours": "Fridays at the library", "photo": a_photo()}

    response = client.post(address(posted), said)

    assert response.status_code == 302
    client.logout()
    text = page(client, millrace)
    assert "Fridays at the library" in text
    assert 'alt="Photo of Officer Dana"' in text
    portrait = Portrait.objects.get()
    assert portrait.get_absolute_url() in text
    served = client.get(portrait.get_absolute_url())
    assert served["Cache-Control"] == "public, max-age=31536000, immutable"
    picture = Image.open(io.BytesIO(served.content))
    assert picture.size == (192, 192)
    assert b"Spyphone" not in served.content
    assert not served.cookies


def test_a_new_photo_comes_under_a_new_name_and_the_old_one_is_gone(client, dana, posted):
    client.force_login(dana)
    client.post(address(posted), {"photo": a_photo()})
    first = Portrait.objects.get().get_absolute_url()

    client.post(address(posted), {"photo": a_photo(), "alt": "Dana at her desk"})

    assert Portrait.objects.get().alt == "Dana at her desk"
    assert client.get(first).status_code == 404


def test_the_words_of_a_photo_are_changed_without_sending_it_again(client, dana, posted):
    client.force_login(dana)
    client.post(address(posted), {"photo": a_photo()})

    client.post(address(posted), {"alt": "Dana at her desk"})

    assert Portrait.objects.get().alt == "Dana at her desk"


def test_a_photo_is_taken_away_and_the_initials_stand_there(client, dana, millrace, posted):
    client.force_login(dana)
    client.post(address(posted), {"photo": a_photo()})

    client.post(reverse("desk_areas:portrait_removal", args=[millrace.slug, posted.pk]))

    assert not Portrait.objects.exists()
    assert ">D</text>" in page(client, millrace)


@pytest.mark.parametrize(
    ("name", "content"),
    [("x.jpg", b"not a photo"), ("x.pdf", b"%PDF-1.4\n%%EOF"), ("empty.jpg", b"")],
)
def test_what_is_no_photo_is_refused_in_words_and_nothing_typed_is_lost(
    client, dana, posted, name, content
):
    client.force_login(dana)
    said = {"hours": "Fridays at the library", "photo": SimpleUploadedFile(name, content)}

    response = client.post(address(posted), said)

    assert response.status_code == 200
    assert "photo" in response.context["form"].errors
    assert "Fridays at the library" in response.content.decode()
    assert not Portrait.objects.exists()


def test_a_document_is_not_a_face(client, dana, posted):
    from pypdf import PdfWriter

    out = io.BytesIO()
    writer = PdfWriter()
    writer.add_blank_page(100, 100)
    writer.write(out)
    client.force_login(dana)

    response = client.post(address(posted), {"photo": SimpleUploadedFile("a.pdf", out.getvalue())})

    assert "Choose one photo" in response.content.decode()


def test_a_face_is_gone_from_the_site_when_the_posting_ends(client, dana, posted):
    client.force_login(dana)
    client.post(address(posted), {"photo": a_photo()})
    TeamMember.objects.update(until_on=timezone.localdate())

    assert client.get(Portrait.objects.get().get_absolute_url()).status_code == 404


def test_out_of_office_says_until_when_and_who_answers(client, dana, millrace, posted, theo):
    client.force_login(dana)
    back = timezone.localdate() + timedelta(days=9)

    client.post(address(posted), {"away_until_on": back.isoformat(), "covered_by": theo.pk})

    text = page(client, millrace)
    assert "Away until" in text
    assert "Officer Theo Lind answers meanwhile." in text


def test_back_before_it_began_is_refused(client, dana, posted):
    client.force_login(dana)

    response = client.post(address(posted), {"away_until_on": "2020-01-01"})

    assert "Choose the day of coming back, after today." in response.content.decode()


def test_nobody_from_another_district_and_not_oneself_stands_in(client, dana, posted, hillside):
    far = TeamMemberFactory.create(area=hillside)
    client.force_login(dana)
    back = (timezone.localdate() + timedelta(days=9)).isoformat()

    for cover in (far, posted):
        response = client.post(address(posted), {"away_until_on": back, "covered_by": cover.pk})
        assert "covered_by" in response.context["form"].errors
    with pytest.raises(NotPossible):
        posted.describe(dana, away_until_on=timezone.localdate(), covered_by=posted)


def test_back_at_work_nobody_stands_in_any_more(client, dana, posted, theo):
    client.force_login(dana)

    client.post(address(posted), {"covered_by": theo.pk})

    posted.refresh_from_db()
    assert posted.covered_by is None


def test_an_unknown_language_is_named(client, dana, posted):
    client.force_login(dana)

    response = client.post(address(posted), {"languages": "en, klingonish"})

    assert "We do not know the language “klingonish”." in response.content.decode()


def test_an_officer_changes_neither_a_colleague_nor_their_own_title(client, dana, posted, theo):
    client.force_login(dana)

    assert client.post(address(theo), {"hours": "Never"}).status_code == 403
    client.post(address(posted), {"title": "Chief", "duty": "runs everything"})

    posted.refresh_from_db()
    assert (posted.title, posted.duty) == ("Officer", "")


def test_a_supervisor_adds_a_member_once_however_often_the_button_is_pressed(
    client, sam, dana, millrace
):
    client.force_login(sam)
    new = reverse("desk_areas:new_posting", args=[millrace.slug])
    said = {"user": dana.pk, "title": "Officer", "since_on": "2026-01-05", "languages": "en"}

    assert client.post(new, said).status_code == 302
    client.post(new, said)

    assert millrace.team.count() == 1
    assert "Officer Dana" in page(client, millrace)


def test_only_colleagues_of_the_district_are_offered(client, sam, dana, lee, rosa, millrace):
    client.force_login(sam)
    new = reverse("desk_areas:new_posting", args=[millrace.slug])

    for stranger in (lee, rosa):
        response = client.post(new, {"user": stranger.pk, "since_on": "2026-01-05"})
        assert "user" in response.context["form"].errors
    assert not TeamMember.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_supervisors_who_add_the_same_officer_at_once_add_one_posting(dana, millrace):
    barrier = threading.Barrier(2)

    def add():
        barrier.wait()
        try:
            TeamMember.objects.post(millrace, dana, since_on=timezone.localdate())
        finally:
            connection.close()

    threads = [threading.Thread(target=add) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert millrace.team.count() == 1


def test_a_posting_ends_and_stays_ended(client, sam, posted, millrace):
    client.force_login(sam)
    end = reverse("desk_areas:end", args=[millrace.slug, posted.pk])
    today = timezone.localdate()

    response = client.post(end, {"on": today.isoformat()})

    assert response["Location"] == reverse("desk_areas:handover", args=[millrace.slug])
    posted.refresh_from_db()
    assert posted.has_ended()
    assert posted.end(today, sam).until_on == today
    with pytest.raises(NotPossible):
        posted.end(today + timedelta(days=1), sam)
    with pytest.raises(NotPossible):
        posted.describe(sam, hours="Late")


def test_a_posting_cannot_end_before_it_began(client, sam, posted, millrace):
    client.force_login(sam)
    end = reverse("desk_areas:end", args=[millrace.slug, posted.pk])

    response = client.post(end, {"on": "2001-01-01"})

    assert "Choose a day after the one they began." in response.content.decode()


def test_the_team_has_a_number_and_an_address_of_its_own(client, sam, millrace, posted):
    client.force_login(sam)
    contact = reverse("desk_areas:contact", args=[millrace.slug])

    refused = client.post(contact, {"team_email": "no address", "team_phone": "555-0100"})
    client.post(contact, {"team_email": "millrace@example.org", "team_phone": "555-0100"})

    assert "no address" in refused.content.decode()
    client.logout()
    text = page(client, millrace)
    assert "mailto:millrace@example.org" in text
    assert "555-0100" in text


def test_a_beat_without_a_team_shows_how_to_reach_the_district_s(client, eastbank, riverside):
    TeamMemberFactory.create(area=riverside)
    riverside.team_email = "riverside@example.org"
    riverside.save()

    assert "riverside@example.org" in page(client, eastbank)


@pytest.mark.parametrize("how_many", [0, 1, 3])
def test_the_page_asks_as_much_however_many_serve_there(client, sam, millrace, how_many):
    for number in range(how_many):
        member = TeamMemberFactory.create(area=millrace, user__name=f"Officer {number}")
        Portrait.objects.create(
            member=member, alt="A face", content=b"x", content_type="image/jpeg", size=1,
            width=192, height=192,
        )  # fmt: skip
    client.force_login(sam)
    team = reverse("desk_areas:team", args=[millrace.slug])
    client.get(team)

    with CaptureQueriesContext(
        connection,
    ) as asked:
        client.get(team)
    statements = [each["sql"] for each in asked]
    assert len(statements) <= 12
    assert not [sql for sql in statements if '"areas_portrait"."content",' in sql]


def test_a_kept_page_shows_a_change_of_the_team_at_once(client, dana, millrace, posted, settings):
    settings.KEEP_PAGES = 600
    kept.forget()
    assert "Tuesdays 4 to 6" in page(client, millrace)

    posted.describe(dana, hours="Fridays at the library")
    time.sleep(2 * kept.LOOK_EVERY)

    assert "Fridays at the library" in page(client, millrace)
    Portrait.objects.show(posted, faces.square(photos.clean([a_photo()])[0]), "Dana")
    time.sleep(2 * kept.LOOK_EVERY)
    assert 'alt="Dana"' in page(client, millrace)
    kept.forget()


def test_the_page_of_an_area_is_small_with_all_its_faces(client, millrace):
    out = io.BytesIO()
    Image.effect_noise((192, 192), 10).convert("RGB").save(out, "JPEG", quality=78)
    for _ in range(3):
        member = TeamMemberFactory.create(area=millrace)
        Portrait.objects.show(
            member, photos.Kept("photo", "image/jpeg", out.getvalue(), 192, 192), "A face"
        )

    text = client.get(millrace.get_absolute_url()).content
    faces_sent = sum(Portrait.objects.values_list("size", flat=True))

    assert len(gzip.compress(text)) + faces_sent < 40_000
