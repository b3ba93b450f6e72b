"""How a page is read, its language and colors, is the reader’s choice and kept on the device."""

import pytest


def test_a_reader_chooses_dark_and_the_page_stays(client):
    response = client.post("/theme/", {"theme": "dark", "next": "/help/"})
    assert response.url == "/help/"
    assert 'data-theme="dark"' in client.get("/help/").text


def test_a_reader_goes_back_to_what_the_device_says(client):
    client.post("/theme/", {"theme": "dark", "next": "/"})
    client.post("/theme/", {"theme": "", "next": "/"})
    assert "data-theme" not in client.get("/").text


@pytest.mark.parametrize("wish", ["<script>", "blue", "light dark"])
def test_a_color_we_do_not_have_is_not_kept(client, wish):
    client.post("/theme/", {"theme": wish})
    assert "theme" not in client.cookies or not client.cookies["theme"].value


def test_a_cookie_made_up_elsewhere_does_not_reach_the_page(client):
    client.cookies["theme"] = '"><script>'
    assert "data-theme" not in client.get("/").text


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client, back):
    assert client.post("/theme/", {"theme": "dark", "next": back}).url == "/"


def test_a_reader_switches_the_language_and_the_page_stays(client):
    response = client.post("/language/", {"language": "es", "next": "/help/?a=1"})
    assert response.url == "/help/?a=1"
    assert '<html lang="es"' in client.get("/help/").text


def test_a_page_speaks_the_language_of_the_device(client):
    assert '<html lang="es"' in client.get("/", headers={"accept-language": "es-MX"}).text


def test_looking_around_sets_no_cookie(client):
    assert not client.get("/").cookies


def test_the_other_language_is_named_in_itself(client):
    page = client.get("/").text
    assert 'lang="es">Español</button>' in page


def test_a_page_that_answers_a_form_has_no_switch_that_would_lose_it(client):
    page = client.post("/accounts/login/", {"login": "rosa@example.org", "password": "wrong"}).text
    assert 'value="rosa@example.org"' in page
    assert "Español" not in page
