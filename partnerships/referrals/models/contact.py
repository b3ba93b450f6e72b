from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ReferralContact(models.Model):
    """How to reach the person, apart from everything else, so that it can be erased.

    Without history: what is erased here is nowhere else.
    """

    referral = models.OneToOneField(
        "referrals.Referral", models.CASCADE, related_name="contact", primary_key=True
    )
    name = models.CharField(_("what to call them"), max_length=80)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("email"), blank=True)
    through_us = models.BooleanField(_("through us"), default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(phone__gt="") | Q(email__gt="") | Q(through_us=True),
                name="a_person_can_be_reached",
            ),
        ]

    def __str__(self) -> str:
        return f"contact of request {self.pk}"
