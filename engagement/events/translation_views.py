"""Where the words of a meeting are put into another language, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from engagement.events.desk_views import find_event
from engagement.events.translating import LANGUAGES
from engagement.events.translation_forms import TranslationForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest


def translate(request: UserRequest, pk: int, language: str) -> HttpResponse:
    event = find_event(request, pk)
    if language == event.written_in or language not in LANGUAGES:
        raise Http404
    form = TranslationForm(request.POST or None, event=event, language=language)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        with transaction.atomic():
            event.translate(language, form.words, by=data["by"], of=data["of"])
            if data.get("also"):
                mine = [day for day in form.days if request.user.has_perm("events.run", day)]
                event.translate_alike(mine, language)
        messages.success(request, _("The translation is saved."))
        return redirect("desk_events:words", event.pk, language)
    context = {
        "event": event,
        "form": form,
        "language": language,
        "language_name": LANGUAGES[language],
        "original_name": LANGUAGES.get(event.written_in, event.written_in),
        "states": event.translation_states(),
        "state": event.translation_state(language),
        "many": len(settings.LANGUAGES) > len(("original", "this")),
    }
    return render(request, "events/words.html", context)
