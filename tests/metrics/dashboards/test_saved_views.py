"""People keep the ways they look at the board, under names that only they see."""

import pytest

from metrics.dashboards.models import SavedView
from metrics.dashboards.models.saved_view import MOST

VIEWS = "/command/views/"


@pytest.fixture
def board(client, kim):
    client.force_login(kim)
    return client


def kept(kim, name="Month", query="period=last-month", rhythm=""):
    return SavedView.objects.keep(kim, name, query, rhythm=rhythm)


def test_kim_keeps_what_she_sees_and_opens_it_again(board, kim, hillside):
    answer = board.post(
        VIEWS, {"name": "Hill", "query": "period=last-month&area=hillside&page=3&next=//evil"}
    )
    view = SavedView.objects.get()

    assert view.query == "period=last-month&area=hillside"
    assert answer.url == view.get_absolute_url()
    assert board.get(answer.url).context["board"].these.where == "Hillside"
    assert "Hill" in board.get("/command/").text


def test_a_view_without_a_name_is_asked_for_one_and_the_page_stays(board, hillside):
    answer = board.post(VIEWS, {"name": " ", "query": "period=last-month&area=hillside"})

    assert "Give it a name first." in answer.text
    assert answer.context["board"].these.where == "Hillside"


@pytest.mark.parametrize(
    "said",
    [
        {"name": "x" * 61},
        {"name": "a\x00b"},
        {"name": "Hill", "rhythm": "hourly"},
        {"name": "Hill", "query": "x" * 1001},
    ],
)
def test_nonsense_is_refused(board, said):
    assert board.post(VIEWS, {"query": ""} | said).status_code == 200
    assert not SavedView.objects.exists()


def test_a_name_is_taken_once(board, kim):
    kept(kim)
    answer = board.post(VIEWS, {"name": "Month", "query": ""})

    assert "You have a view of this name." in answer.text
    assert SavedView.objects.count() == 1


def test_thirty_are_enough(board, kim):
    for number in range(MOST):
        kept(kim, f"View {number}")

    assert "thirty views already" in board.post(VIEWS, {"name": "One more", "query": ""}).text


def test_it_is_renamed_and_gets_a_rhythm(board, kim):
    view = kept(kim)
    board.post(f"{VIEWS}{view.pk}/", {"name": "Every month", "rhythm": "monthly"})
    view.refresh_from_db()

    assert (view.name, view.rhythm) == ("Every month", "monthly")
    assert view.mail_due_at is not None
    assert "On the first of the month" in board.get(VIEWS).text

    board.post(f"{VIEWS}{view.pk}/", {"name": "Every month", "rhythm": ""})
    view.refresh_from_db()
    assert view.mail_due_at is None


def test_it_cannot_take_the_name_of_another(board, kim):
    kept(kim, "One")
    view = kept(kim, "Two")
    answer = board.post(f"{VIEWS}{view.pk}/", {"name": "One", "rhythm": ""})

    assert "You have a view of this name." in answer.text
    view.refresh_from_db()
    assert view.name == "Two"


def test_it_is_deleted_only_once_that_is_confirmed(board, kim):
    view = kept(kim)
    assert "Delete “Month”?" in board.get(f"{VIEWS}{view.pk}/removal/").text
    assert SavedView.objects.exists()

    board.post(f"{VIEWS}{view.pk}/removal/")
    assert not SavedView.objects.exists()


@pytest.mark.parametrize("page", ["", "removal/"])
def test_nobody_touches_the_views_of_another(client, kim, sam, page):
    view = kept(kim)
    client.force_login(sam)

    assert client.get(f"{VIEWS}{view.pk}/{page}").status_code == 404
    assert client.post(f"{VIEWS}{view.pk}/{page}", {"name": "Mine"}).status_code == 404
    assert "Month" not in client.get(VIEWS).text


@pytest.mark.parametrize("rows", [0, 1, 3])
def test_the_list_asks_as_often_however_many(board, kim, rows, django_assert_max_num_queries):
    for row in range(rows):
        kept(kim, f"View {row}")

    with django_assert_max_num_queries(8):
        board.get(VIEWS)
