from __future__ import annotations

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from metrics.surveys.imports.paper import MOST_BYTES


class PaperFileForm(forms.Form):
    """A sheet of typed paper forms."""

    file = forms.FileField(
        label=_("The sheet, saved as CSV"),
        allow_empty_file=True,
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv"}),
        help_text=_("At most 2 MB and 5,000 forms."),
        error_messages={"required": _("Choose the file.")},
    )
    only_good = forms.BooleanField(
        label=_("Save the good forms even if others have mistakes"), required=False
    )

    def clean_file(self) -> object:
        file = self.cleaned_data["file"]
        if not file.size:
            raise ValidationError(_("This file is empty."))
        if file.size > MOST_BYTES:
            raise ValidationError(_("This file is larger than 2 MB. Split it."))
        return file
