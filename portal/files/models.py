"""Files whose bytes are in the database: one transaction, one backup, one retention rule."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from portal.files.photos import Kept


def new_name() -> str:
    """A name that nobody guesses, and that says nothing."""
    return secrets.token_urlsafe(24)


class KeptFileManager(models.Manager[Any]):
    def get_queryset(self) -> models.QuerySet[Any]:
        """Lists never carry the bytes; whoever serves a file asks for them."""
        return super().get_queryset().defer("content")


class KeptFile(models.Model):
    """A photo or a document as `photos.clean` made it safe. Rooms say what it belongs to.

    Constraints and history are each room's own; history leaves out `content`.
    """

    name = models.CharField(max_length=40, unique=True, default=new_name, editable=False)
    content_type = models.CharField(max_length=40)
    content = models.BinaryField()
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True, blank=True)
    height = models.PositiveIntegerField(null=True, blank=True)
    at = models.DateTimeField(default=timezone.now, editable=False)

    objects = KeptFileManager()

    class Meta:
        abstract = True

    @staticmethod
    def fields_of(file: Kept) -> dict[str, Any]:
        """What to fill in from a cleaned file."""
        return {
            "content_type": file.content_type,
            "content": file.content,
            "size": len(file.content),
            "width": file.width,
            "height": file.height,
        }

    @property
    def is_photo(self) -> bool:
        return self.content_type == "image/jpeg"
