from django.http import HttpRequest

from portal.accounts.models import User


class UserRequest(HttpRequest):
    """What a view receives once LoginRequiredMiddleware has let it through."""

    user: User
