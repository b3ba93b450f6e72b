"""How files arrive: kept in memory, never on a disk, and no more of them than is allowed."""

from __future__ import annotations

import io
from functools import wraps
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler, SkipFile
from django.utils.translation import gettext_lazy as _

from portal.files import photos
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    View = Callable[..., HttpResponse]


class InMemory(FileUploadHandler):
    """A photo tells where it was taken; so it touches no disk before that is taken out.

    What goes past the limits is counted and dropped, not kept.
    """

    def __init__(self, request: HttpRequest | None = None) -> None:
        super().__init__(request)
        self.files = 0
        self.seen = 0
        self.kept = io.BytesIO()

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        self.files += 1
        if self.files > photos.MOST + 1:  # one too many is enough to say so
            raise SkipFile
        self.seen, self.kept = 0, io.BytesIO()

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        self.seen = start + len(raw_data)
        if self.seen <= photos.LIMIT:
            self.kept.write(raw_data)

    def file_complete(self, file_size: int) -> InMemoryUploadedFile | None:
        if self.files > photos.MOST + 1:
            return None
        self.kept.seek(0)
        return InMemoryUploadedFile(
            self.kept, self.field_name, "file", "application/octet-stream", file_size, None
        )


def takes_files(view: View) -> View:
    """For pages that take files. Outermost but for `leaves_no_trace`: nobody has read the form."""

    @wraps(view)
    def taking(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        request.upload_handlers = [InMemory(request)]
        return view(request, *args, **kwargs)

    return taking


class FilesInput(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Some photos or documents; what comes out has been made safe."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:  # noqa: ARG002  as fields have it
        try:
            return photos.clean(data or [])
        except NotPossible as refusal:
            raise ValidationError(str(refusal.words)) from refusal


class FilesForm(forms.Form):
    """Photos that show it, if somebody has some."""

    use_required_attribute = False

    photos = FilesField(
        label=_("Photos or a PDF"),
        required=False,
        help_text=_(
            "Up to 5, at most 10 MB each. We take out where and with what phone they were taken."
            " Leave out faces and license plates if you can."
        ),
        widget=FilesInput(
            attrs={"accept": "image/jpeg,image/png,image/webp,application/pdf", "multiple": True}
        ),
    )
