"""What we write to people about. One page, because people read it on one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

    from portal.accounts.models import User

EVERYTHING = "*"


@dataclass(frozen=True)
class Topic:
    slug: str
    name: _StrPromise
    why: _StrPromise
    # May people turn it off? What they themselves ask for, such as a sign-in code, they may not.
    optional: bool = True
    for_staff: bool = False

    def concerns(self, user: User) -> bool:
        return user.works_here or not self.for_staff


TOPICS = {
    topic.slug: topic
    for topic in (
        Topic(
            "account",
            _("Signing in"),
            _("You get this mail because someone used this address to sign in or to join."),
            optional=False,
        ),
        Topic(
            "concerns",
            _("Concerns you raised"),
            _("You get this mail because you raised a concern and left this address."),
        ),
        Topic(
            "events",
            _("Meetings you save a seat for"),
            _("You get this mail because you saved a seat with this address."),
        ),
        Topic(
            "surveys",
            _("Surveys and short questions"),
            _(
                "You get this mail because you left this address with us, or it stands on a "
                "list of people we may ask."
            ),
        ),
        Topic(
            "partners",
            _("Working together with us"),
            _("You get this mail because your organization works with the police here."),
            # A request that nobody hears of is one that nobody answers.
            optional=False,
        ),
        Topic(
            "boards",
            _("Boards and consultations"),
            _(
                "You get this mail because you sit on a board, or asked to hear how a "
                "consultation ends."
            ),
        ),
        Topic(
            "reports",
            _("Reports we publish"),
            _("You get this mail because this address stands on a list of people to tell."),
        ),
        Topic(
            "work",
            _("Your work in the portal"),
            _("You get this mail because you work with the portal."),
            for_staff=True,
        ),
    )
}
OTHER = Topic(
    "other",
    _("Other news"),
    _("You get this mail because you left this address with us."),
)
ALWAYS = [topic.slug for topic in TOPICS.values() if not topic.optional]


def find(slug: str) -> Topic:
    return TOPICS.get(slug, OTHER)


def optional() -> list[Topic]:
    """Those a person may turn off."""
    return [topic for topic in TOPICS.values() if topic.optional]
