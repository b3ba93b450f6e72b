"""The face of a team member, small and square, as anyone may see it.

The bytes are in the database, under a name nobody guesses: a page can be kept for a year by a
browser, and the old picture cannot be found once a new one is there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import pghistory
from django.db import models, transaction
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from portal.areas.models.team import TeamMember
from portal.files.models import KeptFile, KeptFileManager

if TYPE_CHECKING:
    from portal.files.photos import Kept


class PortraitManager(KeptFileManager):
    @transaction.atomic
    def show(self, member: TeamMember, photo: Kept, alt: str) -> Portrait:
        """Put this picture in the place of the one before, under a new name."""
        self.filter(member=member).delete()
        shown: Portrait = self.create(member=member, alt=alt, **Portrait.fields_of(photo))
        return shown


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    exclude=["content", "name"],
    model_name="PortraitHistory",
)
class Portrait(KeptFile):
    """One picture for one posting."""

    member = models.OneToOneField(TeamMember, models.CASCADE, related_name="portrait")
    alt = models.CharField(_("what the picture shows"), max_length=160)

    objects: ClassVar[PortraitManager] = PortraitManager()

    class Meta:
        verbose_name = _("portrait")
        verbose_name_plural = _("portraits")
        constraints = [
            models.CheckConstraint(
                condition=Q(content_type="image/jpeg", width=F("height")),
                name="a_portrait_is_a_square_jpeg",
            ),
            models.CheckConstraint(condition=~Q(alt=""), name="a_portrait_says_what_it_shows"),
        ]

    def __str__(self) -> str:
        return self.alt

    def get_absolute_url(self) -> str:
        return reverse("areas:portrait", args=[self.name])
