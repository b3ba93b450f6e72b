"""The cast. Each person has a name and a reason to be here."""

import math
import os

import hypothesis
import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation

from portal.celery import app
from portal.pages.health import HEARTBEAT
from portal.pages.models import Agency
from tests.clients import PortalClient
from tests.factories.accounts import UserFactory
from tests.factories.areas import AreaFactory
from tests.factories.organizations import OrganizationFactory

pytest_plugins = ["tests.mail_sink", "tests.servers"]


def pytest_configure():
    """Workers that share a Redis keep their own drawers in it; a slow machine proves nothing."""
    hypothesis.settings.register_profile("patient", deadline=None)
    hypothesis.settings.load_profile("patient")
    settings.CACHES["default"]["KEY_PREFIX"] = os.environ.get("PYTEST_XDIST_WORKER", "")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """This is a web application: nearly every test talks to the database.

    Said by a mark, because pytest-django makes the test database only for tests that ask
    before they run; a fixture asked for later would get the real one.
    """
    for item in items:
        if not item.get_closest_marker("django_db"):
            item.add_marker(pytest.mark.django_db)


@pytest.fixture(autouse=True)
def _world(request):
    app.conf.task_always_eager = True
    # Tests mean the same at night. Those about quiet hours set them.
    settings = request.getfixturevalue("settings")
    settings.QUIET_HOURS = (0, 0)
    # A page shows what is so, at once. Those about kept pages set this.
    settings.KEEP_PAGES = 0
    # All tests come from one address. Those about guessed links set this.
    settings.SURVEY_TRIES = 100_000
    # What a process remembers of the agency neither leaks into the next test nor is reread,
    # by the clock, in the middle of one that counts its statements.
    Agency._current = (math.inf, Agency(place="Your city", police_name="Police Department"))  # noqa: SLF001
    # A page read in Spanish leaves its thread in Spanish.
    translation.deactivate()
    # No worker is heard from, unless a test lets one be.
    cache.delete(HEARTBEAT)


@pytest.fixture
def client():
    return PortalClient()


@pytest.fixture
def riverside():
    """Riverside is a district."""
    return AreaFactory.create(level="district", code="1", name="Riverside")


@pytest.fixture
def millrace(riverside):
    """Millrace is a beat of Riverside."""
    return AreaFactory.create(parent=riverside, code="11", name="Millrace")


@pytest.fixture
def eastbank(riverside):
    """Eastbank is the beat next to Millrace."""
    return AreaFactory.create(parent=riverside, code="12", name="Eastbank")


@pytest.fixture
def hillside():
    """Hillside is another district."""
    return AreaFactory.create(level="district", code="2", name="Hillside")


@pytest.fixture
def rosa():
    """Rosa lives in Millrace, has an account, and reads Spanish."""
    return UserFactory.create(email="rosa@example.org", name="Rosa", language="es")


@pytest.fixture
def omar():
    """Omar is Rosa's neighbor."""
    return UserFactory.create(email="omar@example.org", name="Omar")


@pytest.fixture
def dana(millrace):
    """Dana is the officer for Millrace."""
    return UserFactory.create(email="dana@example.org", name="Dana", role="officer", area=millrace)


@pytest.fixture
def lee(hillside):
    """Lee is an officer in another district."""
    return UserFactory.create(email="lee@example.org", name="Lee", role="officer", area=hillside)


@pytest.fixture
def sam(riverside):
    """Sam supervises Riverside."""
    return UserFactory.create(
        email="sam@example.org", name="Sam", role="supervisor", area=riverside
    )


@pytest.fixture
def kim():
    """Kim is the deputy chief, for the whole city."""
    return UserFactory.create(email="kim@example.org", name="Kim", role="command")


@pytest.fixture
def paul():
    """Paul is a pastor whose church co-hosts meetings."""
    return UserFactory.create(email="paul@example.org", name="Paul", role="partner")


@pytest.fixture
def olivia():
    """Olivia sits on the oversight board."""
    return UserFactory.create(email="olivia@example.org", name="Olivia", role="oversight")


@pytest.fixture
def ada():
    """Ada administers the portal."""
    return UserFactory.create(email="ada@example.org", name="Ada", role="administrator")


@pytest.fixture
def harbor_health():
    """Harbor Health is a clinic that works in the whole city."""
    return OrganizationFactory.create(name="Harbor Health", kind="health")


@pytest.fixture
def millrace_concern(millrace):
    """A named concern in Millrace that nobody has read yet."""
    from tests.factories.concerns import ConcernFactory

    return ConcernFactory.create(area=millrace, named=True)
