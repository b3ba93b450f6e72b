"""What staff prepare before a meeting: each page is accessible on a phone and at a desk."""

import pytest
from django.urls import reverse

from engagement.events.models import Starter
from tests.factories.events import SessionFactory
from tests.factories.questions import a_question
from tests.factories.series import a_course, a_series


@pytest.fixture
def pages(millrace, dana, kim):
    """One meeting with a question, one that repeats, a course and a starter."""
    session = SessionFactory.create(event__area=millrace, capacity=30)
    event = session.event
    question = a_question(event)
    series = a_series(millrace, by=dana)
    course = a_course(millrace)
    Starter.objects.keep(event, "Beat meeting")
    return [
        reverse(f"desk_events:{name}", args=args)
        for name, *args in (
            ("list",),
            ("new",),
            ("new_series",),
            ("new_course",),
            ("starters",),
            ("event", event.pk),
            ("edit", event.pk),
            ("questions", event.pk),
            ("question", question.pk),
            ("words", event.pk, "es"),
            ("mail", event.pk),
            ("kept_seats", session.pk),
            ("series", series.pk),
            ("course", course.pk),
            ("finished", course.pk),
        )
    ]


@pytest.mark.parametrize("width", [360, 1280])
def test_every_page_of_preparing_is_accessible(open_browser, axe, sign_in, kim, pages, width):
    page = open_browser(width=width, bypass_csp=True)
    sign_in(page, kim)
    for address in pages:
        assert page.goto(address).ok, address
        axe(page)
        wider = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wider <= 0, address
