"""Every part once, in each of its states, for those who build pages. Only while developing."""

from datetime import datetime, timedelta

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.pages.clocks import Clock
from portal.pages.promises import PromiseLine

SWATCHES = (
    ("action", "primary"), ("pine", "primary-vivid"), ("pine-soft", "primary-light"),
    ("gold", "accent-warm"), ("gold-soft", "accent-warm-lighter"), ("late", "error"),
    ("late-soft", "error-lighter"), ("heather", "secondary"), ("mist", "accent-cool-lighter"),
    ("sand", "base-lightest"), ("ink", "base-ink"), ("muted", "base-dark"),
)  # fmt: skip
ICONS = (
    "list", "pen", "promise", "calendar", "bubble", "people", "print", "yes", "no", "mail",
    "sun", "place", "time", "speech", "file", "download",
)  # fmt: skip


class KitForm(forms.Form):
    words = forms.CharField(
        label="What is happening?",
        help_text="Say what people do, not what they look like.",
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    where = forms.CharField(label="Where?", required=False)
    seen_on = forms.DateField(
        label="When did you last see it?",
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"invalid": "Write the date like this: October 4."},
    )
    at = forms.TimeField(
        label="At what time?", required=False, widget=forms.TimeInput(attrs={"type": "time"})
    )
    kind = forms.ChoiceField(
        label="What is it about?", choices=[("a", "Noise"), ("b", "Traffic"), ("c", "Lights")]
    )
    worst = forms.MultipleChoiceField(
        label="When is it worst?",
        required=False,
        choices=[(str(n), f"Time of day {n}") for n in range(6)],
        widget=forms.CheckboxSelectMultiple,
    )
    who = forms.ChoiceField(
        label="May we know who you are?",
        choices=[("no", "No, keep me anonymous"), ("yes", "Yes, here is how to reach me")],
        widget=forms.RadioSelect,
    )
    photo = forms.FileField(label="A photo", required=False)
    agreed = forms.BooleanField(label="I read what cannot be protected", required=False)


@login_not_required
@require_safe
def kit(request: HttpRequest) -> HttpResponse:
    if not settings.DEBUG:
        raise Http404
    now = timezone.now()
    wrong = KitForm({"words": "Motorbikes race on the path.", "seen_on": "10/44", "kind": "a"})
    context = {
        "swatches": SWATCHES,
        "icons": ICONS,
        "clocks": clocks(now),
        "lines": lines(now),
        "steps": STEPS,
        "form": KitForm(),
        "wrong": wrong,
    }
    return render(request, "pages/kit.html", context)


def clocks(now: datetime) -> list[Clock]:
    day = timedelta(days=1)
    return [
        Clock.between(now - 3 * day, now + 17 * day, now=now),
        Clock.between(now - 20 * day, now + 4 * day, now=now),
        Clock.between(now - 3 * day, now + timedelta(hours=2), now=now),
        Clock.between(now - 5 * day, now - 2 * day, now=now),
        Clock.between(now - 5 * day, now - 2 * day, now - 4 * day, now=now).saying("Answered"),
        Clock.between(now, None, now=now),
    ]


def lines(now: datetime) -> list[tuple[str, PromiseLine]]:
    day = timedelta(days=1)
    return [
        ("Open", PromiseLine.of(now - 30 * day, now + 17 * day, now=now)),
        ("Soon", PromiseLine.of(now - 21 * day, now + 4 * day, now=now)),
        ("Late", PromiseLine.of(now - 50 * day, now - 20 * day, now=now)),
        ("Done, not told", PromiseLine.of(now - 15 * day, now + day, now - 2 * day, now=now)),
        ("Kept", PromiseLine.of(now - 60 * day, now - 2 * day, now - 20 * day, now - 9 * day, now)),
        ("Kept late", PromiseLine.of(now - 60 * day, now - 30 * day, now - 9 * day, now, now)),
    ]


STEPS = [
    {"state": "is-done", "what": "Received", "when": "Thursday, Oct 1"},
    {"state": "is-done", "what": "Answered", "when": "Friday, Oct 2, after 19 hours"},
    {"state": "is-late", "what": "The fix was due", "when": "Sunday, Oct 11. New date: Oct 20"},
    {"state": "is-now", "what": "Being worked on", "when": "Streets Department"},
    {"state": "is-next", "what": "Done", "when": ""},
    {"state": "is-told", "what": "You were told", "when": "The loop closes here, not at “done”"},
]
