from __future__ import annotations

from collections import Counter
from statistics import fmean
from typing import TYPE_CHECKING, Any, NamedTuple, Self

from django import forms
from django.apps import apps
from django.db import models, transaction
from django.db.models import F, Func, Value
from django.utils.formats import number_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.refusals import NotPossible
from portal.wordings import WordsField, in_languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from engagement.events.models.event import Event

MOST_QUESTIONS = 8
FEWEST_CHOICES, MOST_CHOICES, LONGEST_CHOICE = 2, 12, 100
LONGEST_ANSWER = 300
LARGEST_NUMBER = 1_000_000_000
# This many choices stand side by side as buttons; more become a list to open.
A_FEW_CHOICES = 5


class NumberField(forms.FloatField):
    """Whole numbers stay whole, so that no one reads of 3.0 children."""

    def clean(self, value: Any) -> float | int | None:
        number = super().clean(value)
        return int(number) if number is not None and number == int(number) else number


class Summary(NamedTuple):
    """What was answered to one question, in the reader's language."""

    question: Question
    answered: int
    counts: list[tuple[str, int]]
    total: str
    mean: str
    texts: list[str]


class QuestionQuerySet(models.QuerySet["Question"]):
    def ask(self, event: Event, *, text: str, kind: str, choices: str = "") -> Question:
        """One question more, after those there are."""
        with transaction.atomic():
            event.lock()
            asked = list(event.questions.values_list("position", flat=True))
            if len(asked) >= MOST_QUESTIONS:
                raise NotPossible(
                    gettext("%(most)d questions are enough for anyone. Take one away first.")
                    % {"most": MOST_QUESTIONS}
                )
            question = Question(event=event, kind=kind, position=max(asked, default=0) + 1)
            question.word(text, choices)
            question.save()
            event.save(update_fields=["changed_at"])
            return question

    def fields(self) -> dict[str, forms.Field]:
        """What a form asks, by field name."""
        return {question.field_name: question.form_field() for question in self}

    def answers_in(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """What `Rsvp.answers` holds of a form's cleaned data: only what was answered."""
        said = {str(question.pk): cleaned.get(question.field_name) for question in self}
        return {pk: answer for pk, answer in said.items() if answer not in {None, ""}}

    def in_order(self) -> Self:
        return self.order_by("position", "pk")


class Question(models.Model):
    """Something the organizer would like to know of those who come. No one has to answer."""

    class Kind(models.TextChoices):
        TEXT = "text", _("A few words")
        CHOICE = "choice", _("One of several")
        NUMBER = "number", _("A number")

    event = models.ForeignKey("events.Event", models.CASCADE, related_name="questions")
    text = WordsField(_("question"), max_length=200)
    kind = models.CharField(_("answer"), max_length=10, choices=Kind, default=Kind.TEXT)
    # One choice a line.
    choices = WordsField(_("choices"), blank=True, lines=4)
    position = models.PositiveSmallIntegerField(default=0)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.text)

    def again_for(self, event: Event) -> Question:
        """The same question at another meeting, in all its languages."""
        same = {"kind": self.kind, "text": self.text, "choices": self.choices}
        return event.questions.create(position=self.position, **same)

    @property
    def written_in(self) -> str:
        return self.event.written_in

    @property
    def field_name(self) -> str:
        return f"question_{self.pk}"

    @property
    def original_text(self) -> str:
        return original(self.text, self.written_in)

    @property
    def original_choices(self) -> list[str]:
        """As first written; an answer is kept in these words, whoever gave it."""
        return lines_of(original(self.choices, self.written_in))

    def choices_to_read(self) -> list[tuple[str, str]]:
        """Each choice as it is kept, and in the reader's language."""
        kept, read = self.original_choices, lines_of(str(self.choices))
        # A translation that lost a line would put one answer under another's words.
        return list(zip(kept, read if len(read) == len(kept) else kept, strict=True))

    def form_field(self) -> forms.Field:
        """Asks it in the reader's language. Never required."""
        asked: dict[str, Any] = {"label": str(self.text), "required": False}
        if self.kind == self.Kind.NUMBER:
            most = LARGEST_NUMBER
            widget = forms.NumberInput(attrs={"step": "any", "inputmode": "decimal"})
            return NumberField(min_value=-most, max_value=most, widget=widget, **asked)
        if self.kind == self.Kind.CHOICE:
            choices = self.choices_to_read()
            widgets = forms.RadioSelect if len(choices) <= A_FEW_CHOICES else forms.Select
            none = ("", gettext("No answer"))
            return forms.ChoiceField(choices=[none, *choices], widget=widgets, **asked)
        return forms.CharField(max_length=LONGEST_ANSWER, **asked)

    def answer_words(self, answers: Mapping[str, Any]) -> str:
        """What one person answered, for people to read; empty if nothing."""
        answer = answers.get(str(self.pk))
        if answer is None or isinstance(answer, bool | list | dict):
            return ""
        if self.kind == self.Kind.CHOICE:
            return dict(self.choices_to_read()).get(str(answer), str(answer))
        if isinstance(answer, int | float):
            return number(answer)
        return str(answer)

    def summary(self, all_answers: Iterable[Mapping[str, Any]]) -> Summary:
        """Counts of choices, sum and mean of numbers, texts as they came."""
        given = [each[str(self.pk)] for each in all_answers if str(self.pk) in each]
        words = [said for each in given if (said := self.answer_words({str(self.pk): each}))]
        numbers = [each for each in given if is_a_number(each)]
        counts: list[tuple[str, int]] = []
        if self.kind == self.Kind.CHOICE:
            counted = Counter(words)
            offered = [read for _kept, read in self.choices_to_read()]
            # Words of an earlier wording come after those offered now.
            counts = [(read, counted[read]) for read in dict.fromkeys([*offered, *words])]
        is_number = self.kind == self.Kind.NUMBER and bool(numbers)
        return Summary(
            self,
            len(words),
            counts,
            number(sum(numbers)) if is_number else "",
            number(round(fmean(numbers), 1)) if is_number else "",
            words if self.kind == self.Kind.TEXT else [],
        )

    def has_answers(self) -> bool:
        from engagement.events.models.rsvp import Rsvp

        mine = Rsvp.objects.filter(session__event_id=self.event_id)
        return mine.filter(answers__has_key=str(self.pk)).exists()

    def reword(self, *, text: str, kind: str, choices: str = "") -> None:
        """Say it better. What was answered keeps its kind, and its own words."""
        with transaction.atomic():
            self.event.lock()
            if kind != self.kind and self.has_answers():
                raise NotPossible(
                    gettext("People have answered this. Its kind of answer has to stay.")
                )
            self.kind = kind
            self.word(text, choices)
            self.save()
            self.event.save(update_fields=["changed_at"])

    def word(self, text: str, choices: str) -> None:
        """Put it in the meeting's own language; translations stay beside it."""
        self.text = in_languages(self.text) | {self.written_in: text}
        self.choices = (
            in_languages(self.choices) | {self.written_in: choices}
            if self.kind == self.Kind.CHOICE
            else {}
        )

    def move(self, places: int) -> None:
        """Up with -1, down with 1; at an end it stays."""
        with transaction.atomic():
            self.event.lock()
            order = list(self.event.questions.in_order())
            at = order.index(self)
            to = min(max(at + places, 0), len(order) - 1)
            order.insert(to, order.pop(at))
            for position, question in enumerate(order, start=1):
                question.position = position
            Question.objects.bulk_update(order, ["position"])
            self.event.save(update_fields=["changed_at"])

    def remove(self) -> None:
        """Take it away, and every answer to it, also from what seats were before."""
        from engagement.events.models.rsvp import Rsvp

        key = str(self.pk)
        without = Func(
            F("answers"),
            Value(key),
            template="(%(expressions)s)",
            arg_joiner=" - ",
            output_field=models.JSONField(),
        )
        with transaction.atomic():
            self.event.lock()
            mine = Rsvp.objects.filter(session__event_id=self.event_id)
            # The history writes down what it replaces, so it comes second.
            before = apps.get_model("events", "RsvpHistory").objects
            of_mine = before.filter(pgh_obj__in=mine)
            for answered in (mine, of_mine):
                answered.filter(answers__has_key=key).update(answers=without)
            self.delete()
            self.event.save(update_fields=["changed_at"])


def original(words: object, written_in: str) -> str:
    """As first written, or, where that is lost, in whatever language there is."""
    said = in_languages(words)
    return said.get(written_in) or next(iter(said.values()), "")


def lines_of(text: str) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


def is_a_number(answer: Any) -> bool:
    return isinstance(answer, int | float) and not isinstance(answer, bool)


def number(value: float) -> str:
    return number_format(int(value) if value == int(value) else value, force_grouping=True)
