"""Who may do what, where, and until when."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from portal.accounts import rules
from portal.accounts.models import Role, User
from portal.accounts.scope import within_scope
from portal.areas.models import Area
from tests.factories.accounts import RoleFactory, UserFactory
from tests.factories.areas import AreaFactory

PREDICATES = {
    "dana": {"is_officer", "works_here"},
    "lee": {"is_officer", "works_here"},
    "sam": {"is_supervisor", "works_here"},
    "kim": {"is_command", "works_here"},
    "paul": {"is_partner"},
    "olivia": {"is_oversight"},
    "ada": {"is_administrator", "works_here"},
    "rosa": set(),
}
NAMES = (
    "is_officer",
    "is_supervisor",
    "is_command",
    "is_partner",
    "is_oversight",
    "is_administrator",
    "works_here",
)


@pytest.mark.parametrize("who", PREDICATES)
def test_each_predicate_is_true_of_those_it_names(request, who):
    user = request.getfixturevalue(who)
    assert {name for name in NAMES if getattr(rules, name)(user)} == PREDICATES[who]


@pytest.mark.parametrize("name", NAMES)
def test_a_visitor_is_nobody(name):
    assert not getattr(rules, name)(AnonymousUser())


def test_a_role_holds_at_its_area_and_below(
    dana, sam, kim, riverside, millrace, eastbank, hillside
):
    at = rules.holds_role_at("officer", "supervisor", "command")

    def places(user):
        areas = (riverside, millrace, eastbank, hillside)
        return [area.name for area in areas if at(user, SimpleNamespace(area=area))]

    assert places(dana) == ["Millrace"]
    assert places(sam) == ["Riverside", "Millrace", "Eastbank"]
    assert places(kim) == ["Riverside", "Millrace", "Eastbank", "Hillside"]
    assert places(AnonymousUser()) == []


def test_what_has_no_area_is_for_city_wide_roles(dana, kim):
    at = rules.holds_role_at("officer", "command")
    nowhere = SimpleNamespace(area=None)

    assert at(kim, nowhere)
    assert not at(dana, nowhere)
    assert not at(kim, None)


def test_a_role_that_ended_yesterday_gives_nothing(millrace):
    user = UserFactory.create()
    yesterday = timezone.now() - timedelta(days=1)
    RoleFactory.create(
        user=user,
        kind="officer",
        area=millrace,
        since=yesterday - timedelta(days=9),
        until=yesterday,
    )
    assert not user.works_here
    assert user.scope("officer") == []
    assert not Area.objects.filter(within_scope(user, "officer", path="path")).exists()


def test_a_role_that_begins_tomorrow_gives_nothing_yet(millrace, time_machine):
    user = UserFactory.create()
    RoleFactory.create(user=user, area=millrace, since=timezone.now() + timedelta(days=1))
    assert not user.works_here

    time_machine.move_to(timezone.now() + timedelta(days=2))
    assert User.objects.get(pk=user.pk).works_here


def test_a_role_ends_after_it_begins():
    now = timezone.now()
    with pytest.raises(IntegrityError, match="a_role_ends_after_it_begins"):
        RoleFactory.create(user=UserFactory.create(), since=now, until=now)


def test_an_address_is_kept_in_lower_case():
    with pytest.raises(IntegrityError, match="email_is_lower_case"):
        UserFactory.create(email="Rosa@example.org")


def test_a_district_does_not_swallow_one_whose_number_begins_alike():
    one, ten = AreaFactory.create(code="1"), AreaFactory.create(code="10")
    user = UserFactory.create(role="officer", area=one)

    assert list(Area.objects.filter(within_scope(user, "officer", path="path"))) == [one]
    assert not rules.holds_role_at("officer")(user, SimpleNamespace(area=ten))


# Nodes of a tree as lists of small numbers: [1, 0] is the first part of the second district.
NODES = st.lists(st.integers(0, 3), min_size=1, max_size=4)


def officer_at(areas):
    """Someone whose roles need no database."""
    user = User()
    user.roles_held = [Role(kind="officer", area=area) for area in areas]
    return user


def area_at(node):
    return Area(pk=hash(tuple(node)) % 10**9, path="".join(f"{part}/" for part in node))


@given(st.lists(NODES, max_size=4), NODES)
def test_scope_is_the_areas_held_and_everything_under_them(held, node):
    user = officer_at([area_at(each) for each in held])
    below = any(node[: len(each)] == each for each in held)
    placed = SimpleNamespace(area=area_at(node))

    assert rules.holds_role_at("officer")(user, placed) == below
    assert any(placed.area.path.startswith(path) for path in user.scope("officer")) == below
    assert not rules.holds_role_at("supervisor")(user, placed)


@given(st.lists(NODES, max_size=4), NODES)
def test_one_city_wide_role_is_everywhere(held, node):
    user = officer_at([*(area_at(each) for each in held), None])

    assert user.scope("officer") is None
    assert rules.holds_role_at("officer")(user, SimpleNamespace(area=area_at(node)))
    assert rules.holds_role_at("officer")(user, SimpleNamespace(area=None))


def test_the_query_and_the_predicate_agree(dana, sam, kim, lee, paul, eastbank):
    """One policy answers both "may this user" and "which may they"."""
    at = rules.holds_role_at("officer", "supervisor", "command")
    for user in (dana, sam, kim, lee, paul):
        kinds = ("officer", "supervisor", "command")
        asked = set(Area.objects.filter(within_scope(user, *kinds, path="path")))
        assert asked == {
            area for area in Area.objects.all() if at(user, SimpleNamespace(area=area))
        }


def test_nobody_is_above_the_rules():
    first = User.objects.create_superuser("root@example.org", "three slow green buses")

    assert [role.kind for role in first.roles_held] == ["administrator"]
    assert not first.has_perm("concerns.no_such_permission")
    assert not hasattr(first, "is_superuser")
