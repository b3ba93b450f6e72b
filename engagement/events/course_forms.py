from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from engagement.events.desk_forms import EventForm, WhenFields
from engagement.events.series_rules import MOST_DAYS

if TYPE_CHECKING:
    from engagement.events.models import Session


class CourseDetailsForm(EventForm):
    """All about a course but its sessions, which have a page of their own."""

    on = starts = ends = None  # type: ignore[assignment]  # Django's way to leave fields out
    sessions_needed = forms.IntegerField(
        label=_("Sessions someone must come to"),
        help_text=_("Whoever came to this many has finished the course."),
        min_value=1,
        max_value=MOST_DAYS,
    )

    class Meta(EventForm.Meta):
        fields = [*EventForm.Meta.fields, "sessions_needed"]


class SessionForm(WhenFields):
    """When one session of a course is."""

    def __init__(self, *args: Any, session: Session | None = None, **kwargs: Any) -> None:
        self.session = session
        if session:
            kwargs["initial"] = self.when(session)
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any] | None:
        data = super().clean() or self.cleaned_data
        if all(data.get(name) for name in ("on", "starts", "ends")):
            self.check_times(data)
        if self.session and self.session.has_begun(timezone.now()):
            self.add_error(None, _("This session has begun, so it cannot move any more."))
        return data
