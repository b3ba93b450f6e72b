"""What everyone reads of boards, and what the desk does."""

import csv
import io
import uuid
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from partnerships.boards.consulting import token_of
from partnerships.boards.models import Board, Comment, Recommendation
from partnerships.boards.voters import COMMENTS
from tests.factories.boards import (
    BoardFactory,
    BoardMemberFactory,
    CommentFactory,
    ConsultationFactory,
    RecommendationActionFactory,
    RecommendationFactory,
)

DAY = timedelta(days=1)
REGISTER = "/boards/recommendations/"
HOSTILE = '<script>alert("x")</script>'


@pytest.fixture(autouse=True)
def _nobody_said_anything_yet():
    """What one test said does not slow the next one down."""
    cache.clear()


def text(response):
    return " ".join(response.text.split())


def test_the_register_counts_misses_first_and_shows_them_first(client):
    RecommendationFactory.create(title="In time")
    RecommendationFactory.create(title="Too late", late=True)
    page = text(client.get(REGISTER))

    assert page.index(">Too late<") < page.index(">In time<")
    assert "Answer 1 day late" in page
    assert '<span class="cg-stat__n">1 <small>of 2</small>' in page


def test_a_list_of_any_length_asks_the_database_as_often(client):
    asked = []
    for _ in range(3):
        with CaptureQueriesContext(
            connection,
        ) as statements:
            client.get(REGISTER)
        asked.append(len(statements))
        RecommendationActionFactory.create()
    assert asked[1] == asked[2]


def test_the_file_has_every_answer_and_no_formula_runs_in_it(client, kim):
    one = RecommendationFactory.create(title="=1+1")
    one.answer("reject", "The law forbids it.", kim)
    raw = b"".join(client.get("/boards/recommendations.csv").streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(raw))

    assert row["title"] == "'=1+1"
    assert (row["status"], row["verdict"]) == ("answered", "reject")
    assert row["reason"] == "The law forbids it."
    meanings = b"".join(client.get(f"{REGISTER}columns.csv").streaming_content).decode()
    assert all(f"{name}," in meanings for name in row)


def test_a_board_shows_terms_and_free_seats(client):
    board = BoardFactory.create(seats=3)
    BoardMemberFactory.create(board=board, name="Ines", until_on=timezone.localdate() + 20 * DAY)
    BoardMemberFactory.create(board=board, name="Left", until_on=timezone.localdate() - DAY)
    BoardMemberFactory.create(board=board, name="Helper", role="liaison")
    page = text(client.get(board.get_absolute_url()))

    assert "Ines" in page
    assert "This term ends soon." in page
    assert "2 seats are free." in page
    assert "Left" not in page


def test_no_officer_is_named_in_public(client, dana):
    one = RecommendationActionFactory.create(owner=dana).recommendation
    assert "Dana" not in client.get(one.get_absolute_url()).text
    assert "Dana" not in client.get(f"/api/v1/recommendations/{one.pk}/").text


def test_hostile_words_are_words(client):
    one = RecommendationFactory.create(title=HOSTILE, text=HOSTILE, why=HOSTILE)
    draft = ConsultationFactory.create(passages=[HOSTILE])
    CommentFactory.create(consultation=draft, text=HOSTILE, name=HOSTILE)
    for page in (one.get_absolute_url(), REGISTER, draft.get_absolute_url()):
        assert HOSTILE not in client.get(page).text


# Comments


@pytest.fixture
def draft():
    return ConsultationFactory.create()


def said(**more):
    return {"text": "Name parks, too.", "about": "", "submission": str(uuid.uuid4()), **more}


def test_a_visitor_comments_on_a_passage_and_finds_it_again(client, draft):
    to = f"{draft.get_absolute_url()}comments/"
    sent = said(about="2", email="rosa@example.org")
    answer = client.post(to, sent)
    assert client.post(to, sent).url == answer.url

    comment = Comment.objects.get()
    assert comment.passage.number == 2
    assert draft.watchers.get().email == "rosa@example.org"
    assert "Name parks, too." in client.get(answer.url).text
    assert "Name parks, too." in client.get(draft.get_absolute_url()).text
    assert "rosa@example.org" not in client.get(draft.get_absolute_url()).text


def test_what_everyone_would_read_is_noticed_before_it_is_sent(client, draft):
    to, sent = f"{draft.get_absolute_url()}comments/", said(text="Call 312-555-0142")
    page = client.post(to, sent)
    assert "This looks like a phone number" in page.text
    assert "Call 312-555-0142" in page.text
    assert client.post(to, {**sent, "anyway": "on"}).status_code == 302


def test_a_view_is_never_what_is_noticed(client, draft):
    to = f"{draft.get_absolute_url()}comments/"
    assert client.post(to, said(text="Let people protest and pray.")).status_code == 302


@pytest.mark.usefixtures("draft")
def test_a_closed_draft_takes_no_comment_and_loses_no_word(client):
    closed = ConsultationFactory.create(is_closed=True)
    page = client.post(f"{closed.get_absolute_url()}comments/", said())
    assert "Comments are closed." in page.text
    assert "Name parks, too." in page.text


def test_a_flood_is_slowed_down(client, draft):
    to = f"{draft.get_absolute_url()}comments/"
    codes = [client.post(to, said(text=f"No. {n}")).status_code for n in range(COMMENTS + 1)]
    assert set(codes[:-1]) == {302}
    assert codes[-1] == 429


def test_a_hidden_comment_keeps_its_place_and_may_be_appealed(client, draft, kim, olivia):
    comment = CommentFactory.create(consultation=draft, text="Buy my lamps")
    client.force_login(kim)
    desk = f"/desk/boards/comments/{comment.pk}/"
    client.post(desk, {"rule": "ad", "why": "It sells lamps."})
    client.logout()
    page = client.get(draft.get_absolute_url()).text
    assert "Buy my lamps" not in page
    assert "It sells lamps." in page
    mine = f"/boards/comments/{token_of(comment)}/"
    client.post(mine, {"why": "Lamps are what the draft is about."})

    client.force_login(kim)
    assert client.post(desk, {"decision": "No.", "show": "no"}).status_code == 403
    client.force_login(olivia)
    client.post(desk, {"decision": "It is on topic.", "show": "yes"})
    assert "Buy my lamps" in client.get(draft.get_absolute_url()).text


def test_every_comment_is_settled_before_the_answers_are_public(client, kim):
    closed = ConsultationFactory.create(is_closed=True)
    first, second = (CommentFactory.create(consultation=closed) for _ in range(2))
    client.force_login(kim)
    desk = closed.desk_url
    end = {"outcome": "It holds from May.", "final_1": "Officers always call for help first."}
    client.post(f"{desk}conclusion/", end)
    closed.refresh_from_db()
    assert closed.answered_at is None
    row = {
        "row": "new",
        "comments": [first.pk],
        "heard": "Say who.",
        "did": "changed",
        "why": "Yes.",
    }
    client.post(f"{desk}rows/", {**row, "submission": str(uuid.uuid4())})
    page = client.post(f"{desk}conclusion/", end).text
    assert "1 comment is in no row yet." in page
    client.post(f"{desk}rows/", {"row": "read", "comments": [second.pk]})
    assert client.post(f"{desk}conclusion/", end).status_code == 302

    page = text(client.get(closed.get_absolute_url()))
    assert "Say who." in page
    assert "Officers always call for help first." in page
    assert "It holds from May." in page


def test_a_consultation_does_not_end_before_it_begins(client, kim):
    client.force_login(kim)
    today = timezone.localdate()
    about = {"title": "Drones", "kind": "policy", "summary": "When they fly.", "draft": "Never."}
    page = client.post(
        "/desk/boards/consultations/new/",
        {**about, "opens_on": f"{today}", "closes_on": f"{today - DAY}"},
    )
    assert "It cannot end before it begins." in page.text
    assert "When they fly." in page.text


# The desk


def test_a_chair_files_and_a_member_does_not(client, rosa, omar):
    board = BoardFactory.create()
    BoardMemberFactory.create(board=board, user=rosa, role="chair")
    BoardMemberFactory.create(board=board, user=omar)
    to = f"/desk/boards/{board.slug}/recommendations/new/"
    sent = {"title": "Post it", "text": "All of it.", "why": "Nobody knows.", "topic": "policy"}
    sent |= {"made_on": f"{timezone.localdate()}", "submission": str(uuid.uuid4())}
    client.force_login(omar)
    assert client.post(to, sent).status_code == 403
    client.force_login(rosa)
    first, again = client.post(to, sent), client.post(to, sent)

    assert first.status_code == 302
    assert first.url == again.url
    assert Recommendation.objects.get().filed_by == rosa
    assert (
        client.post(f"/desk/boards/{BoardFactory.create().slug}/recommendations/new/").status_code
        == 403
    )


def test_command_of_one_district_does_not_answer_for_the_whole_city(client, riverside):
    from tests.factories.accounts import UserFactory

    client.force_login(UserFactory.create(role="command", area=riverside))
    one, here = RecommendationFactory.create(), RecommendationFactory.create(area=riverside)
    answer = {"verdict": "accept", "reason": "Yes.", "known": "0"}
    assert client.post(f"/desk/boards/recommendations/{one.pk}/answer/", answer).status_code == 403
    assert client.post(f"/desk/boards/recommendations/{here.pk}/answer/", answer).status_code == 302


def test_an_answer_without_a_reason_keeps_what_was_chosen(client, kim):
    one = RecommendationFactory.create()
    client.force_login(kim)
    page = client.post(
        f"/desk/boards/recommendations/{one.pk}/answer/", {"verdict": "partly", "reason": ""}
    )
    assert "Say why." in page.text
    assert Recommendation.objects.waiting().count() == 1


def test_police_do_not_open_a_draft_of_oversight(client, kim, olivia):
    theirs = ConsultationFactory.create(is_draft=True, by_oversight=True)
    ours = ConsultationFactory.create(is_draft=True)
    client.force_login(kim)
    assert client.get(theirs.desk_url).status_code == 404
    assert client.get(theirs.get_absolute_url()).status_code == 404
    client.force_login(olivia)
    assert client.get(ours.desk_url).status_code == 404
    assert client.get(theirs.get_absolute_url()).status_code == 200


def test_no_board_takes_the_address_of_the_register(client, kim):
    client.force_login(kim)
    client.post("/desk/boards/new/", {"name": "Recommendations", "kind": "council"})
    assert Board.objects.get().slug == "recommendations-2"


def test_the_register_shows_what_is_about_an_area_and_its_parts(client, millrace, hillside):
    RecommendationFactory.create(title="Lamps", area=millrace, late=True)
    RecommendationFactory.create(title="Paths", area=hillside)
    RecommendationFactory.create(title="Everyone")

    page = text(client.get(REGISTER, {"area": "riverside", "status": "overdue"}))
    nonsense = text(client.get(REGISTER, {"area": "atlantis"}))

    assert ">Lamps<" in page
    assert ">Paths<" not in page
    assert ">Everyone<" in nonsense
