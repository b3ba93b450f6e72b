"""Where organizers write what they would like to know of those who come, and read the answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from engagement.events.desk_views import find_event
from engagement.events.models import Question, Rsvp
from engagement.events.models.question import MOST_QUESTIONS
from engagement.events.question_forms import QuestionForm
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.http import HttpResponse

    from portal.http import UserRequest

MOVES = {"up": -1, "down": 1}


def list_questions(request: UserRequest, pk: int) -> HttpResponse:
    event = find_event(request, pk)
    form = QuestionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            Question.objects.ask(event, **form.cleaned_data)
        except NotPossible as reason:
            form.add_error(None, str(reason))
        else:
            messages.success(request, _("The question is added."))
            return redirect("desk_events:questions", event.pk)
    questions = list(event.questions.in_order())
    # Whoever gave up the seat is not asked any more.
    coming = Rsvp.objects.active().filter(session__event=event).exclude(answers={})
    given = list(coming.order_by("answered_at", "pk").values_list("answers", flat=True))
    for question in questions:
        question.event = event
    context = {
        "event": event,
        "form": form,
        "summaries": [question.summary(given) for question in questions],
        "full": len(questions) >= MOST_QUESTIONS,
    }
    return render(request, "events/questions.html", context)


def edit_question(request: UserRequest, pk: int) -> HttpResponse:
    question = find_question(request, pk)
    form = QuestionForm(request.POST or None, question=question)
    if request.method == "POST" and form.is_valid():
        try:
            question.reword(**form.cleaned_data)
        except NotPossible as reason:
            form.add_error("kind", str(reason))
        else:
            messages.success(request, _("The question is saved."))
            return redirect("desk_events:questions", question.event_id)
    context = {"event": question.event, "question": question, "form": form}
    return render(request, "events/question_form.html", context)


@require_POST
def move_question(request: UserRequest, pk: int) -> HttpResponse:
    question = find_question(request, pk)
    question.move(MOVES.get(request.POST.get("to", ""), 0))
    return redirect("desk_events:questions", question.event_id)


def remove_question(request: UserRequest, pk: int) -> HttpResponse:
    """Asks first where answers would be lost; where there are none the button is enough."""
    question = find_question(request, pk)
    sure = "sure" in request.POST or not question.has_answers()
    if request.method == "POST" and sure:
        question.remove()
        messages.success(request, _("The question is taken away."))
        return redirect("desk_events:questions", question.event_id)
    context = {"event": question.event, "question": question}
    return render(request, "events/question_removal.html", context)


def find_question(request: UserRequest, pk: int) -> Question:
    question = get_object_or_404(Question, pk=pk)
    question.event = find_event(request, question.event_id)
    return question
