from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import date

    from partnerships.organizations.models import Organization
    from portal.accounts.models import User


class ConsentQuerySet(models.QuerySet["Consent"]):
    def standing(self, on: date | None = None) -> Self:
        """Given by that day and not taken back by then. What ends today does not hold today."""
        on = on or timezone.localdate()
        return self.filter(given_on__lte=on).filter(Q(withdrawn_on=None) | Q(withdrawn_on__gt=on))

    def allows(self, organization: Organization, item: str, on: date | None = None) -> bool:
        """Whether this may be shared of this organization on that day. If not said: no."""
        return self.standing(on).filter(organization=organization, item=item).exists()

    def give(self, organization: Organization, item: str, by: User) -> Consent:
        """From today on. Given twice is given once."""
        if item not in Consent.Item:
            raise NotPossible(gettext("There is no such thing to share."))
        given, _new = self.get_or_create(
            organization=organization, item=item, withdrawn_on=None, defaults={"given_by": by}
        )
        return given

    def take_back(self, organization: Organization, item: str, by: User) -> int:
        """From now on it may not be shared. Returns whether it was allowed."""
        standing = self.filter(organization=organization, item=item, withdrawn_on=None)
        return standing.update(withdrawn_on=timezone.localdate(), withdrawn_by=by)


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="ConsentHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Consent(models.Model):
    """One thing an organization lets be shared, from one day until it takes that back.

    Nothing is allowed until a person says so. Given again later is another row, so that it
    stays known what was allowed when.
    """

    class Item(models.TextChoices):
        LOGO = "logo", _("Our logo")
        CONTACT = "contact", _("The name of our contact person")
        ATTENDANCE = "attendance", _("How many came to what we did together")
        REFERRALS = "referrals", _("How many people we were asked to help")
        PHOTOS = "photos", _("Photos of what we did together")
        PROBLEMS = "problems", _("Our name on pages about problems we work on")
        QUOTES = "quotes", _("Words of ours, quoted")

    organization = models.ForeignKey(
        "organizations.Organization", models.CASCADE, related_name="consents"
    )
    item = models.CharField(_("what may be shared"), max_length=12, choices=Item)
    given_on = models.DateField(default=timezone.localdate)
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    withdrawn_on = models.DateField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_on", "-pk"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(
                fields=["organization", "item"],
                condition=Q(withdrawn_on=None),
                name="one_standing_consent_an_item",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(withdrawn_on__gte=F("given_on")),
                name="a_consent_is_taken_back_after_it_was_given",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organization}: {self.get_item_display()}"
