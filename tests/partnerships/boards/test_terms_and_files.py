"""What other programs read of boards, how long someone sits, and what a draft became."""

import io
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from pypdf import PdfWriter

from engagement.commitments.models import Commitment
from partnerships.boards.models import BoardMember
from portal.notices.models import Message
from tests.factories.boards import (
    BoardFactory,
    BoardMemberFactory,
    CommentFactory,
    ConsultationFactory,
    RecommendationFactory,
)

DAY = timedelta(days=1)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(autouse=True)
def _nothing_kept_from_the_test_before():
    cache.clear()


@pytest.fixture
def today():
    return timezone.localdate()


# For other programs


def test_the_feed_tells_what_a_board_asks_and_that_it_is_overdue(client):
    one = RecommendationFactory.create(late=True, title="Post it", board__name="Youth Council")
    feed = client.get("/boards/recommendations/news.atom")

    assert feed["Content-Type"].startswith("application/atom+xml")
    (entry,) = ET.fromstring(feed.text).iter(f"{ATOM}entry")  # noqa: S314  our own words
    assert entry.findtext(f"{ATOM}title") == f"{one.label} Post it (Answer overdue)"
    assert entry.findtext(f"{ATOM}author/{ATOM}name") == "Youth Council"
    assert entry.findtext(f"{ATOM}summary") == one.text
    assert entry.find(f"{ATOM}link").get("href").endswith(one.get_absolute_url())


def test_programs_read_the_dates_the_answer_and_what_follows(client, kim, today):
    one = RecommendationFactory.create(made_on=today - 50 * DAY)
    one.answer("partly", "Tactics stay closed.", kim)
    one.act("Post forty", owner_words="Records", owner=kim, due_on=today + DAY, by=kim)
    read = client.get(f"/api/v1/recommendations/{one.pk}/").json()

    assert (read["number"], read["board"]) == (one.label, one.board.slug)
    assert read["made_on"] == f"{today - 50 * DAY}"
    assert read["due_on"] == read["first_due_on"] == f"{today - 5 * DAY}"
    assert (read["status"], read["overdue"]) == ("in_progress", False)
    assert (read["verdict"], read["answered_on"]) == ("partly", f"{today}")
    assert read["answers"] == [
        {"verdict": "partly", "reason": "Tactics stay closed.", "on": f"{today}"}
    ]
    (action,) = read["actions"]
    assert (action["what"], action["owner"]) == ("Post forty", "Records")
    assert (action["due_on"], action["done_on"]) == (f"{today + DAY}", None)
    (listed,) = client.get("/api/v1/recommendations/?status=in_progress").json()["results"]
    assert listed["id"] == one.pk
    assert client.get("/api/v1/recommendations/?status=overdue").json()["results"] == []


# A promise that follows from it


def test_a_promise_is_kept_down_with_the_recommendation_it_follows_from(client, kim, today):
    one = RecommendationFactory.create()
    client.force_login(kim)
    new = f"/desk/commitments/new/?recommendation={one.pk}"
    form = client.get(new).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields}
    sent |= {"what": "Post forty policies", "due_on": f"{today + 30 * DAY}"}
    sent |= {"is_public": "on", "owner_words": "Records Division"}
    assert client.post(new, sent).status_code == 302

    assert Commitment.objects.get().recommendation == one
    assert "Post forty policies" in client.get(one.desk_url).text
    client.logout()
    assert "Post forty policies" in client.get(one.get_absolute_url()).text


# The final text


def a_pdf():
    out, writer = io.BytesIO(), PdfWriter()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return SimpleUploadedFile("final.pdf", out.getvalue(), "application/pdf")


def test_the_final_text_is_there_for_everyone_as_a_pdf(client, kim):
    draft = ConsultationFactory.create(is_closed=True)
    CommentFactory.create(consultation=draft, read_at=timezone.now())
    client.force_login(kim)
    to, end = f"{draft.desk_url}conclusion/", {"outcome": "It holds from May."}
    other = SimpleUploadedFile("final.pdf", b"no such thing", "application/pdf")
    refused = client.post(to, {**end, "file": other})
    assert refused.status_code == 200
    assert "It holds from May." in refused.text
    assert client.post(to, {**end, "file": a_pdf()}).status_code == 302

    client.logout()
    page, file = draft.get_absolute_url(), f"{draft.get_absolute_url()}final/"
    assert file in client.get(page).text
    answer = client.get(file)
    assert answer["Content-Type"] == "application/pdf"
    assert b"".join(answer.streaming_content if answer.streaming else [answer.content]).startswith(
        b"%PDF"
    )


# Terms


@pytest.fixture
def board():
    return BoardFactory.create(name="Youth Council", most_years=6)


def a_seat(**more):
    return {"name": "Ines", "role": "member", "since_on": "2024-03-01", **more}


def new_member(client, board, **more):
    return client.post(f"/desk/boards/{board.slug}/members/new/", a_seat(**more))


def test_a_term_that_passes_the_most_years_is_refused_at_its_last_day(client, kim, board):
    BoardMemberFactory.create(
        board=board, name="ines", since_on=date(2020, 3, 1), until_on=date(2024, 2, 29)
    )
    client.force_login(kim)
    page = new_member(client, board, until_on="2026-03-01")

    (words,) = page.context["form"].errors["until_on"]
    assert "longer than 6 years in a row, counted from March 1, 2020" in words
    assert "until Feb. 28, 2026." in words
    assert 'value="2026-03-01"' in page.text
    assert new_member(client, board, until_on="2026-02-28").status_code == 302


@pytest.mark.parametrize(
    "seat",
    [
        {"role": "liaison"},
        {"name": "Someone else"},
        {"since_on": "2024-08-01"},  # after five months away
    ],
)
def test_the_years_count_for_one_person_in_a_row_with_a_vote(client, kim, board, seat):
    BoardMemberFactory.create(
        board=board, name="Ines", since_on=date(2020, 3, 1), until_on=date(2024, 2, 29)
    )
    client.force_login(kim)
    assert new_member(client, board, until_on="2028-03-01", **seat).status_code == 302


def test_no_end_is_no_way_around_the_most_years(client, kim, board, today):
    client.force_login(kim)
    late = new_member(client, board, since_on=f"{today - 7 * 366 * DAY}")
    assert "until_on" in late.context["form"].errors
    assert new_member(client, board, since_on=f"{today}").status_code == 302
    free = BoardFactory.create(most_years=None)
    assert new_member(client, free, since_on="1999-01-01").status_code == 302


@pytest.mark.parametrize(
    ("since", "last"),
    [((2020, 3, 1), (2026, 2, 28)), ((2020, 2, 29), (2026, 2, 28)), ((2021, 7, 5), (2027, 7, 4))],
)
def test_the_last_day_is_the_one_before_the_years_are_over(board, since, last):
    seat = BoardMember(board=board, name="Ines", since_on=date(*since))
    assert seat.must_end_by == date(*last)


def test_a_new_seat_begins_today_and_says_how_long_it_may_last(client, kim, board, today):
    client.force_login(kim)
    page = client.get(f"/desk/boards/{board.slug}/members/new/").text
    assert f'value="{today}"' in page
    assert "No one sits here longer than 6 years in a row." in page


# The desk


def test_each_link_at_the_desk_leads_where_its_reader_may_go(client, kim, dana, olivia):
    board = BoardFactory.create()
    RecommendationFactory.create(board=board)
    filing, members = f"/desk/boards/{board.slug}/recommendations/new/", f'boards/{board.slug}/">M'
    seen = {}
    for person in (kim, dana, olivia):
        client.force_login(person)
        page = client.get("/desk/boards/").text
        seen[person.name] = (filing in page, members in page, "#answer" in page)
    assert seen == {
        "Kim": (False, True, True),
        "Dana": (False, False, False),
        "Olivia": (True, True, False),
    }


def test_mail_to_a_board_is_a_topic_one_may_turn_off(kim, rosa):
    one = RecommendationFactory.create()
    BoardMemberFactory.create(board=one.board, user=rosa)
    one.answer("accept", "Yes.", kim)
    about = Message.objects.get(to=rosa.email).about
    assert (about.slug, about.optional, about.for_staff) == ("boards", True, False)
