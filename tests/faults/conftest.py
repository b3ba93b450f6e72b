import pytest

from tests.faults.house import House
from tests.mail_sink import MailSink


def pytest_collection_modifyitems(items):
    """They share one house, and so one worker of the test run."""
    for item in items:
        if item.path.parent.name == "faults":
            item.add_marker(pytest.mark.faults)
            item.add_marker(pytest.mark.xdist_group("faults"))


@pytest.fixture(scope="session")
def running_house(tmp_path_factory):
    """One house for all: each test breaks a part of it and sees it mended."""
    sink = MailSink()
    sink.start()
    house = House(tmp_path_factory.mktemp("house"), sink.url)
    house.sink = sink
    house.start()
    yield house
    assert house.stop() == 0
    sink.stop()


@pytest.fixture
def house(running_house):
    """The house, whole, with an empty letter box."""
    running_house.wait_until_ready()
    running_house.sink.raw.clear()
    running_house.sink.delay = 0.0
    return running_house
