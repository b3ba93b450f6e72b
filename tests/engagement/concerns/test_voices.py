"""A neighbor adds a voice to what was said, instead of saying it again."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from engagement.concerns import flood, neighbors
from engagement.concerns.models import Concern, Support
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.engagement.concerns.screens import SAID, hidden
from tests.engagement.concerns.test_anonymity import TRACES, everything_stored
from tests.engagement.concerns.test_races import at_once
from tests.factories.concerns import CategoryFactory, ConcernFactory

HERE = {"latitude": 41.9, "longitude": -87.7}
NEXT_DOOR = {"latitude": 41.9006, "longitude": -87.7004}
FAR = {"latitude": 41.95, "longitude": -87.7}


@pytest.fixture
def said_before(millrace):
    return ConcernFactory.create(area=millrace, public=True, **HERE)


def asked(resident, **more):
    """The second screen for someone who says nearly the same nearby."""
    words = "The motorbikes are racing along the river path, always after dark"
    return resident.look_over(text=words, **NEXT_DOOR, **more)


def add(resident, page, concern, **more):
    form = {**SAID, "token": hidden(page, "token"), "support": concern.pk, **more}
    return resident.client.post("/concerns/voices/", form)


def test_the_second_screen_shows_what_neighbors_said_nearby(resident, said_before):
    page = asked(resident).text
    assert "Is it one of these?" in page
    assert "Motorbikes race on the river path after dark." in page


@pytest.mark.parametrize(
    "other",
    [
        {"public": False, **HERE},
        {"public": True, "state": "resolved", **HERE},
        {"public": True, **FAR},
        {"public": True, **HERE, "text": "A broken lamp at the bus stop has been out for weeks."},
    ],
)
def test_private_done_distant_and_different_concerns_are_not_shown(resident, other):
    ConcernFactory.create(**other)
    assert "Is it one of these?" not in asked(resident).text


def test_without_a_point_the_area_is_looked_at_and_more_must_be_alike(resident, millrace):
    ConcernFactory.create(area=millrace, public=True)
    near = resident.look_over(text="Motorbikes race on the path after dark", near="millrace")
    unlike = resident.look_over(text="Motorbikes keep us awake all summer long", near="millrace")
    assert "Is it one of these?" in near.text
    assert "Is it one of these?" not in unlike.text


def test_accents_endings_and_the_kind_bring_the_likeliest_first():
    noise = CategoryFactory.create()
    other = ConcernFactory.create(public=True, text="Música en el parque los domingos", **HERE)
    same = ConcernFactory.create(
        public=True, category=noise, text="Musica muy fuerte en el parque de noche", **HERE
    )
    found = neighbors.like(
        "Ponen música fuerte en el parque, por la noche", **HERE, area=None, category=noise
    )
    assert found == [same, other]


def test_adding_a_voice_makes_no_second_concern(resident, said_before):
    page = asked(resident)
    answer = add(resident, page, said_before, text="I cannot sleep.")
    assert "Your voice is added" in answer.text
    assert "One more neighbor says the same." in answer.text
    assert Concern.objects.get().support_count == 1
    assert Support.objects.get().text == "I cannot sleep."


def test_one_form_is_one_voice(resident, said_before):
    page = asked(resident)
    add(resident, page, said_before)
    again = add(resident, page, said_before)
    assert "Your voice counts already" in again.text
    assert Concern.objects.get().support_count == 1


def test_one_address_is_one_voice(resident, said_before):
    for _time in range(2):
        said = {"who": "named", "news_email": "nadia@example.org"}
        add(resident, asked(resident, who="named"), said_before, **said)
    assert Concern.objects.get().support_count == 1


def test_a_voice_needs_a_form_of_ours(resident, said_before):
    answer = resident.client.post(
        "/concerns/voices/", {"token": "made-up", "support": said_before.pk}
    )
    assert answer.status_code == 302
    assert not Support.objects.exists()


def test_the_address_of_an_anonymous_voice_is_not_even_read(resident, said_before):
    resident.client.defaults.update(TRACES)
    add(resident, asked(resident), said_before, news_email="nadia@example.org")
    stored = "\n".join(everything_stored())
    for trace in ("nadia@example.org", *TRACES.values()):
        assert trace not in stored


def test_supporters_with_an_address_are_told_when_it_moves(resident, said_before, dana):
    page = asked(resident, who="named")
    assert "Email, if you want news" in page.text
    add(resident, page, said_before, who="named", news_email="nadia@example.org")
    assert not Message.objects.exists()
    said_before.close(dana, "resolved", "We talked to the riders.")
    mail = Message.objects.get()
    assert mail.to == "nadia@example.org"
    assert "We talked to the riders." in mail.text
    assert f"/concerns/{said_before.pk}/" in mail.text


def test_supporters_of_a_sensitive_concern_are_not_mailed(said_before, dana, sam):
    Support.objects.add(said_before, "a token", email="nadia@example.org")
    said_before.mark_sensitive(sam)
    said_before.close(sam, "resolved", "Done.")
    assert not Message.objects.exists()


def test_a_wrong_address_is_said_and_nothing_is_counted(resident, said_before):
    answer = add(
        resident, asked(resident, who="named"), said_before, who="named", news_email="not one"
    )
    assert "That is no email address" in answer.text
    assert not Support.objects.exists()


def test_a_closed_or_private_concern_takes_no_voice(resident, said_before, dana):
    page = asked(resident)
    said_before.close(dana, "resolved", "Done.")
    assert "no longer open" in add(resident, page, said_before).text
    hidden_one = ConcernFactory.create()
    assert add(resident, page, hidden_one).status_code == 404
    with pytest.raises(NotPossible):
        Support.objects.add(hidden_one, "a token")


@pytest.mark.parametrize("number", ["", "0", "-1", "x", "9" * 40])
def test_odd_numbers_support_nothing(resident, said_before, number):
    page = asked(resident)
    form = {"token": hidden(page, "token"), "support": number}
    assert resident.client.post("/concerns/voices/", form).status_code == 404


def test_many_voices_from_one_caller_are_slowed(resident, said_before):
    page = asked(resident)
    for _time in range(flood.VOICES):
        add(resident, page, said_before)
    assert add(resident, page, said_before).status_code == 429


def test_anyone_can_support_from_the_public_page(resident, said_before):
    page = resident.client.get(f"/concerns/{said_before.pk}/")
    assert "Do you see this too?" in page.text
    form = {"token": hidden(page, "token"), "support": said_before.pk}
    assert "Your voice is added" in resident.client.post("/concerns/voices/", form).text
    page = resident.client.get(f"/concerns/{said_before.pk}/")
    assert "One more neighbor says the same." in page.text
    assert "One more neighbor says the same." in resident.client.get("/concerns/").text


def test_the_public_page_names_nobody_and_no_exact_place(client, dana, millrace):
    concern = ConcernFactory.create(
        area=millrace, public=True, named=True, place="12 Mill Lane", wish="Call me", **HERE
    )
    concern.answer(dana, "I will stand there myself.")
    concern.close(dana, "resolved", "We put up a gate.")
    page = client.get(f"/concerns/{concern.pk}/").text
    assert "We put up a gate." in page
    assert "An answer was written" in page
    for secret in ("12 Mill Lane", "Nadia", "Call me", "myself", "Dana", "41.9"):
        assert secret not in page


def test_a_private_concern_has_no_public_page(client, millrace_concern):
    assert client.get(f"/concerns/{millrace_concern.pk}/").status_code == 404


def test_neighbors_cost_one_statement_however_many_there_are():
    ConcernFactory.create_batch(20, public=True, **HERE)
    with CaptureQueriesContext(connection) as asked_for:
        found = neighbors.like(SAID["text"], **HERE, area=None, category=None)
    assert len(found) == 3
    assert len(asked_for) == 1


@pytest.mark.django_db(transaction=True)
def test_voices_at_once_are_all_counted(said_before):
    def voice(number):
        return lambda: Support.objects.add(Concern.objects.get(), f"form {number}")

    at_once(*(voice(number) for number in (1, 1, 2, 3, 4, 5)))
    assert Concern.objects.get().support_count == Support.objects.count() == 5
