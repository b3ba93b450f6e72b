"""Paper forms that come in as a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from metrics.surveys.imports import paper, sheets
from metrics.surveys.imports.forms import PaperFileForm
from metrics.surveys.models import Wave
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpRequest

    from metrics.surveys.imports.paper import Pile
    from portal.http import UserRequest

SHEETS = {"form": sheets.empty, "codebook": sheets.codebook}


@require_http_methods(["GET", "HEAD", "POST"])
def paper_file(request: UserRequest, pk: int) -> HttpResponse:
    """Two sheets to download, one to bring back. Saves all forms of it, or says what is wrong."""
    waves = Wave.objects.visible_to(request.user).select_related("instrument", "area")
    wave = get_object_or_404(waves, pk=pk)
    if not request.user.has_perm("surveys.enter_answers", wave):
        raise PermissionDenied
    if sheet := SHEETS.get(request.GET.get("sheet", "")):
        return _download(sheet(wave), f"{wave.slug or wave.pk}-{request.GET['sheet']}.csv")
    form = PaperFileForm(request.POST or None, request.FILES or None)
    pile: Pile | None = None
    if request.method == "POST" and form.is_valid():
        try:
            pile = _taken(request, wave, form)
        except NotPossible as refused:
            form.add_error("file", str(refused.words))
        else:
            if pile is None:
                return redirect("desk_entry:paper_file", wave.pk)
    context = {"wave": wave, "form": form, "pile": pile, "most": paper.SHOWN}
    return render(request, "surveys/imports/paper_file.html", context)


def _taken(request: UserRequest, wave: Wave, form: PaperFileForm) -> Pile | None:
    """None where the forms are saved; what was read of them where mistakes are in the way."""
    file = form.cleaned_data["file"]
    paper.refuse_unless_open(wave)
    pile = paper.read(wave, file.read())
    if not pile.forms or (pile.slips and not form.cleaned_data["only_good"]):
        return pile
    saved = paper.take(wave, pile, name=file.name or "", by=request.user)
    _tell(request, pile, saved)
    return pile if pile.slips else None


def _tell(request: HttpRequest, pile: Pile, saved: int) -> None:
    words = ngettext("%(n)s form is saved.", "%(n)s forms are saved.", saved) % {"n": saved}
    messages.success(request, words)
    if pile.encoding == "cp1252":
        messages.info(
            request, _("The file was not UTF-8. We read it as Windows text; look at the accents.")
        )
    if pile.slips:
        messages.info(
            request, _("Put the others into a file of their own, mend them, and send only that.")
        )


def _download(text: str, name: str) -> HttpResponse:
    answer = HttpResponse(text, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
