"""From a draft to the public: words, review, a look at what goes out, and taking it back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metrics.reports import editions, shown
from metrics.reports.document import Document
from metrics.reports.finding import found
from metrics.reports.forms import ReviewForm, WhyForm
from metrics.reports.models import DistributionList, Publication
from metrics.reports.models.written import LONGEST
from metrics.reports.packs import packs
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from metrics.reports.models import Report
    from portal.accounts.models import User
    from portal.http import UserRequest


class WordsForm(forms.Form):
    """A field for each box of the report, named by its key."""

    def __init__(self, data: Mapping[str, Any] | None, *, document: Document) -> None:
        super().__init__(data)
        for box in document.narratives:
            self.fields[box.key] = forms.CharField(
                label=box.title,
                help_text=box.hint,
                initial=box.text,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 8}),
            )


class PublicationForm(forms.Form):
    lists = forms.ModelMultipleChoiceField(
        DistributionList.objects.none(),
        label=gettext_lazy("Whom to tell"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Mapping[str, Any] | None, *, user: User, report: Report) -> None:
        super().__init__(data)
        field = self.fields["lists"]
        assert isinstance(field, forms.ModelMultipleChoiceField)  # noqa: S101  # declared above
        field.queryset = DistributionList.objects.visible_to(user)
        if report.schedule:
            field.initial = report.schedule.lists.all()


@require_http_methods(["GET", "HEAD", "POST"])
def words(request: UserRequest, pk: int) -> HttpResponse:
    """Write into the boxes. What was typed stays on the page where it cannot be kept."""
    one = ready(found(request, pk, "write_report"))
    # Sent with nothing in it is sent all the same: every box may be empty.
    sent = request.POST if request.method == "POST" else None
    form = WordsForm(sent, document=editions.staff(one))
    if request.method == "POST" and form.is_valid():
        try:
            changed = one.tell(form.cleaned_data, request.user)
        except NotPossible as refusal:
            form.add_error(None, str(refusal.words))
        else:
            if changed:
                messages.success(request, _("Your words are in the report."))
            return redirect(one)
    return render(request, "reports/words.html", {"form": form, "report": one})


@require_POST
def review(request: UserRequest, pk: int) -> HttpResponse:
    one = ready(found(request, pk, "review_report"))
    form = ReviewForm(request.POST)
    try:
        one.review(request.user, form.cleaned_data["note"] if form.is_valid() else "")
    except NotPossible as refusal:
        messages.error(request, str(refusal.words))
    else:
        messages.success(request, _("The report is reviewed. It can be published now."))
    return redirect(one)


@require_POST
def return_to_draft(request: UserRequest, pk: int) -> HttpResponse:
    one = ready(found(request, pk, "review_report"))
    form = WhyForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Say why it goes back, so that someone can mend it."))
        return redirect(one)
    try:
        one.return_to_draft(request.user, form.cleaned_data["why"])
    except NotPossible as refusal:
        messages.error(request, str(refusal.words))
    else:
        messages.success(request, _("It is a draft again."))
    return redirect(one)


@require_http_methods(["GET", "HEAD", "POST"])
def publication(request: UserRequest, pk: int) -> HttpResponse:
    """Just what the public will see, and a button below it."""
    one = ready(found(request, pk, "publish_report"))
    if not packs()[one.kind].publishable:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = PublicationForm(sent, user=request.user, report=one)
    try:
        edition = editions.public(one)
        if request.method == "POST" and form.is_valid():
            edition = edition.with_files(one.data_as_of or edition.at)
            made = Publication.objects.publish(
                one, edition, by=request.user, lists=form.cleaned_data["lists"]
            )
            messages.success(request, _("It is published."))
            return redirect(made)
    except NotPossible as refusal:
        messages.error(request, str(refusal.words))
        return redirect(one)
    context = {
        "report": one,
        "form": form,
        "edition": edition,
        "document": edition.document,
        "said": shown.as_page(edition.document),
    }
    return render(request, "reports/publication.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: UserRequest, pk: int) -> HttpResponse:
    """Take back what was published. Its address then says why."""
    one = ready(found(request, pk, "publish_report"))
    published = getattr(one, "publication", None)
    if published is None:
        raise Http404
    form = WhyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        published.withdraw(request.user, form.cleaned_data["why"])
        messages.success(request, _("It is taken back. Its address says why."))
        return redirect(one)
    context = {"report": one, "form": form, "publication": published}
    return render(request, "reports/withdrawal.html", context)


@require_safe
def check(request: UserRequest, pk: int) -> HttpResponse:
    """Whether the numbers are still those of the fingerprint, kept or brought along."""
    one = ready(found(request, pk))
    brought = "".join(request.GET.get("fingerprint", "").split()).lower()
    now = editions.fingerprint(Document.from_json(one.numbers or {}))
    context = {
        "report": one,
        "now": now,
        "holds": now == one.sha256,
        "brought": brought,
        "same": brought == now,
    }
    return render(request, "reports/check.html", context)


def ready(one: Report) -> Report:
    """404 for a report that is not written yet: there is nothing to work on."""
    if not (one.is_ready and one.numbers and one.kind in packs()):
        raise Http404
    return one
