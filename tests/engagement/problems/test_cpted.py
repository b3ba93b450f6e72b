"""Safety walks: twenty questions, what should be done, and whether it was."""

import uuid
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from engagement.problems import cpted
from engagement.problems.models import CptedItem, CptedVisit
from portal.refusals import NotPossible
from tests.factories.problems import CptedVisitFactory, ProblemFactory

NEW = "/desk/problems/cpted/new/"


def text(response):
    return " ".join(response.text.split())


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


@pytest.fixture
def typed(millrace):
    return {
        "place": "The lot behind the library",
        "area": millrace.pk,
        "contact_role": "Manager on duty",
        "on": f"{timezone.localdate()}",
        "answer_light_works": "no",
        "advice_light_works": "Mend the two lamps by the bins",
        "answer_trees": "yes",
        "submission": str(uuid.uuid4()),
    }


def test_dana_writes_down_a_walk_once_and_ticks_off_what_was_done(desk, typed):
    for _ in range(2):
        desk.post(NEW, typed)
    visit = CptedVisit.objects.get()
    assert visit.items.count() == len(cpted.QUESTIONS)
    lamps = visit.items.get(question="light_works")
    shown = text(desk.get(visit.get_absolute_url()))
    assert "Mend the two lamps by the bins" in shown
    assert "Not looked at" in shown
    address = f"{visit.get_absolute_url()}items/{lamps.pk}/"
    for _ in range(2):
        desk.post(address)
    lamps.refresh_from_db()
    assert lamps.done_on == timezone.localdate()
    assert "Mend the two lamps" in text(desk.get(f"{visit.get_absolute_url()}print/"))


def test_a_walk_may_belong_to_a_problem(desk, dana, millrace, typed):
    problem = ProblemFactory.create(area=millrace, lead=dana, place="The lot")
    assert 'value="The lot"' in desk.get(f"{NEW}?problem={problem.pk}").text
    desk.post(f"{NEW}?problem={problem.pk}", typed)
    assert problem.visits.get().place == "The lot behind the library"
    assert "Safety walk: The lot behind the library" in text(desk.get(problem.get_absolute_url()))


def test_nothing_is_lost_when_the_day_is_wrong(desk, typed):
    tomorrow = timezone.localdate() + timedelta(days=1)
    shown = desk.post(NEW, {**typed, "on": f"{tomorrow}"})
    assert "That day is still to come" in text(shown)
    assert "Mend the two lamps by the bins" in shown.text
    assert not CptedVisit.objects.exists()


def test_a_walk_elsewhere_is_not_theirs(desk, hillside, typed):
    far = CptedVisitFactory.create(area=hillside)
    problem = ProblemFactory.create(area=hillside)
    assert desk.get(far.get_absolute_url()).status_code == 404
    assert desk.get(f"{NEW}?problem={problem.pk}").status_code == 404
    desk.post(NEW, {**typed, "area": hillside.pk})
    assert CptedVisit.objects.count() == 1


def test_only_what_was_recommended_can_be_done(dana, millrace):
    visit = CptedVisit.objects.make(officer=dana, answers={}, area=millrace, place="Park")
    item = visit.items.first()
    with pytest.raises(NotPossible, match="Nothing was recommended"):
        item.finish(dana)
    with pytest.raises(IntegrityError), transaction.atomic():
        CptedItem.objects.filter(pk=item.pk).update(done_on=timezone.localdate())


def test_the_list_of_walks_asks_the_same_for_one_and_for_three(desk, dana, millrace):
    def asked():
        with CaptureQueriesContext(connection) as found:
            desk.get("/desk/problems/cpted/")
        return len(found)

    CptedVisit.objects.make(
        officer=dana, answers={"trees": ("no", "Cut")}, area=millrace, place="Park"
    )
    asked()
    one = asked()
    for _ in range(2):
        CptedVisit.objects.make(officer=dana, answers={}, area=millrace, place="Park")
    assert asked() == one
