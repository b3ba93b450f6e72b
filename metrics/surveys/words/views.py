"""Where what people wrote is read before anyone else may see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from metrics.surveys.models import OwnWords, Wave
from metrics.surveys.words.forms import (
    HELD,
    SHOWN,
    WITHHELD,
    BlackOutForm,
    DecisionForm,
    WordsFilter,
)
from metrics.surveys.words.signs import signs
from portal.areas.models import Area
from portal.records.models import record_access
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse, HttpResponseRedirect

    from portal.http import UserRequest

A_PAGE = 20


@require_GET
def read(request: UserRequest, pk: int) -> HttpResponse:
    return page_of(request, wave_to(request, pk, "surveys.read_own_words"))


@require_POST
def decide(request: UserRequest, pk: int) -> HttpResponse:
    """Show, withhold or hold again: one text, or all that are ticked."""
    wave = wave_to(request, pk, "surveys.read_own_words")
    form = DecisionForm(request.POST, wave=wave)
    if not is_enough(wave) or not form.is_valid():
        return page_of(request, wave, form=form, ticked=request.POST.getlist("texts"))
    chosen = OwnWords.objects.filter(pk__in=[text.pk for text in form.cleaned_data["texts"]])
    verdict = form.cleaned_data["verdict"]
    if verdict == HELD:
        done = chosen.take_back(request.user)
    elif verdict == SHOWN:
        done = chosen.decide(SHOWN, request.user)
    else:
        done = chosen.decide(WITHHELD, request.user, why=verdict)
    messages.success(request, said(verdict, done))
    if done < len(form.cleaned_data["texts"]):
        messages.info(request, _("The others were decided already; they stay as they were."))
    return back(request, wave)


@require_POST
def black_out(request: UserRequest, pk: int, text: str) -> HttpResponse:
    """Show a text with some of its words black."""
    wave = wave_to(request, pk, "surveys.read_own_words")
    own_words = get_object_or_404(OwnWords, wave=wave, pk=text)
    form = BlackOutForm(request.POST)
    if is_enough(wave) and form.is_valid():
        try:
            own_words.show_without(form.words, request.user)
        except NotPossible as refusal:
            form.add_error("also", refusal.words)
        else:
            messages.success(request, _("The text may be shown, with these words black."))
            return back(request, wave)
    return page_of(request, wave, blackening={own_words.pk: form})


def wave_to(request: UserRequest, pk: int, permission: str) -> Wave:
    """The wave, for someone who may do that with it; 404 when it is not theirs to know."""
    waves = Wave.objects.visible_to(request.user).select_related("instrument", "area", "operator")
    wave = get_object_or_404(waves, pk=pk)
    if not request.user.has_perm(permission, wave):
        raise PermissionDenied
    return wave


def is_enough(wave: Wave) -> bool:
    """Whether so many answered that a reader cannot know who wrote what."""
    floor = settings.PUBLISH_FLOOR
    return wave.responses.order_by()[:floor].count() == floor


def page_of(request: UserRequest, wave: Wave, **about: Any) -> HttpResponse:
    """The texts one asked for, each with what may point to a person. Reading them is recorded."""
    context: dict[str, Any] = {
        "wave": wave,
        "floor": settings.PUBLISH_FLOOR,
        "reasons": OwnWords.Why.choices,
        "is_enough": is_enough(wave),
        **about,
    }
    if not context["is_enough"]:
        return render(request, "surveys/words/wave.html", context)
    texts = OwnWords.objects.filter(wave=wave)
    narrowing = WordsFilter(request.GET, wave=wave)
    chosen = narrowing.chosen(texts).by_lot().select_related("read_by")
    chosen = chosen.prefetch_related("question__wordings", "decisions__read_by")
    page = Paginator(chosen, A_PAGE).get_page(request.GET.get("page"))
    known = list(Area.objects.values_list("name", flat=True))
    blackening = about.get("blackening", {})
    ticked = about.get("ticked", [])
    context["rows"] = [
        {
            "text": text,
            "signs": signs(text.text, known),
            "black_out": blackening.get(text.pk) or BlackOutForm(auto_id=f"{text.pk}_%s"),
            "is_open": text.pk in blackening,
            "is_ticked": str(text.pk) in ticked,
        }
        for text in page.object_list
    ]
    counted = texts.order_by().values_list("state").annotate(n=Count("pk"))
    counts = dict.fromkeys(OwnWords.State.values, 0) | dict(counted)
    record_access(request.user, "read own words", wave)
    context |= {"page": page, "narrowing": narrowing, "counts": counts}
    return render(request, "surveys/words/wave.html", context)


def back(request: UserRequest, wave: Wave) -> HttpResponseRedirect:
    """To the list as it was narrowed."""
    narrowed = f"?{query}" if (query := request.GET.urlencode()) else ""
    return redirect(reverse("desk_words:wave", args=[wave.pk]) + narrowed)


def said(verdict: str, done: int) -> str:
    if verdict == SHOWN:
        words = ngettext("%(n)d text may be shown.", "%(n)d texts may be shown.", done)
    elif verdict == HELD:
        words = ngettext("%(n)d text is held again.", "%(n)d texts are held again.", done)
    else:
        words = ngettext("%(n)d text is not shown.", "%(n)d texts are not shown.", done)
    return words % {"n": done}
