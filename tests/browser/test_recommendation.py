"""A board recommends, the day passes, and the police answer where everyone can see it."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from partnerships.boards.models import Recommendation
from tests.browser.acts import press
from tests.factories.boards import (
    BoardFactory,
    BoardMemberFactory,
    CommentFactory,
    ConsultationFactory,
    RecommendationActionFactory,
    RecommendationAnswerFactory,
    RecommendationFactory,
    ResponseRowFactory,
)

REGISTER = "/boards/recommendations/"
DAY = timedelta(days=1)
LONG = "Donaudampfschifffahrtsgesellschaftskapitänspatentprüfungskommission " * 2


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def late(today):
    """Made 50 days ago, so its answer was due five days ago."""
    cache.clear()
    board = BoardFactory.create(name="Community Policing Council")
    BoardMemberFactory.create(board=board, name="Ines", role="chair")
    return RecommendationFactory.create(
        board=board, made_on=today - 50 * DAY, title="Post every policy"
    )


@pytest.fixture
def answered(late):
    """Of the same board; its name is what somebody typed in one go."""
    one = RecommendationFactory.create(board=late.board, is_answered=True, title=LONG)
    RecommendationAnswerFactory.create(recommendation=one)
    RecommendationActionFactory.create(recommendation=one)
    return one


@pytest.fixture
def drafts(today):
    """One that is open, one whose comments are being settled, one that is answered."""
    open_one = ConsultationFactory.create()
    CommentFactory.create(consultation=open_one, passage=open_one.passages.first(), text=LONG)
    closed = ConsultationFactory.create(is_closed=True)
    CommentFactory.create(consultation=closed)
    ResponseRowFactory.create(consultation=closed, number=1)
    done = ConsultationFactory.create(
        is_closed=True, answered_at=timezone.now(), outcome=f"It holds from {today}."
    )
    said = CommentFactory.create(consultation=done)
    ResponseRowFactory.create(consultation=done, number=1).comments.add(said)
    return {"open": open_one, "closed": closed, "answered": done}


@pytest.fixture
def public_pages(late, answered, drafts):
    return [
        "/boards/",
        late.board.get_absolute_url(),
        REGISTER,
        f"{REGISTER}?status=withdrawn",
        late.get_absolute_url(),
        answered.get_absolute_url(),
        "/boards/consultations/",
        *(draft.get_absolute_url() for draft in drafts.values()),
    ]


@pytest.fixture
def desk_pages(late, answered, drafts, kim):
    BoardMemberFactory.create(board=late.board, user=kim, role="liaison")  # so Kim may file, too
    board = f"/desk/boards/{late.board.slug}/"
    return [
        "/desk/boards/",
        "/desk/boards/new/",
        board,
        f"{board}members/new/",
        f"{board}recommendations/new/",
        late.desk_url,
        answered.desk_url,
        f"/desk/boards/actions/{answered.actions.get().pk}/result/",
        "/desk/boards/consultations/new/",
        *(draft.desk_url for draft in drafts.values()),
        f"/desk/boards/rows/{drafts['closed'].rows.get().pk}/",
        f"/desk/boards/comments/{drafts['open'].comments.get().pk}/",
    ]


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_boards_is_accessible_and_does_not_scroll_sideways(
    open_browser, sign_in, axe, kim, public_pages, desk_pages, width
):
    page = open_browser(width=width, bypass_csp=True)
    for address in public_pages:
        look_at(page, axe, address)
    sign_in(page, kim)
    for address in desk_pages:
        look_at(page, axe, address)


@pytest.mark.parametrize("width", [360, 1280])
def test_a_comment_that_needs_a_second_look_is_accessible(open_browser, axe, drafts, width):
    page = open_browser(width=width, bypass_csp=True)
    page.goto(drafts["open"].get_absolute_url())
    press(page, page.get_by_role("button", name="Send my comment"))
    axe(page)
    page.get_by_role("textbox", name="Your comment").fill("Call me at 312-555-0142.")
    press(page, page.get_by_role("button", name="Send my comment"))
    axe(page)
    press(page, page.get_by_role("button", name="Send it"))
    axe(page)
    assert not sideways(page)


@pytest.mark.parametrize("scheme", ["dark"])
def test_the_register_is_readable_at_dusk(open_browser, axe, late, answered, scheme):
    page = open_browser(width=360, color_scheme=scheme, bypass_csp=True)
    for address in ("/boards/", REGISTER, late.get_absolute_url(), answered.get_absolute_url()):
        look_at(page, axe, address)


def test_an_overdue_recommendation_is_answered_in_the_open_without_any_script(
    open_browser, sign_in, kim, late, today
):
    visitor = open_browser(width=360, java_script_enabled=False)
    visitor.goto(REGISTER)
    row = visitor.locator("#register li").filter(has_text="Post every policy")
    assert row.get_by_text("Answer 5 days late").is_visible()
    press(visitor, row.get_by_role("link", name="Post every policy", exact=True))
    assert visitor.get_by_text("There is no answer. It was due on").is_visible()

    desk = open_browser(width=360, java_script_enabled=False)
    sign_in(desk, kim)
    desk.goto("/desk/boards/")
    assert desk.get_by_text("1 answer is overdue. Everyone can see that.").is_visible()
    press(desk, desk.get_by_role("link", name="Post every policy", exact=True))
    desk.get_by_text("Accepted in part", exact=True).click()
    press(desk, desk.get_by_role("button", name="Publish the answer"))
    assert desk.get_by_label("Accepted in part", exact=True).is_checked()
    desk.get_by_label("Why?").fill("Tactics stay closed; all else is posted.")
    press(desk, desk.get_by_role("button", name="Publish the answer"))
    desk.get_by_label("What will be done?").fill("Post the first forty policies")
    desk.get_by_label("Which office does it?").fill("Records Division")
    desk.get_by_label("Who at that office?").select_option(label="Kim")
    desk.get_by_label("By which day?").fill(f"{today + 30 * DAY}")
    press(desk, desk.get_by_role("button", name="Put it on the list"))

    late.refresh_from_db()
    action = late.actions.get()
    assert (late.verdict, action.owner, action.due_on) == ("partly", kim, today + 30 * DAY)
    visitor.goto(REGISTER)
    row = visitor.locator("#register li").filter(has_text="Post every policy")
    assert row.get_by_text("Accepted in part").is_visible()
    assert not row.get_by_text("Answer 5 days late").is_visible()
    press(visitor, row.get_by_role("link", name="Post every policy", exact=True))
    assert visitor.get_by_text("Tactics stay closed; all else is posted.").is_visible()
    assert visitor.get_by_text("Post the first forty policies", exact=True).is_visible()
    assert visitor.get_by_text("Records Division").is_visible()
    assert visitor.get_by_text("Kim").count() == 0


def test_an_officer_reads_what_is_owed_and_cannot_answer_it(open_browser, sign_in, dana, late):
    page = open_browser(width=1280)
    sign_in(page, dana)
    page.goto("/desk/boards/")
    press(page, page.get_by_role("link", name="Post every policy", exact=True))
    assert page.get_by_role("heading", name="Post every policy").is_visible()
    assert page.get_by_role("button", name="Publish the answer").count() == 0
    sent = page.request.post(f"{late.desk_url}answer/", form={"verdict": "accept", "reason": "Yes"})
    assert sent.status == 403
    assert Recommendation.objects.waiting().get() == late


def look_at(page, axe, address):
    assert page.goto(address).ok, address
    axe(page)
    assert not sideways(page), address


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
