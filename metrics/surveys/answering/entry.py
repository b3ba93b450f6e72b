"""Staff type in what came on paper or was said on the phone. No answer can be opened again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from metrics.surveys.answering.doors import Door, kiosk_pass
from metrics.surveys.answering.entry_forms import SheetForm
from metrics.surveys.answering.questionnaire import Questionnaire
from metrics.surveys.errors import NotAnswerable
from metrics.surveys.forms import AnswersForm
from metrics.surveys.models import Response, Wave
from portal.notices.links import absolute

if TYPE_CHECKING:
    from django.http import HttpResponse

    from metrics.surveys.models import Invitation
    from portal.http import UserRequest

LAST_MODE = "survey_entry_mode"


@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: UserRequest, pk: int) -> HttpResponse:
    """One form on one page, then the next one. Only how many there are is shown."""
    wave = wave_to_enter(request, pk)
    questionnaire = Questionnaire.of(wave.instrument)
    areas = Door(wave, "").areas() if wave.asks_area or wave.area is None else []
    data = request.POST or None
    sheet = SheetForm(data, areas=areas, wave=wave, initial=last_sheet(request), prefix="sheet")
    form = AnswersForm(data, pages=questionnaire.pages, leaves_open=True, typed=True)
    # Both are checked, so that everything wrong is said at once.
    if all([sheet.is_valid(), form.is_valid()]):
        try:
            take(wave, sheet, form)
        except NotAnswerable as refusal:
            form.add_error(None, str(refusal.words))
        else:
            request.session[LAST_MODE] = [
                sheet.cleaned_data["mode"],
                sheet.cleaned_data["language"],
            ]
            messages.success(request, _("Saved. Here is an empty form for the next one."))
            return redirect("desk_entry:enter", wave.pk)
    return render(
        request,
        "surveys/answering/entry.html",
        {
            "wave": wave,
            "sheet": sheet,
            "form": form,
            "pages": [(page, list(form.blocks_of(page))) for page in questionnaire.pages],
            "typed_so_far": wave.responses.filter(mode__in=SheetForm.MODES).count(),
        },
    )


@transaction.atomic
def take(wave: Wave, sheet: SheetForm, form: AnswersForm) -> None:
    """Keep the form; with a code of an invitation use that, so that nobody is reminded."""
    said = form.said
    answers = {code: answer for code, answer in said.items() if not isinstance(answer, str)}
    words = {code: answer for code, answer in said.items() if isinstance(answer, str)}
    mode, language = sheet.cleaned_data["mode"], sheet.cleaned_data["language"]
    invitation: Invitation | None = sheet.cleaned_data.get("invitation")
    if invitation:
        invitation.answer(answers, words=words, language=language, mode=mode)
        return
    area = sheet.lives_in or wave.area
    Response.take(wave, answers, words=words, area=area, language=language, mode=mode)


@require_safe
def kiosk(request: UserRequest, pk: int) -> HttpResponse:
    """The address that makes a tablet ask, for whoever sets it up."""
    wave = wave_to_enter(request, pk)
    address = ""
    if wave.has_kiosk and wave.link_code and wave.still_takes():
        path = reverse("open_surveys:kiosk", args=[wave.link_code])
        address = absolute(f"{path}?by={kiosk_pass(wave)}")
    about = {"wave": wave, "address": address}
    return render(request, "surveys/answering/kiosk.html", about)


def wave_to_enter(request: UserRequest, pk: int) -> Wave:
    waves = Wave.objects.visible_to(request.user).filter(launched_at__lte=timezone.now())
    wave = get_object_or_404(waves.select_related("instrument", "area"), pk=pk)
    if not request.user.has_perm("surveys.enter_answers", wave):
        raise PermissionDenied
    return wave


def last_sheet(request: UserRequest) -> dict[str, str]:
    """As the form before: piles are of one kind."""
    mode, language = request.session.get(LAST_MODE, [Wave.Mode.PAPER, "en"])
    return {"mode": mode, "language": language}
