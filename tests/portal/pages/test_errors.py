"""When something is wrong the page says what, and what to do about it."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.test import Client
from django.urls import path

from portal import urls
from portal.pages import errors


def fail(error):
    def view(_request):
        raise error

    view.login_required = False
    return view


urlpatterns = [
    *urls.urlpatterns,
    path("breaks/", fail(RuntimeError("oh"))),
    path("refuses/", fail(PermissionDenied())),
    path("odd/", fail(SuspiciousOperation("odd"))),
]
handler400, handler403 = urls.handler400, urls.handler403
handler404, handler500 = urls.handler404, urls.handler500


@pytest.fixture
def visitor(settings):
    """A visitor of the site with three broken pages, who sees errors as people do."""
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


def test_a_page_that_is_not_there(client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "There is no page here" in response.text
    assert "Skip to the main part" in response.text


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/odd/", 400, "We could not read that"),
        ("/refuses/", 403, "This page is not open to you"),
        ("/breaks/", 500, "Something broke on our side"),
    ],
)
def test_each_error_says_what_to_do(visitor, address, status, words):
    response = visitor.get(address)
    assert response.status_code == status
    assert words in response.text


def test_a_broken_page_asks_nothing_of_the_database(visitor, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert visitor.get("/breaks/").status_code == 500


def test_a_broken_page_speaks_both_languages(visitor):
    assert "Algo falló de nuestro lado" in visitor.get("/breaks/").text


def test_the_last_words_need_no_template(rf, monkeypatch):
    monkeypatch.setattr(errors, "get_template", fail(OSError("disk")))
    assert b"Something broke" in errors.broken(rf.get("/")).content


def test_a_form_that_stood_open_too_long_says_the_text_is_kept():
    strict = Client(enforce_csrf_checks=True)
    response = strict.post("/accounts/login/", {"login": "rosa@example.org"})
    assert response.status_code == 403
    assert "your text is kept there" in response.text
