import pytest
from django.db.models import Q

from portal.accounts.scope import within_scope
from portal.areas.models import Area

NONE = Q(pk__in=[])


def areas(*wanted):
    return sorted(Area.objects.filter(*wanted).values_list("name", flat=True))


@pytest.fixture(autouse=True)
def _two_districts(millrace, hillside):
    pass


def test_a_city_wide_role_reaches_every_area(kim):
    everywhere = within_scope(kim, "command", path="path")

    assert areas(everywhere) == ["Hillside", "Millrace", "Riverside"]
    assert areas(NONE | everywhere) == areas(everywhere | NONE) == areas(everywhere)
    assert areas(~everywhere) == []


def test_a_role_reaches_its_area_and_what_lies_within(sam):
    assert areas(within_scope(sam, "supervisor", path="path")) == ["Millrace", "Riverside"]


def test_no_such_role_reaches_nothing(sam):
    nowhere = within_scope(sam, "command", path="path")

    assert areas(nowhere) == []
    assert areas(nowhere | Q(name="Hillside")) == ["Hillside"]
