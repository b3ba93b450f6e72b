"""What an agency sets, and what the container is made of."""

import re

import pytest
import yaml

from portal.embedded import BASE_DIR

COMPOSE = yaml.safe_load((BASE_DIR / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
READ = re.compile(
    r'(?:env\.\w+|environ\.get|_address)\(\s*(?:env, )?"([A-Z_]+)"'  # env.str("NAME"
)
ANSWERED_BY_HAND = {"DJANGO_SETTINGS_MODULE"}


def test_each_variable_that_is_read_is_explained():
    read = set()
    for wing in ("portal", "partnerships", "engagement", "metrics"):
        for source in (BASE_DIR / wing).rglob("*.py"):
            read |= set(READ.findall(source.read_text()))
    explained = set(
        re.findall(r"^# ([A-Z_]+)=", (BASE_DIR / ".env.example").read_text(), re.MULTILINE)
    )
    assert read - explained - ANSWERED_BY_HAND == set()
    assert {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PORT"} <= read


def test_the_example_changes_nothing_until_something_is_uncommented():
    lines = (BASE_DIR / ".env.example").read_text().splitlines()
    assert [line for line in lines if line and not line.startswith("#")] == []


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_each_service_says_whether_it_is_well(name):
    service = SERVICES[name]
    healthcheck = service.get("healthcheck")
    if service.get("image") == "common-ground":
        assert "HEALTHCHECK" in (BASE_DIR / "Dockerfile").read_text()
    else:
        assert healthcheck
        assert healthcheck["test"]


@pytest.mark.parametrize("name", ["web", "worker", "beat", "db", "redis", "mail"])
def test_what_holds_state_holds_it_in_a_volume(name):
    volumes = {volume.split(":")[0] for volume in SERVICES[name]["volumes"]}
    assert volumes
    assert volumes <= set(COMPOSE["volumes"])


def test_no_secret_has_a_default():
    """`${NAME:?words}` makes compose refuse, and say what is missing."""
    for service in SERVICES.values():
        for name, value in service.get("environment", {}).items():
            if any(word in name for word in ("KEY", "PASSWORD", "SITE_URL", "ALLOWED_HOSTS")):
                assert ":?" in value, name
    assert ":-" not in SERVICES["web"]["environment"]["DATABASE_URL"]


def test_only_the_loopback_is_published():
    for service in SERVICES.values():
        for port in service.get("ports", []):
            assert port.startswith("127.0.0.1:")


def test_images_are_pinned_and_the_program_is_not_root():
    for service in SERVICES.values():
        assert re.search(r":v?\d", service["image"]) or service["image"] == "common-ground"
    users = re.findall(r"^USER (.+)$", (BASE_DIR / "Dockerfile").read_text(), re.MULTILINE)
    assert users[-1] not in {"0", "root"}
