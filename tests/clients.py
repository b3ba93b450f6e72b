"""How the cast opens pages."""

import time

from allauth.account.internal.flows import login
from django.test import Client


class PortalClient(Client):
    """Signs in with all that is asked for; `second_factor=False` is a password alone."""

    def force_login(self, user, backend=None, *, second_factor=True):
        super().force_login(user, backend)
        if second_factor:
            session = self.session
            session[login.AUTHENTICATION_METHODS_SESSION_KEY] = [
                {"method": "mfa", "at": time.time()}
            ]
            session[login._AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(user.pk)  # noqa: SLF001
            session.save()
