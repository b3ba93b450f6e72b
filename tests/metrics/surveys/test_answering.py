"""Answering with the link from a mail: once, without a name, without a script."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection, connections
from django.urls import reverse

from metrics.surveys.errors import NotAnswerable
from metrics.surveys.models import Invitation, Response
from metrics.surveys.tasks import tidy_waves
from portal.notices import outbox
from portal.notices.models import Message


@pytest.fixture
def path(invited):
    _invitation, token = invited
    return reverse("surveys:answer", args=[token])


def test_rosa_reads_the_question_in_spanish_and_answers(client, path):
    page = client.get(path)
    assert "La policía de mi vecindario" in page.text
    assert page["Referrer-Policy"] == "no-referrer"
    assert "no-store" in page["Cache-Control"]
    assert client.post(path, {"listen": "8"}).status_code == 200
    response = Response.objects.get()
    assert response.answers == {"listen": 8}
    assert (response.language, response.mode, response.reminders) == ("es", "web", 0)


def test_a_language_chosen_on_the_device_wins(client, path):
    client.cookies["django_language"] = "en"
    assert "The police in my neighborhood listen" in client.get(path).text


@pytest.mark.parametrize(("choice", "kept"), [("88", 88), ("77", 77)])
def test_no_answer_is_kept_as_none_and_never_scored(client, path, choice, kept):
    client.post(path, {"listen": choice})
    assert Response.objects.get().answers == {"listen": kept}
    assert Response.objects.estimate("listen") is None


@pytest.mark.parametrize("wrong", ["", "11", "-1", "seven", "7.5", "99"])
def test_what_is_no_answer_is_asked_again(client, path, wrong):
    page = client.post(path, {"listen": wrong})
    assert page.status_code == 200
    assert "usa-error-message" in page.text
    assert not Response.objects.exists()


def test_a_link_works_once(client, path):
    client.post(path, {"listen": "8"})
    for attempt in (client.get(path), client.post(path, {"listen": "0"})):
        assert attempt.status_code == 410
    assert Response.objects.get().answers == {"listen": 8}


@pytest.mark.parametrize("token", ["guessed", "A" * 27, "' OR 1=1 --", "%00"])
def test_a_guessed_link_opens_nothing(client, invited, token):
    assert client.get(reverse("surveys:answer", args=[token])).status_code == 404
    assert client.post(f"/surveys/{token}/", {"listen": "8"}).status_code == 404


def test_the_hash_in_the_database_is_no_link(client, invited):
    invitation, _token = invited
    assert client.get(f"/surveys/{invitation.token_hash}/").status_code == 404


def test_a_closed_question_says_so(client, path, next_morning):
    next_morning.shift(timedelta(days=14))
    page = client.get(path)
    assert page.status_code == 410
    assert client.post(path, {"listen": "8"}).status_code == 410
    assert not Response.objects.exists()


def test_what_was_begun_before_the_end_is_taken_within_the_hour(
    client, path, invited, next_morning
):
    invitation, _token = invited
    next_morning.move_to(invitation.wave.closes_at + timedelta(minutes=30))
    assert client.post(path, {"listen": "8"}).status_code == 200
    assert Response.objects.get().is_late


@pytest.mark.usefixtures("mailoutbox")
def test_an_answer_after_the_reminder_says_so(client, path, next_morning):
    next_morning.shift(timedelta(days=3))
    outbox.send_due()
    client.post(path, {"listen": "8"})
    assert Response.objects.get().reminders == 1


def test_answering_needs_neither_cookie_nor_script(client, path):
    client.handler.enforce_csrf_checks = True
    page = client.get(path)
    assert "sessionid" not in page.cookies
    assert client.post(path, {"listen": "8"}).status_code == 200


def test_answering_is_cheap(client, path, django_assert_max_num_queries):
    client.get(path)
    with django_assert_max_num_queries(14):
        client.post(path, {"listen": "8"})


class TestUnlinkability:
    def test_an_answer_says_nothing_of_who_or_when(self):
        fields = {field.name for field in Response._meta.get_fields()}
        assert fields == {
            "id",
            "wave",
            "area",
            "answered_on",
            "language",
            "mode",
            "reminders",
            "is_late",
            "is_partial",
            "flags",
            "lot",
            "age_band",
            "sex",
            "race_ethnicity",
            "weight",
            "batch",
            "is_folded",
            "answers",
        }

    def test_an_invitation_says_nothing_of_whom_or_when_it_was_used(self):
        fields = {field.name for field in Invitation._meta.get_fields()}
        assert fields == {
            "id",
            "wave",
            "area",
            "token_hash",
            "language",
            "invited_on",
            "outcome",
        }

    @pytest.mark.usefixtures("mailoutbox")
    def test_once_answered_no_mail_leads_to_the_person(self, invited):
        invitation, _token = invited
        outbox.send_due()
        invitation.answer({"listen": 3})
        for message in Message.objects.filter(key__in=invitation.mail_keys):
            assert (message.to, message.fingerprint, message.user, message.text) == (
                "",
                "",
                None,
                "",
            )

    def test_once_over_nothing_of_the_invitations_is_left(self, invited, next_morning):
        invitation, _token = invited
        next_morning.shift(timedelta(days=15))
        tidy_waves()
        assert not Invitation.objects.exists()
        assert not Message.objects.exclude(to="").exists()
        wave = type(invitation.wave).objects.with_counts().get()
        assert (wave.invited, wave.answered) == (1, 0)

    def test_mixing_breaks_the_order_of_rows(self, invited):
        invitation, _token = invited
        wave = invitation.wave
        for score in range(10):
            Response.objects.create(wave=wave, language="en", answers={"listen": score})

        def in_order(of="answers ->> 'listen'"):
            with connection.cursor() as cursor:
                cursor.execute(f"SELECT {of} FROM surveys_response ORDER BY ctid")  # noqa: S608
                return [row[0] for row in cursor.fetchall()]

        before = in_order()
        orders = set()
        for _ in range(5):
            Response.mix(wave)
            orders.add(tuple(in_order()))
        assert sorted(in_order()) == sorted(before)
        assert len(orders | {tuple(before)}) > 1
        assert len(set(in_order("xmin::text"))) == 1

    def test_ids_say_nothing_of_the_order(self, invited):
        ids = [Response(wave=invited[0].wave).pk for _ in range(20)]
        assert ids != sorted(ids)


@pytest.mark.django_db(transaction=True)
def test_a_link_used_in_eight_windows_counts_once(invited):
    invitation, _token = invited
    gate = threading.Barrier(8)

    def answer(score):
        gate.wait()
        try:
            Invitation.objects.select_related("wave").get(pk=invitation.pk).answer(
                {"listen": score}
            )
        except NotAnswerable:
            return 0
        else:
            return 1
        finally:
            connections.close_all()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(answer, range(8))) == 1
    assert Response.objects.count() == 1
