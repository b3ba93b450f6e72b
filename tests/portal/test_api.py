"""What every room's part of the API shares: the schema, its page, and one shape for trouble."""

import json

import pytest


def test_the_schema_says_what_each_address_does(client):
    schema = json.loads(client.get("/api/v1/schema/").content)
    assert schema["openapi"].startswith("3.1")
    public = {"", "{id}/", "categories/", "thread/"}
    assert {f"/api/v1/concerns/{path}" for path in public} <= set(schema["paths"])
    for operations in schema["paths"].values():
        for operation in operations.values():
            assert operation["summary"]
    assert "/api/v1/desk/concerns/{id}/closure/" in schema["paths"]


def test_the_page_lists_the_operations_without_script_or_other_hosts(client):
    page = client.get("/api/v1/docs/")
    assert "POST /api/v1/concerns/" in page.text
    assert "Idempotency-Key" in page.text
    assert "when_worst" in page.text
    assert "cdn" not in page.text
    assert "<script>" not in page.text
    assert "style=" not in page.text


@pytest.mark.parametrize("method", ["get", "post", "put", "delete"])
def test_an_address_that_is_none_says_so_in_the_shape_of_all_errors(client, method):
    answer = getattr(client, method)("/api/v1/nowhere/")
    assert answer.status_code == 404
    assert answer.json()["errors"]["request"]


def test_the_schema_comes_as_yaml_for_who_prefers_it(client):
    answer = client.get("/api/v1/schema/", headers={"Accept": "application/yaml"})
    assert answer.content.startswith(b"openapi: 3.1")


def test_what_breaks_on_our_side_has_the_same_shape(client, monkeypatch):
    def broken(*_args):
        raise ZeroDivisionError

    monkeypatch.setattr("engagement.concerns.api.public.PublicQuery.narrow", broken)
    client.raise_request_exception = False
    answer = client.get("/api/v1/concerns/")
    assert answer.status_code == 500
    assert "our side" in answer.json()["errors"]["request"][0]
