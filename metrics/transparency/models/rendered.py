from __future__ import annotations

from django.db import models


class RenderedPage(models.Model):
    """A public page drawn ahead. It is served while its stamp is that of what it shows."""

    path = models.CharField(max_length=300)
    language = models.CharField(max_length=10)
    # What it showed, and with which templates: another one means it is out of date.
    stamp = models.CharField(max_length=64)
    etag = models.CharField(max_length=64)
    content_type = models.CharField(max_length=80)
    body = models.BinaryField()  # gzip
    drawn_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["path", "language"], name="one_rendered_page_a_path_and_language"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.path} ({self.language})"
