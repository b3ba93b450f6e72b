"""One act on many concerns: each on its own, refusals listed, nobody else's touched."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from engagement.concerns.merging import merge
from engagement.concerns.models import Concern, Support
from portal.notices.models import Message
from portal.refusals import NotPossible
from tests.clients import PortalClient
from tests.factories.accounts import UserFactory
from tests.factories.concerns import ConcernFactory

ACTS = "/desk/concerns/acts/"


@pytest.fixture
def desk(client, dana):
    """Dana is at her desk."""
    client.force_login(dana)
    return client


@pytest.fixture
def three(millrace):
    return ConcernFactory.create_batch(3, area=millrace, named=True)


def do(desk, act, concerns, **said):
    ticked = {"pick": [concern.pk for concern in concerns]}
    return desk.post(ACTS, {"act": act, **ticked, **said})


def states():
    return [concern.state for concern in Concern.objects.order_by("pk")]


def test_all_that_are_ticked_are_marked_as_read(desk, dana, three):
    page = do(desk, "acknowledge", three[:2])
    assert "2 concerns changed." in page.text
    assert states() == ["acknowledged", "acknowledged", "received"]
    assert set(Concern.objects.filter(assigned_to=dana)) == set(three[:2])


def test_what_is_refused_is_listed_with_its_reason_and_the_rest_goes_through(desk, sam, three):
    three[0].close(sam, "resolved", "Spoken.")
    page = do(desk, "acknowledge", three)
    assert "2 concerns changed." in page.text
    assert "Sam has already set this concern to “Done”." in page.text
    assert states() == ["resolved", "acknowledged", "acknowledged"]


def test_other_peoples_numbers_do_nothing_and_tell_nothing(desk, hillside, three):
    theirs = ConcernFactory.create(area=hillside, text="A secret.")
    private = ConcernFactory.create(area=three[0].area, text="A secret.", sensitive=True)
    page = do(desk, "close", [theirs, private], state="resolved", reason="Mine now.")
    assert "Nothing was changed." in page.text
    assert "2 are not yours to change." in page.text
    assert "A secret." not in page.text
    page = desk.post(ACTS, {"act": "acknowledge", "pick": ["0", "-1", "9" * 30, "x", "1e3", "²"]})
    assert page.status_code == 200
    assert set(states()) == {"received"}


def test_nothing_ticked_or_half_filled_in_is_said_and_nothing_is_lost(desk, three):
    assert "Tick at least one concern first." in desk.post(ACTS, {"act": "acknowledge"}).text
    page = do(desk, "close", three, state="resolved", reason="")
    assert "Say why, so that the neighbors know." in page.text
    assert page.text.count("checked>") >= 3
    assert "Which concern do the others join?" in do(desk, "merge", three).text
    assert "Choose what to do with them." in do(desk, "", three).text
    assert set(states()) == {"received"}


def test_closing_tells_each_resident_why(desk, three):
    do(desk, "close", three, state="referred", reason="The park mends it.")
    assert set(states()) == {"referred"}
    assert Message.objects.count() == 3
    assert all("The park mends it." in mail.text for mail in Message.objects.all())


def test_handing_over_goes_to_colleagues_of_the_area_with_a_note(desk, sam, lee, three):
    do(desk, "assign", three, to=sam.pk, note="You know them.")
    assert {concern.assigned_to for concern in Concern.objects.all()} == {sam}
    assert three[0].thread.get().text == "You know them."
    page = do(desk, "assign", three, to=lee.pk)
    assert "Select a valid choice" in page.text
    do(desk, "assign", three, to="team")
    assert {concern.assigned_to for concern in Concern.objects.all()} == {None}


def test_joining_ends_the_others_and_carries_their_voices(desk, three):
    main, other, _third = three
    Support.objects.create(concern=other, form_hash="a", contact_email="omar@example.org")
    Concern.objects.filter(pk=other.pk).update(support_count=1)
    page = do(desk, "merge", [main, other], main=main.pk)
    assert "1 concern changed." in page.text
    assert "This is the main one itself." in page.text
    main.refresh_from_db()
    other.refresh_from_db()
    assert (other.state, other.duplicate_of) == ("duplicate", main)
    assert (main.support_count, other.support_count) == (1, 0)
    assert main.steps.last().verb == "joined"


def test_nothing_is_joined_to_what_one_may_not_see(desk, three, hillside):
    theirs = ConcernFactory.create(area=hillside)
    page = do(desk, "merge", three, main=theirs.pk)
    assert "There is no concern" in page.text
    assert set(states()) == {"received"}


def test_joining_is_refused_where_it_would_hide_something(sam, three, millrace):
    first, second, third = three
    merge(second, first, sam)
    for other, into, why in (
        (third, second, "Choose that one"),
        (second, third, "already set"),
        (third, ConcernFactory.create(area=millrace, sensitive=True), "sensitive"),
        (third, ConcernFactory.create(area=millrace, state="resolved"), "closed"),
    ):
        with pytest.raises(NotPossible, match=why):
            merge(other, into, sam)


def test_what_had_joined_another_moves_along(sam, three):
    first, second, third = three
    merge(third, second, sam)
    merge(second, first, sam)
    third.refresh_from_db()
    assert third.duplicate_of == first


def test_the_page_costs_one_set_of_statements_more_for_each_concern(
    desk, millrace, django_assert_max_num_queries
):
    many = ConcernFactory.create_batch(20, area=millrace)
    do(desk, "acknowledge", many[:1])
    with django_assert_max_num_queries(12 + 3 + 19 * 7):
        do(desk, "acknowledge", many[1:])


def at_once(*acts):
    start = Barrier(len(acts))

    def run(act):
        try:
            start.wait(5)
            return act()
        except NotPossible as refusal:
            return str(refusal.words)
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def at_the_desk(officer):
    client = PortalClient()
    client.force_login(officer)
    return client


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_close_the_same_rows_one_does_and_the_other_is_told():
    officers = [UserFactory.create(name=name, role="supervisor") for name in ("Ann", "Ben")]
    rows = ConcernFactory.create_batch(6, named=True)
    desks = [at_the_desk(officer) for officer in officers]
    said = {"state": "resolved", "reason": "Spoken."}
    pages = at_once(
        lambda: do(desks[0], "close", rows, **said),
        lambda: do(desks[1], "close", rows[::-1], **said),
    )
    told = sum(page.text.count("has already set this concern to “Done”.") for page in pages)
    assert told == 6
    assert Message.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_of_two_officers_who_take_the_same_row_the_second_is_told_who_has_it():
    officers = [UserFactory.create(name=name, role="officer") for name in ("Ann", "Ben")]
    row = ConcernFactory.create()
    desks = [at_the_desk(officer) for officer in officers]

    def take(desk, officer):
        return do(desk, "assign", [row], to=officer.pk, had=f"{row.pk}-0")

    pages = at_once(*(lambda p=pair: take(*p) for pair in zip(desks, officers, strict=True)))
    row.refresh_from_db()
    text = "".join(page.text for page in pages)
    assert text.count(f"Meanwhile {row.assigned_to} has it.") == 1
    assert text.count("1 concern changed.") == 1


@pytest.mark.django_db(transaction=True)
def test_joining_crosswise_makes_no_circle():
    ann, ben = (UserFactory.create(name=name, role="command") for name in ("Ann", "Ben"))
    one, two = ConcernFactory.create_batch(2)
    fresh = Concern.objects.get
    said = at_once(
        lambda: merge(fresh(pk=one.pk), fresh(pk=two.pk), ann) and "",
        lambda: merge(fresh(pk=two.pk), fresh(pk=one.pk), ben) and "",
    )
    assert said.count("") == 1  # and the other was told why not
    assert Concern.objects.filter(state="duplicate").count() == 1
