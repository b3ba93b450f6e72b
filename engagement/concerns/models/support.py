from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from engagement.concerns import receipts
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from engagement.concerns.models.concern import Concern


class SupportQuerySet(models.QuerySet["Support"]):
    def reachable(self) -> Self:
        """Those who want to hear what becomes of it."""
        return self.exclude(contact_email="")

    @transaction.atomic
    def add(
        self, concern: Concern, token: str, *, text: str = "", email: str = "", language: str = "en"
    ) -> bool:
        """Add one voice to a public concern; False when this form, or address, has done so."""
        from engagement.concerns.models.concern import Concern

        rows = Concern.objects.filter(pk=concern.pk)
        concern.refresh_from_db(from_queryset=rows.select_for_update(of=("self",)))
        if not concern.is_public or not concern.is_open:
            raise NotPossible(_("This concern is no longer open. You can raise your own."))
        form_hash = receipts.hash_of_token(token)
        same = Q(form_hash=form_hash) | (Q(contact_email__iexact=email) & ~Q(contact_email=""))
        if concern.supports.filter(same).exists():
            return False
        self.create(
            concern=concern, form_hash=form_hash, text=text, contact_email=email, language=language
        )
        rows.update(support_count=F("support_count") + 1)
        concern.support_count += 1
        return True


class Support(models.Model):
    """One more neighbor who says the same. Nobody's name; an address only if they gave one."""

    concern = models.ForeignKey("Concern", models.CASCADE, related_name="supports")
    # Of the form's token: one form is one voice, and nobody learns whose.
    form_hash = models.CharField(max_length=64, editable=False)
    text = models.TextField(blank=True, help_text="What they had written. For staff only.")
    contact_email = models.EmailField(blank=True)
    language = models.CharField(max_length=10, default="en")
    at = models.DateTimeField(default=timezone.now)

    objects = SupportQuerySet.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["concern", "form_hash"], name="one_voice_per_form"),
            models.UniqueConstraint(
                fields=["concern", "contact_email"],
                condition=~Q(contact_email=""),
                name="one_voice_per_address",
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]
