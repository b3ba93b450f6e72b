"""What other programs read of our areas, and what they never do."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagement.priorities.models import Priority
from portal.api.throttles import Reading
from tests.factories.areas import AreaFactory, TeamMemberFactory, square
from tests.factories.events import SessionFactory

FORCE = "/api/police-department"


def meeting(area, title="Meeting"):
    return SessionFactory.create(event__title=title, event__area=area)


def read(client, path):
    response = client.get(path)
    assert response.status_code == 200, response.content
    return response.json()


def test_any_site_may_read_and_keep_it_a_minute_and_no_cookie_is_set(client, millrace):
    response = client.get("/api/forces")

    assert response["Access-Control-Allow-Origin"] == "*"
    assert "max-age=60" in response["Cache-Control"]
    assert not response.cookies


@pytest.mark.parametrize(
    "path",
    ["/api/forces/met", "/api/met/neighbourhoods", "/api/met/millrace", f"{FORCE}/nowhere",
     f"{FORCE}/nowhere/people", f"{FORCE}/riverside/events", f"{FORCE}/millrace/boundary",
     "/api/forces/police-department/neighbourhoods", "/api/outcomes-for-crime/1"],
)  # fmt: skip
def test_what_is_not_there_is_not_found_as_json(client, millrace, path):
    response = client.get(path)

    assert response.status_code == 404
    assert response.json() == {"error": "Not found."}
    assert response["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("asked", ["", "x", "41", "41,", "nan,1", "1,inf", "4,5,6", "٤,x"])
def test_a_point_that_is_none_is_asked_for_again(client, asked):
    response = client.get("/api/locate-neighbourhood", {"q": asked})

    assert response.status_code == 400
    assert "q=latitude,longitude" in response.json()["error"]


def test_without_beats_the_districts_are_the_neighbourhoods(client, riverside, hillside):
    AreaFactory.create(level="neighborhood", name="Old Town")

    found = read(client, f"{FORCE}/neighbourhoods")

    assert [each["id"] for each in found] == ["hillside", "riverside"]


def test_a_point_in_a_part_of_a_beat_is_in_the_beat(client, millrace):
    millrace.draw(square(-88, 41))
    corner = AreaFactory.create(level="neighborhood", parent=millrace, name="Mill Corner")
    corner.draw(square(-88, 41, 0.1))

    found = read(client, "/api/locate-neighbourhood?q=41.05,-87.95")

    assert found == {"force": "police-department", "neighbourhood": "millrace"}


def test_a_point_in_a_district_where_no_beat_is_drawn_is_nowhere(client, riverside, millrace):
    riverside.draw(square(-88, 41))

    assert client.get("/api/locate-neighbourhood?q=41.5,-87.5").status_code == 404


def test_only_meetings_that_everyone_finds_are_listed(client, millrace):
    meeting(millrace, "Open")
    draft = meeting(millrace, "Draft").event
    draft.published_at = None
    draft.save()
    hidden = meeting(millrace, "Hidden").event
    hidden.unlisted = True
    hidden.save()
    meeting(millrace, "Off").event.cancel("Water.")
    past = meeting(millrace, "Past")
    past.starts_at = timezone.now() - timedelta(days=2)
    past.ends_at = past.starts_at + timedelta(hours=1)
    past.save()

    assert [each["title"] for each in read(client, f"{FORCE}/millrace/events")] == ["Open"]


def test_only_those_who_serve_now_are_named_and_with_nobody_s_own_address(client, millrace):
    here = TeamMemberFactory.create(area=millrace, user__name="Maria Okafor")
    gone = TeamMemberFactory.create(area=millrace, user__name="Gone Away")
    gone.until_on = timezone.localdate()
    gone.save()

    answer = client.get(f"{FORCE}/millrace/people")

    assert [each["name"] for each in answer.json()] == ["Maria Okafor"]
    assert here.user.email not in answer.content.decode()


def test_closed_priorities_are_left_out(client, millrace):
    today = timezone.localdate()
    Priority.objects.create(area=millrace, issue="Now", issue_on=today)
    Priority.objects.create(
        area=millrace, issue="Then", issue_on=today, retired_on=today, retire_reason="Done."
    )

    (found,) = read(client, f"{FORCE}/millrace/priorities")

    assert found["issue"] == "<p>Now</p>"
    assert found["issue-date"] == f"{today}T00:00:00"


def test_what_is_unknown_is_empty_or_zero_never_null(client, millrace):
    found = read(client, f"{FORCE}/millrace")

    assert found["population"] == "0"
    assert found["centre"] == {"latitude": "", "longitude": ""}
    assert found["description"] == found["welcome_message"] == ""
    assert found["locations"] == []


def test_a_reader_of_spanish_gets_the_same_words(client, millrace):
    client.cookies["django_language"] = "es"

    assert client.get(f"{FORCE}/nowhere").json() == {"error": "Not found."}


def test_too_many_questions_are_answered_later(client, monkeypatch):
    monkeypatch.setattr(Reading, "most", 0)

    response = client.get("/api/forces")

    assert (response.status_code, response["Retry-After"]) == (429, "600")


def test_our_own_api_is_found_where_it_was(client):
    assert client.get("/api/v1").status_code in {301, 404}
    assert client.get("/api/v1/concerns/").status_code == 200


@pytest.mark.parametrize("part", ["", "/people", "/events", "/priorities"])
def test_the_statements_do_not_grow_with_the_rows(client, millrace, part):
    def asked():
        with CaptureQueriesContext(connection) as statements:
            read(client, f"{FORCE}/millrace{part}")
        return len(statements)

    def more():
        TeamMemberFactory.create(area=millrace)
        meeting(millrace)
        Priority.objects.create(area=millrace, issue="More", issue_on=timezone.localdate())

    none = asked()
    more()
    one = asked()
    more()
    more()

    assert asked() == one
    assert one - none <= 1
    assert one <= 5
