"""Rooms fill places on shared pages without the shared page knowing them."""

import pytest
from django.template import Context, Template

from portal.pages import panels


@pytest.fixture
def places(monkeypatch):
    """No room has registered anything yet."""
    monkeypatch.setattr(panels, "_panels", panels.defaultdict(list))


def names(found):
    return [template for template, _context in found]


def test_panels_come_in_order(places, rf):
    panels.panel("home", template="second.html", order=20)(lambda _request: {})
    panels.panel("home", template="first.html", order=10)(lambda _request: {})
    assert names(panels.filled("home", rf.get("/"))) == ["first.html", "second.html"]


def test_a_panel_with_nothing_to_show_is_left_out(places, rf):
    panels.panel("home", template="empty.html")(lambda _request: None)
    assert panels.filled("home", rf.get("/")) == []


def test_a_panel_hears_what_the_page_is_about(places, rf):
    panels.panel("area", template="area.html")(lambda _request, *, area: {"seen": area})
    assert panels.filled("area", rf.get("/"), area="Millrace")[0][1] == {"seen": "Millrace"}


def test_a_panel_for_a_page_that_has_no_place_is_a_mistake(places):
    with pytest.raises(ValueError, match="No page has"):
        panels.panel("attic", template="attic.html")


def test_the_tag_renders_what_rooms_show(places, rf):
    panels.panel("home", template="components/empty.html")(
        lambda _request: {"what": "No meetings yet", "hint": ""}
    )
    page = Template('{% load pages %}{% panels "home" %}')
    assert "No meetings yet" in page.render(Context({"request": rf.get("/")}))
