from __future__ import annotations

import uuid

from django import forms
from django.utils.translation import gettext_lazy as _

from engagement.events.models import Announcement


class AnnouncementForm(forms.ModelForm[Announcement]):
    submission = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)

    class Meta:
        model = Announcement
        fields = ["to", "subject", "words"]
        widgets = {"to": forms.RadioSelect, "words": forms.Textarea(attrs={"rows": 8})}
        help_texts = {
            "words": _("Plain words. Everyone gets them as you write them here."),
        }

    field_order = ["to", "subject", "words", "submission"]
