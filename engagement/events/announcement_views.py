"""Where staff write to the people of a meeting: first a look at it, then out it goes, once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from engagement.events.announcement_forms import AnnouncementForm
from engagement.events.desk_views import find_event, said
from engagement.events.models import Announcement
from engagement.events.models.announcement import people_of
from partnerships.organizations.models import Organization
from portal.areas.models import Area
from portal.records import privacy
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from engagement.events.models import Event
    from portal.http import UserRequest

LANGUAGES = dict(settings.LANGUAGES)


def announce(request: UserRequest, pk: int) -> HttpResponse:
    event = find_event(request, pk)
    form = AnnouncementForm(request.POST or None)
    if request.method != "POST" or not form.is_valid() or "change" in request.POST:
        return show_form(request, event, form)
    if "send" not in request.POST:
        return preview(request, event, form)
    try:
        sent = Announcement.objects.send(event, by=request.user, **form.cleaned_data)
    except NotPossible as reason:
        form.add_error(None, str(reason))
        return show_form(request, event, form)
    messages.success(request, said(_("Your mail is on its way."), sent.told))
    return redirect("desk_events:mail", event.pk)


def show_form(request: UserRequest, event: Event, form: AnnouncementForm) -> HttpResponse:
    sent = event.announcements.select_related("by")
    context = {"event": event, "form": form, "sent": sent}
    return render(request, "events/mail.html", context)


def preview(request: UserRequest, event: Event, form: AnnouncementForm) -> HttpResponse:
    """As its readers will see it, how many they are, and what is better left out."""
    people = people_of(event, form.cleaned_data["to"])
    counted = Counter(rsvp.language for rsvp in people).most_common()
    text = f"{form.cleaned_data['subject']}\n{form.cleaned_data['words']}"
    context = {
        "event": event,
        "form": form,
        "letter": form.cleaned_data,
        "to_whom": Announcement.To(form.cleaned_data["to"]).label,
        "count": len(people),
        "languages": [(LANGUAGES.get(code, code), count) for code, count in counted],
        "warnings": [finding.words for finding in privacy.warnings(text, known_names(event))],
    }
    return render(request, "events/mail_preview.html", context)


def known_names(event: Event) -> list[str]:
    """Names of places and bodies, which are no one's."""
    return [
        *Area.objects.values_list("name", flat=True),
        *Organization.objects.values_list("name", flat=True),
        event.venue_name,
        str(event.title),
    ]
