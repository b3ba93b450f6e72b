"""Where concerns repeat, at the desk: who settles it, once, and what comes back."""

import threading
import uuid

import pytest
from django.db import connection

from engagement.problems import clusters
from engagement.problems.models import Cluster, Problem
from portal.refusals import NotPossible
from tests.clients import PortalClient
from tests.factories.accounts import UserFactory
from tests.factories.clusters import THERE, ClusterFactory, raise_at

LIST = "/desk/problems/clusters/"
WHY = "One broken exhaust, mended on Tuesday."


def make(cluster):
    return f"{LIST}{cluster.pk}/problem/"


def leave(cluster):
    return f"{LIST}{cluster.pk}/dismissal/"


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


@pytest.fixture
def noise(millrace):
    """Nine neighbors hear noise at Mill Bridge, where the year before nobody did."""
    for number in range(8):
        point = (THERE[0] + 0.01 * number, THERE[1])
        raise_at(millrace, point, times=3, days=150 + 10 * number, slug="noise")
        raise_at(millrace, point, times=3, days=150 + 10 * number, slug="dumping")
    raise_at(millrace, times=9)
    clusters.find()
    return Cluster.objects.get()


def offered(response):
    """What the form says as it comes, as a browser would send it."""
    form = response.context["form"]
    return {name: form[name].value() for name in form.fields}


def test_an_officer_makes_it_a_problem_and_its_concerns_come_along(desk, dana, noise):
    page = desk.get(make(noise))
    assert "Noise: Mill Bridge" in page.text
    response = desk.post(make(noise), offered(page), follow=True)

    problem = Problem.objects.get()
    assert response.redirect_chain[0][0] == f"/desk/problems/{problem.pk}/"
    assert (problem.area, problem.source) == (noise.area, "data")
    assert problem.concerns.count() == 9
    assert "9 concerns in 90 days" in problem.evidence
    noise.refresh_from_db()
    assert (noise.state, noise.problem, noise.settled_by) == ("taken", problem, dana)
    assert noise.settled_count == 9


def test_the_officer_leaves_out_a_concern_that_is_different(desk, noise):
    said = offered(desk.get(make(noise)))
    desk.post(make(noise), said | {"concerns": said["concerns"][1:]})

    assert Problem.objects.get().concerns.count() == 8


def test_the_same_form_twice_and_a_link_opened_late_lead_to_the_one_problem(desk, noise):
    said = offered(desk.get(make(noise)))
    first = desk.post(make(noise), said)
    again = desk.post(make(noise), said)
    late = desk.post(make(noise), said | {"submission": str(uuid.uuid4())})

    assert Problem.objects.count() == 1
    assert first.url == again.url == late.url == desk.get(make(noise)).url


def test_without_a_title_nothing_is_begun_and_nothing_lost(desk, noise):
    said = offered(desk.get(make(noise))) | {"title": "", "place": "By the old mill"}
    page = desk.post(make(noise), said)

    assert "Say what the problem is" in page.text
    assert "By the old mill" in page.text
    assert not Problem.objects.exists()
    assert Cluster.objects.get().is_waiting


def test_another_districts_concern_cannot_be_brought_along(desk, hillside, noise):
    (elsewhere,) = raise_at(hillside)
    said = offered(desk.get(make(noise)))
    page = desk.post(make(noise), said | {"concerns": [elsewhere.pk]})

    assert page.status_code == 200
    assert not Problem.objects.exists()


@pytest.mark.parametrize("where", [make, leave])
@pytest.mark.parametrize("who", ["lee", "sam_of_elsewhere", "olivia", "rosa"])
def test_nobody_else_settles_it(client, request, hillside, noise, where, who):
    if who == "sam_of_elsewhere":
        user = UserFactory.create(role="supervisor", area=hillside)
    else:
        user = request.getfixturevalue(who)
    client.force_login(user)
    response = client.post(where(noise), {"reason": WHY, "title": "Noise"})

    assert response.status_code in ({404} if who in {"lee", "sam_of_elsewhere"} else {403, 404})
    assert Cluster.objects.get().is_waiting
    assert not Problem.objects.exists()


def test_it_is_dismissed_with_a_reason_that_colleagues_read(desk, dana, noise):
    page = desk.post(leave(noise), {"reason": " "})
    assert "Say why it is no problem" in page.text
    assert Cluster.objects.get().is_waiting

    page = desk.post(leave(noise), {"reason": WHY}, follow=True)
    assert WHY in page.text
    noise.refresh_from_db()
    assert (noise.state, noise.reason, noise.settled_by) == ("dismissed", WHY, dana)


def test_the_same_reason_twice_is_one_and_another_one_is_refused(desk, noise):
    desk.post(leave(noise), {"reason": WHY})
    assert desk.post(leave(noise), {"reason": WHY}).status_code == 302
    page = desk.post(leave(noise), {"reason": "Something else."})

    assert page.status_code == 200
    assert Cluster.objects.get().reason == WHY


def test_a_dismissed_one_stands_on_the_page_again_once_it_grew_by_half(desk, millrace, noise):
    desk.post(leave(noise), {"reason": WHY})
    raise_at(millrace, times=4)  # 13: less than half as many again as nine
    clusters.find()
    assert make(noise) not in desk.get(LIST).text

    raise_at(millrace, times=1)
    clusters.find()
    page = desk.get(LIST).text
    assert make(noise) in page
    assert "14 concerns in 90 days" in page
    noise.refresh_from_db()
    assert (noise.state, noise.reason) == ("suggested", "")
    assert noise.history.filter(reason=WHY).exists()  # what was said is not forgotten


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_take_it_at_once_one_begins_the_problem(millrace, dana):
    """The other's problem is not begun: both or neither, behind the cluster's lock."""
    cluster = ClusterFactory.create(area=millrace)
    colleague = UserFactory.create(role="officer", area=millrace)
    barrier, came = threading.Barrier(2), []

    def take(user):
        browser = PortalClient()
        browser.force_login(user)
        said = {
            "title": "Noise", "area": millrace.pk, "source": "data",
            "submission": str(uuid.uuid4()),
        }  # fmt: skip
        try:
            barrier.wait(5)
            came.append(browser.post(make(cluster), said).status_code)
        finally:
            connection.close()

    officers = [threading.Thread(target=take, args=(user,)) for user in (dana, colleague)]
    for each in officers:
        each.start()
    for each in officers:
        each.join()

    problem = Problem.objects.get()
    cluster.refresh_from_db()
    assert (cluster.problem, cluster.settled_by) == (problem, problem.lead)
    assert 302 in came
    assert set(came) <= {200, 302}


@pytest.mark.django_db(transaction=True)
def test_it_is_not_taken_and_dismissed_at_once(millrace, dana):
    cluster = ClusterFactory.create(area=millrace)
    problem = Problem.objects.begin(title="Noise", area=millrace, by=dana)
    barrier, came = threading.Barrier(2), []

    def settle(act):
        try:
            barrier.wait(5)
            act(Cluster.objects.get(pk=cluster.pk))
            came.append("done")
        except NotPossible:
            came.append("refused")
        finally:
            connection.close()

    acts = [lambda one: one.take(problem, dana), lambda one: one.dismiss(WHY, dana)]
    officers = [threading.Thread(target=settle, args=(act,)) for act in acts]
    for each in officers:
        each.start()
    for each in officers:
        each.join()

    assert sorted(came) == ["done", "refused"]
