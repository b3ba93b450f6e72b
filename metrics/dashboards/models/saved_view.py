from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from metrics.dashboards.rhythms import next_due
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import datetime

    from portal.accounts.models import User

MOST = 30
TAKEN = _("You have a view of this name. Choose another name, or change that view.")


class BoardViewQuerySet(models.QuerySet["SavedView"]):
    def of(self, user: User) -> Self:
        return self.filter(user=user)

    def due(self, at: datetime) -> Self:
        return self.filter(mail_due_at__lte=at)

    def keep(
        self,
        user: User,
        name: str,
        query: str,
        *,
        rhythm: str = "",
        at: datetime | None = None,
    ) -> SavedView:
        """Keep a way to look at the board under a name of its own."""
        if self.of(user).count() >= MOST:
            raise NotPossible(_("These are thirty views already. Delete one first."))
        due = next_due(rhythm, at or timezone.now())
        try:
            with transaction.atomic():
                return self.create(
                    user=user, name=name, query=query, rhythm=rhythm, mail_due_at=due
                )
        except IntegrityError as taken:
            raise NotPossible(TAKEN) from taken


class SavedView(models.Model):
    """A way one person looks at the board: a name, and what follows the question mark.

    With a rhythm, what it shows is mailed: the findings in words and a link, no list.
    """

    class Rhythm(models.TextChoices):
        NEVER = "", _("No mail")
        WEEKLY = "weekly", _("Every Monday morning")
        MONTHLY = "monthly", _("On the first of the month")

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="board_views")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=1000, blank=True)
    rhythm = models.CharField(_("by mail"), max_length=10, choices=Rhythm, blank=True)
    mail_due_at = models.DateTimeField(null=True, blank=True)

    objects = BoardViewQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "name"], name="one_board_view_per_name"),
            models.CheckConstraint(
                condition=Q(rhythm="", mail_due_at=None)
                | (~Q(rhythm="") & Q(mail_due_at__isnull=False)),
                name="a_view_with_a_rhythm_has_its_next_mail",
            ),
        ]
        indexes = [models.Index(fields=["mail_due_at"], name="board_views_to_mail")]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return f"{reverse('dashboards:command')}?{self.query}"

    def change(self, name: str, rhythm: str, at: datetime | None = None) -> None:
        """Another name, or another rhythm; the same rhythm keeps the mail that is due."""
        with transaction.atomic():
            held = SavedView.objects.select_for_update().get(pk=self.pk)
            if rhythm != held.rhythm:
                held.rhythm = rhythm
                held.mail_due_at = next_due(rhythm, at or timezone.now())
            held.name = name
            try:
                with transaction.atomic():
                    held.save(update_fields=["name", "rhythm", "mail_due_at"])
            except IntegrityError as taken:
                raise NotPossible(TAKEN) from taken
        self.name, self.rhythm, self.mail_due_at = held.name, held.rhythm, held.mail_due_at

    def move_on(self, at: datetime) -> None:
        """The mail that was due is written: the next one is later than now, none is made up for."""
        self.mail_due_at = next_due(self.rhythm, at)
        self.save(update_fields=["mail_due_at"])

    def stop_mail(self) -> None:
        self.rhythm, self.mail_due_at = self.Rhythm.NEVER, None
        self.save(update_fields=["rhythm", "mail_due_at"])
