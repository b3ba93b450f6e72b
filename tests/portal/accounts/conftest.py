import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

from tests.factories.accounts import UserFactory

PASSWORD = "three slow green buses"


@pytest.fixture(autouse=True)
def _quick_hashes_and_a_throttle_of_its_own(settings, request):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.CACHES = settings.CACHES | {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": request.node.nodeid,
        }
    }


def sign_in(client, email, password=PASSWORD, **more):
    return client.post("/accounts/login/", {"login": email, "password": password, **more})


@pytest.fixture
def member():
    """Someone who joined, confirmed an address and chose a password."""
    user = UserFactory.create(email="vera@example.org", name="Vera", language="es")
    user.set_password(PASSWORD)
    user.save()
    user.emailaddress_set.create(email=user.email, verified=True, primary=True)
    return user


@pytest.fixture
def with_password():
    """Gives one of the cast a password and a confirmed address."""

    def give(user):
        user.set_password(PASSWORD)
        user.save()
        user.emailaddress_set.create(email=user.email, verified=True, primary=True)
        return user

    return give


@pytest.fixture
def with_app():
    """Gives someone an app for codes; returns the secret the app holds."""

    def give(user):
        secret = generate_totp_secret()
        TOTP.activate(user, secret)
        return secret

    return give
