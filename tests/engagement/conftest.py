import pytest
import time_machine
from django.utils import timezone


@pytest.fixture
def time_stands_still():
    """For counting statements: a session notes every half minute that someone is there."""
    with time_machine.travel(timezone.now(), tick=False):
        yield
