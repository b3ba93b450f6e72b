"""A photo or a document that came with a concern, or with a message about it.

The bytes are in the database, not in a folder. They arrive and leave in one transaction
with the words they belong to, every web node reads them, one backup holds both, and one
retention rule deletes both. A photo is drawn anew before it is kept, so it is small.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

import pghistory
from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.files.models import new_name
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from engagement.concerns.models.concern import Concern
    from engagement.concerns.models.thread import ThreadMessage
    from portal.accounts.models import User
    from portal.files.photos import Kept


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def on_public_page(self) -> Self:
        """What staff let everyone see, of concerns that everyone may see."""
        return self.filter(approved_at__isnull=False, concern__is_public=True)

    def with_concern(self) -> Self:
        """What came with the concern itself, not with a later message."""
        return self.filter(message=None)

    def keep(
        self, concern: Concern, files: Iterable[Kept], message: ThreadMessage | None = None
    ) -> list[Attachment]:
        """Keep files that `photos.clean` has made safe, in their order."""
        return self.bulk_create(
            [
                Attachment(
                    concern=concern,
                    message=message,
                    kind=file.kind,
                    content_type=file.content_type,
                    content=file.content,
                    size=len(file.content),
                    width=file.width,
                    height=file.height,
                    position=position,
                )
                for position, file in enumerate(files, start=1)
            ]
        )


# Named before it is built upon, so that the type checker follows.
_Manager = models.Manager.from_queryset(AttachmentQuerySet)


class AttachmentManager(_Manager["Attachment"]):
    def get_queryset(self) -> AttachmentQuerySet:
        """Lists never carry the bytes; whoever serves a file asks for them."""
        return AttachmentQuerySet(self.model, using=self._db).defer("content")


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent(), exclude=["content", "name"]
)
class Attachment(models.Model):
    """A photo or a document, made safe, readable by whoever may read what it came with."""

    class Kind(models.TextChoices):
        PHOTO = "photo", gettext_lazy("Photo")
        DOCUMENT = "document", gettext_lazy("Document")

    concern = models.ForeignKey("Concern", models.CASCADE, related_name="attachments")
    message = models.ForeignKey(
        "ThreadMessage", models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    name = models.CharField(max_length=40, unique=True, default=new_name, editable=False)
    kind = models.CharField(max_length=10, choices=Kind)
    content_type = models.CharField(max_length=40)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    position = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)
    # Nobody else sees a photo before a person has looked for faces, plates and house numbers.
    approved_at = models.DateTimeField(null=True, blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = AttachmentManager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(size__gt=0), name="an_attachment_is_not_empty"),
            models.CheckConstraint(
                condition=Q(content_type__in=["image/jpeg", "application/pdf"]),
                name="an_attachment_is_a_jpeg_or_a_pdf",
            ),
            models.CheckConstraint(
                condition=Q(approved_at__isnull=True, approved_by__isnull=True)
                | Q(approved_at__isnull=False, approved_by__isnull=False, kind="photo"),
                name="a_person_approves_photos_only",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.position}"

    @transaction.atomic
    def approve(self, by: User) -> Attachment:
        """Let everyone see it, wherever the concern is public."""
        self._lock()
        if self.kind != self.Kind.PHOTO:
            raise NotPossible(_("Only photos are shown on the public page."))
        if self.approved_at is None:
            self.approved_at, self.approved_by = timezone.now(), by
            self.save(update_fields=["approved_at", "approved_by"])
        return self

    @transaction.atomic
    def hide(self) -> Attachment:
        """Take it off the public page."""
        self._lock()
        if self.approved_at is not None:
            self.approved_at = self.approved_by = None
            self.save(update_fields=["approved_at", "approved_by"])
        return self

    def _lock(self) -> None:
        locked = Attachment.objects.select_for_update(of=("self",))
        self.refresh_from_db(fields=["kind", "approved_at", "approved_by"], from_queryset=locked)
