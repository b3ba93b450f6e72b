"""A grant's page lists what is tagged to it, as far as its reader may see it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories.events import EventFactory
from tests.factories.outreach import OutreachEntryFactory
from tests.factories.problems import ProblemFactory
from tests.factories.resources import GrantFactory


@pytest.fixture
def grant():
    return GrantFactory.create()


def tagged(grant, thing):
    thing.grants.add(grant)
    return thing


def test_it_lists_outreach_meetings_and_problems(client, kim, grant, millrace):
    tagged(grant, OutreachEntryFactory.create(area=millrace, place="Tula’s Bakery"))
    tagged(grant, EventFactory.create(area=millrace, title="Walk to school day"))
    tagged(grant, ProblemFactory.create(area=millrace, title="Cars at the school gate"))
    client.force_login(kim)

    page = client.get(grant.get_absolute_url()).text

    for words in ("Tula’s Bakery", "Walk to school day", "Cars at the school gate"):
        assert words in page
    assert f"/desk/outreach/?grant={grant.slug}" in page


def test_nobody_reads_there_what_is_not_theirs(client, dana, olivia, grant, hillside):
    tagged(grant, OutreachEntryFactory.create(area=hillside, place="The far corner"))
    tagged(grant, OutreachEntryFactory.create(area=hillside, place="Half a draft", draft=True))
    tagged(grant, EventFactory.create(area=hillside, title="Not said yet", published_at=None))
    tagged(grant, EventFactory.create(area=hillside, title="By link alone", unlisted=True))
    tagged(grant, ProblemFactory.create(area=hillside, title="Another team’s", published_at=None))
    for person in (dana, olivia):
        client.force_login(person)
        page = client.get(grant.get_absolute_url()).text
        for words in ("The far corner", "Half a draft", "Not said yet", "By link alone"):
            assert words not in page
        assert "1 entry in the whole city" in page
    client.force_login(dana)
    assert "Another team’s" not in client.get(grant.get_absolute_url()).text


def test_with_nothing_tagged_it_says_how(client, dana, grant):
    client.force_login(dana)

    assert "No outreach is tagged to it yet" in client.get(grant.get_absolute_url()).text


def test_it_asks_as_often_for_one_of_each_as_for_three(client, kim, grant, millrace):
    client.force_login(kim)
    client.get(grant.get_absolute_url())
    asked = []
    for _round in range(3):
        tagged(grant, OutreachEntryFactory.create(area=millrace))
        tagged(grant, EventFactory.create(area=millrace))
        tagged(grant, ProblemFactory.create(area=millrace))
        with CaptureQueriesContext(connection) as queries:
            client.get(grant.get_absolute_url())
        asked.append(len(queries))

    assert asked[0] == asked[1] == asked[2]


def test_the_log_is_narrowed_to_a_grant_and_nonsense_narrows_nothing(client, dana, grant, millrace):
    tagged(grant, OutreachEntryFactory.create(area=millrace, place="Paid for"))
    OutreachEntryFactory.create(area=millrace, place="Not paid for")
    client.force_login(dana)

    page = client.get(f"/desk/outreach/?grant={grant.slug}").text
    assert "Paid for" in page
    assert "Not paid for" not in page
    assert "Not paid for" in client.get("/desk/outreach/?grant=nobody-s").text


def test_a_meeting_is_tagged_where_it_is_changed(client, dana, grant, millrace):
    closed = GrantFactory.create(closed_at=timezone.now())
    event = EventFactory.create(area=millrace, venue_name="Cannery Hall")
    event.sessions.create(
        starts_at=timezone.now() + timedelta(days=9),
        ends_at=timezone.now() + timedelta(days=9, hours=1),
    )
    client.force_login(dana)
    form = client.get(f"/desk/events/{event.pk}/edit/").context["form"]
    assert list(form.fields["grants"].queryset) == [grant]
    typed = {bound.name: bound.value() for bound in form if bound.value() is not None}

    client.post(f"/desk/events/{event.pk}/edit/", typed | {"grants": [grant.pk]})

    assert list(event.grants.all()) == [grant]
    assert closed not in event.grants.all()
