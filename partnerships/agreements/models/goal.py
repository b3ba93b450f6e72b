from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class SharedGoal(models.Model):
    """What both sides want to change, and the number that shows whether it does."""

    agreement = models.ForeignKey("agreements.Agreement", models.CASCADE, related_name="goals")
    words = models.CharField(_("what we want to change"), max_length=240)
    measure = models.CharField(_("how we see it"), max_length=160)
    baseline = models.DecimalField(
        _("where it stood"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    target = models.DecimalField(_("where it should be"), max_digits=12, decimal_places=2)
    current = models.DecimalField(
        _("where it stands"), max_digits=12, decimal_places=2, null=True, blank=True
    )
    as_of = models.DateField(_("as of"), null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("shared goal")
        verbose_name_plural = _("shared goals")
        constraints = [
            models.CheckConstraint(
                condition=Q(current=None, as_of=None)
                | Q(current__isnull=False, as_of__isnull=False),
                name="a_goal_says_as_of_when",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def is_met(self) -> bool:
        """Reached, upward or downward, whichever way the target lies from the start."""
        if self.current is None:
            return False
        if self.baseline is not None and self.target < self.baseline:
            return self.current <= self.target
        return self.current >= self.target
