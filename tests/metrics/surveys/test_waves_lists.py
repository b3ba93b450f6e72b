"""A list of addresses: read whole or refused, everyone asked once, and nothing of it kept."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from metrics.surveys.models import Asked, Invitation, Sensitive
from metrics.surveys.waves import people
from metrics.surveys.waves.inviting import Person, invite
from portal.areas.models import Area
from portal.notices.addresses import fingerprint
from portal.notices.models import Message, Silence
from portal.refusals import NotPossible
from tests.factories.surveys import WaveFactory


@pytest.fixture
def wave():
    return WaveFactory.create(general=True, frame="list", sample_type="listed")


@pytest.fixture
def send(client, kim, wave):
    client.force_login(kim)

    def send(text="", file=None, name="list.csv"):
        about = {"pasted": text}
        if file is not None:
            about["file"] = SimpleUploadedFile(name, file)
        return client.post(f"/desk/surveys/waves/{wave.pk}/invitations/", about)

    return send


def read(text):
    return people.read(text, Area.objects.all())


def test_a_pasted_list_invites_each_in_their_language_and_place(send, millrace):
    page = send("rosa@example.org,es,11\nomar@example.org\n")
    assert "2 people were invited" in page.text
    rosa = Message.objects.get(to="rosa@example.org", key__endswith="/invitation")
    assert rosa.language == "es"
    areas = set(Invitation.objects.values_list("language", "area"))
    assert areas == {("es", millrace.pk), ("en", None)}


def test_the_result_says_who_was_not_asked_and_why(send):
    Silence.objects.keep(fingerprint("off@example.org"), "surveys")
    Sensitive.objects.keep("grieving@example.org")
    Asked.claim([fingerprint("rested@example.org")], WaveFactory.build().opens_at)
    page = send(
        "new@example.org\noff@example.org\ngrieving@example.org\nrested@example.org\n"
        "NEW@example.org\n"
    ).text
    assert "1 person was invited" in page
    assert "1 was asked something within 90 days" in page
    assert "1 turned these mails off" in page
    assert "1 must not be asked" in page
    assert "1 line repeated an address" in page
    assert set(Message.objects.values_list("to", flat=True)) == {"new@example.org"}


def test_the_same_list_again_invites_nobody_twice(send):
    send("rosa@example.org\nomar@example.org\n")
    again = send("rosa@example.org\nomar@example.org\nwen@example.org\n")
    assert "1 person was invited" in again.text
    assert Invitation.objects.count() == 3


def test_every_wrong_line_is_named_and_nobody_is_invited(send, millrace):
    page = send(
        "email,language,area,zone\nrosa@example.org,es,11,\nnot an address,en,,\n"
        "omar@example.org,fr,,\n\nwen@example.org,en,99,\nlee@example.org,en,11,Mars/Base\n"
        '"=HYPERLINK(""http://evil.example"")",en,,\n'
    ).text
    for told in (
        "5 lines cannot be read",
        "“not an address” is no email address",
        "We do not write in “fr”",
        "“99” is no area",
        "“Mars/Base” is no time zone",
        "=HYPERLINK",
    ):
        assert told in page
    assert "rosa@example.org,es,11" in page  # nothing typed is lost
    assert not Invitation.objects.exists()
    assert not Asked.objects.exists()


def test_lines_are_counted_as_an_editor_counts_them():
    found = read("email\n\nrosa@example.org\n\nwrong\n")
    assert [(each.line) for each in found.wrong] == [5]


@pytest.mark.parametrize(
    "content",
    [
        b"email;language\nrosa@example.org;es\n",
        "\ufeffemail,language\r\nrosa@example.org,es\r\n".encode(),
        "email\tlanguage\nrosa@example.org\tes\n".encode("utf-16"),
        "correo electrónico,idioma\nrosa@example.org,es\n".encode("cp1252"),
        b"language,ignored,E-mail\nes,=1+1,rosa@example.org",
    ],
    ids=["semicolons", "bom", "utf-16", "windows", "another order"],
)
def test_files_as_spreadsheets_save_them_are_read(content):
    found = read(people.decoded(content))
    assert found.people == [Person("rosa@example.org", "es")]
    assert not found.wrong


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (b"PK\x03\x04\x00\x00\x00", "This is no text"),
        (b"a@b.example\n" * 500_000, "larger than 5 MB"),
        (b"a@b.example\n" * 20_001, "at most 20000 people"),
        (b"\n\n", "nobody on this list"),
        (b'"' + b"x" * 200_000 + b"\n", "cannot be read as a table"),
        (b'"rosa@example.org\nomar@example.org\n', "cannot be read as a table"),
    ],
    ids=["zip", "too large", "too many", "empty", "a long quote", "a quote that never ends"],
)
def test_hostile_files_are_refused_in_words(send, file, words):
    page = send(file=file)
    assert page.status_code == 200
    assert words in page.text
    assert not Invitation.objects.exists()


def test_a_list_and_a_file_at_once_are_too_much(send):
    assert "Give one of the two" in send("rosa@example.org", b"omar@example.org").text
    assert "Paste the list, or choose a file" in send().text


def test_only_areas_of_the_wave_are_known(client, kim, riverside, hillside):
    wave = WaveFactory.create(general=True, frame="list", area=riverside)
    client.force_login(kim)
    page = client.post(
        f"/desk/surveys/waves/{wave.pk}/invitations/", {"pasted": "rosa@example.org,en,2"}
    )
    assert "“2” is no area of this wave" in page.text


@pytest.mark.parametrize(
    ("about", "words"),
    [
        ({"draft": True}, "draft"),
        ({"frame": "link", "sample_type": "open"}, "open to anyone"),
        ({"held_at": "2026-01-01T00:00Z"}, "held"),
    ],
    ids=["draft", "link", "held"],
)
def test_a_wave_that_does_not_invite_says_so(about, words):
    wave = WaveFactory.create(**{"general": True, "frame": "list"} | about)
    with pytest.raises(NotPossible, match=words):
        invite(wave, [Person("rosa@example.org")])


def test_addresses_are_nowhere_but_in_the_mails(wave):
    invite(wave, [Person("rosa@example.org")])
    assert {message.to for message in Message.objects.all()} == {"rosa@example.org"}
    for model in (Invitation, Asked, Silence, Sensitive):
        for row in model.objects.values():
            assert "rosa" not in str(row)


@pytest.mark.django_db(transaction=True)
def test_two_uploads_at_once_ask_each_person_once(wave):
    gate = threading.Barrier(4)
    readers = [Person(f"reader{number}@example.org") for number in range(50)]

    def upload(_hand):
        gate.wait()
        try:
            return invite(wave, readers).invited
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(upload, range(4))) == 50
    assert Invitation.objects.count() == 50
    assert Message.objects.count() == 200


def test_many_cost_as_many_statements_as_few(wave, django_assert_max_num_queries):
    invite(wave, [Person("first@example.org")])
    with django_assert_max_num_queries(16):
        invite(wave, [Person(f"reader{number}@example.org") for number in range(300)])


def test_staff_say_whom_not_to_ask_and_take_it_back(client, kim, wave):
    client.force_login(kim)
    invite(wave, [Person("rosa@example.org")])
    about = {"address": "Rosa@example.org"}
    client.post("/desk/surveys/waves/sensitive/", about)
    assert not Message.objects.waiting().exists()
    assert Sensitive.objects.get().by == kim
    client.post("/desk/surveys/waves/sensitive/", about | {"lift": "1"})
    assert not Sensitive.objects.exists()
    assert not Silence.objects.exists()
    assert "email" in client.post("/desk/surveys/waves/sensitive/", {"address": "rosa"}).text


def test_taking_it_back_leaves_a_silence_that_its_owner_asked_for(wave):
    Silence.objects.keep(fingerprint("rosa@example.org"), "surveys")
    Sensitive.objects.keep("rosa@example.org")
    Sensitive.objects.lift("rosa@example.org")
    assert Silence.objects.exists()
