"""Boards at the desk: what they are, who sits on them and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pghistory
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from partnerships.boards.desk import allowed
from partnerships.boards.forms import BoardForm, MemberForm
from partnerships.boards.models import Board, BoardMember

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: UserRequest) -> HttpResponse:
    allowed(request, "boards.add_board")
    return board_form(request, BoardForm(request.POST or None))


@require_http_methods(["GET", "HEAD", "POST"])
def board(request: UserRequest, slug: str) -> HttpResponse:
    """What it is, and everyone who sits or sat on it."""
    found = get_object_or_404(Board, slug=slug)
    allowed(request, "boards.change_board", found)
    return board_form(request, BoardForm(request.POST or None, instance=found))


def board_form(request: UserRequest, form: BoardForm) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        with pghistory.context(user=request.user.pk):
            kept = form.save()
        messages.success(request, _("Kept. Everyone can read it."))
        return redirect("desk_boards:board", kept.slug)
    found = Board.objects.filter(pk=form.instance.pk).first()
    seats = found.members.order_by("-until_on", "name") if found else BoardMember.objects.none()
    context = {"form": form, "board": found, "seats": seats}
    return render(request, "boards/desk/board.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new_member(request: UserRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Board, slug=slug)
    allowed(request, "boards.change_board", found)
    return member_form(request, BoardMember(board=found))


@require_http_methods(["GET", "HEAD", "POST"])
def member(request: UserRequest, pk: int) -> HttpResponse:
    """One seat: who, for whom, and until when. Who leaves early gets an earlier last day."""
    seat = get_object_or_404(BoardMember.objects.select_related("board", "user"), pk=pk)
    allowed(request, "boards.change_board", seat.board)
    return member_form(request, seat)


def member_form(request: UserRequest, seat: BoardMember) -> HttpResponse:
    form = MemberForm(request.POST or None, instance=seat)
    if request.method == "POST" and form.is_valid():
        with pghistory.context(user=request.user.pk):
            form.save()
            seat.board.save(update_fields=["changed_at"])
        messages.success(request, _("Kept. Everyone can read it."))
        return redirect("desk_boards:board", seat.board.slug)
    return render(request, "boards/desk/member.html", {"form": form, "board": seat.board})
