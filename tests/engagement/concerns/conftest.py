import pytest
from django.core.cache import cache

from tests.engagement.concerns.screens import Resident


@pytest.fixture
def resident(client):
    """Someone at the form, who has not said who they are."""
    return Resident(client)


@pytest.fixture(autouse=True)
def _no_tries_so_far():
    cache.clear()
