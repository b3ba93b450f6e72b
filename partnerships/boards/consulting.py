"""Drafts for everyone to read and comment on, and what became of the comments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core import signing
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from partnerships.boards import voters
from partnerships.boards.consultation_forms import AppealForm, CommentForm
from partnerships.boards.models import Comment, Consultation, FinalFile, Watcher
from partnerships.boards.states import Stage
from portal.files.serving import served
from portal.pages.kept import kept
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

A_PAGE = 20
WAIT = 600  # seconds, for whoever was too fast
SALT = "boards.comment"


@require_safe
@login_not_required
@kept
def consultations(request: HttpRequest) -> HttpResponse:
    """Open ones first, by their last day; then how the others ended."""
    found = Consultation.objects.published().select_related("board", "area")
    open_now = found.open().order_by("closes_on")
    over = found.exclude(pk__in=open_now.values("pk")).order_by("-closes_on", "-pk")
    context = {
        "open": open_now.annotate(said=Count("comments")),
        "page": Paginator(over.annotate(said=Count("comments")), A_PAGE).get_page(
            request.GET.get("page")
        ),
    }
    return render(request, "boards/consultations.html", context)


@require_safe
@login_not_required
@kept
def consultation(request: HttpRequest, slug: str) -> HttpResponse:
    """The draft, passage by passage; comments while it is open, and what became of them after."""
    found = find(request, slug)
    chosen = request.GET.get("passage", "")
    form = CommentForm(consultation=found, user=request.user, initial={"about": chosen})
    return shown(request, found, form)


@require_POST
@login_not_required
@never_cache
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    """Say something about the draft; no account and no script are needed."""
    found = find(request, slug)
    form = CommentForm(request.POST, consultation=found, user=request.user)
    if not form.is_valid():
        return shown(request, found, form)
    if noticed := form.noticed:
        return shown(request, found, form, noticed=noticed)
    if not voters.may_comment(request):
        form.add_error(None, _("That is many at once. Wait ten minutes, then try again."))
        response = shown(request, found, form, status=429)
        response["Retry-After"] = str(WAIT)
        return response
    voter = voters.Voter(request)
    said = form.cleaned_data
    try:
        made = Comment.objects.say(
            found,
            said["text"],
            voter=voter.on(found),
            passage=form.passages.get(said["about"]),
            name=said["name"],
            organization=said.get("organization"),
            language=(get_language() or "")[:10],
            submission=said["submission"],
        )
    except NotPossible as refused:
        form.add_error(None, str(refused))
        return shown(request, found, form)
    if said["email"]:
        about = {"language": (get_language() or "")[:10]}
        Watcher.objects.get_or_create(
            consultation=found, email=said["email"].lower(), defaults=about
        )
    messages.success(request, _("Your comment stands with the draft."))
    return voter.remembered(redirect(reverse("boards:my_comment", args=[token_of(made)])))


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
def my_comment(request: HttpRequest, token: str) -> HttpResponse:
    """For whoever wrote it: where it stands, and a second look if it was hidden."""
    try:
        pk = signing.Signer(salt=SALT).unsign_object(token)
    except signing.BadSignature:
        raise Http404 from None
    found = get_object_or_404(
        Comment.objects.select_related("consultation", "passage").prefetch_related("hidings"), pk=pk
    )
    hiding = found.standing_hiding
    form = AppealForm(request.POST or None)
    if request.method == "POST":
        if hiding is None:
            return redirect(request.path)
        if not voters.may_appeal(request):
            form.add_error(None, _("That is many at once. Wait ten minutes, then try again."))
        elif form.is_valid() and form.act(hiding):
            messages.success(request, _("Someone else looks at it. Come back to this page."))
            return redirect(request.path)
    context = {"comment": found, "hiding": hiding, "form": form}
    response = render(request, "boards/my_comment.html", context)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
@login_not_required
def final_file(request: HttpRequest, slug: str) -> HttpResponse:
    found = find(request, slug)
    file = get_object_or_404(FinalFile.objects.defer(None), consultation=found)
    return served(file.content, file.content_type, f"{found.slug}.pdf", cache="public, max-age=300")


def find(request: HttpRequest, slug: str) -> Consultation:
    """Published ones; a draft is there for those who write it."""
    visible = Consultation.objects.visible_to(request.user)
    return get_object_or_404(visible.select_related("board", "area"), slug=slug)


def token_of(comment: Comment) -> str:
    """An address for whoever wrote it, which nobody can guess or count up."""
    return signing.Signer(salt=SALT).sign_object(comment.pk)


def shown(
    request: HttpRequest,
    found: Consultation,
    form: CommentForm,
    *,
    noticed: list[str] | None = None,
    status: int = 200,
) -> HttpResponse:
    said = list(comments_of(found))
    passages = [
        (passage, [one for one in said if one.passage_id == passage.pk])
        for passage in found.passages.all()
    ]
    context: dict[str, Any] = {
        "consultation": found,
        "passages": passages,
        "whole": [one for one in said if one.passage_id is None],
        "said": len(said),
        "form": form,
        "noticed": noticed or [],
        "can_comment": found.is_open,
        "rows": rows_of(found) if found.state == Stage.ANSWERED else [],
        "read_only": sum(one.read_at is not None for one in said),
        "has_file": FinalFile.objects.filter(consultation=found).exists(),
        "changed": any(passage.final_text for passage, _said in passages),
    }
    return render(request, "boards/consultation.html", context, status=status)


def comments_of(found: Consultation) -> Any:
    """In the order they came. Those hidden keep their place, with the reason."""
    return found.comments.select_related("organization").prefetch_related("hidings")


def rows_of(found: Consultation) -> Any:
    covered = Prefetch("comments", Comment.objects.only("pk"))
    return found.rows.prefetch_related(covered).annotate(heard_from=Count("comments"))
