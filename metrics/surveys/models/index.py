from __future__ import annotations

from django.db import models

from metrics.surveys.models.instrument import Instrument, fixed_once_fielded
from metrics.surveys.models.question import ANY, Question, one_meaning_per_code


class Index(models.Model):
    """Several questions that measure one thing, as one score from 0 to 100 (STATISTICS.md, 1.10).

    A person's score is the mean of the items answered, each as percent of the most possible,
    turned round where `is_reversed`; a person who answered fewer than `least_answered` of them
    has none. More is always better.
    """

    instrument = models.ForeignKey(Instrument, models.CASCADE, related_name="indices")
    number = models.PositiveSmallIntegerField(default=1)
    code = models.SlugField(max_length=40)
    # What it is called, by language.
    names = models.JSONField(default=dict)
    least_answered = models.DecimalField(max_digits=3, decimal_places=2, default=0.6)
    # The one number shown first.
    is_headline = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["instrument", "code"], name="one_index_per_code"),
            models.UniqueConstraint(
                fields=["instrument"], condition=models.Q(is_headline=True), name="one_headline"
            ),
            models.CheckConstraint(
                condition=models.Q(least_answered__gt=0, least_answered__lte=1),
                name="an_index_needs_some_of_its_items",
            ),
        ]
        triggers = [
            fixed_once_fielded("COALESCE(NEW.instrument_id, OLD.instrument_id)", operation=ANY),
            one_meaning_per_code("NEW.instrument_id", of_question=False),
        ]

    def __str__(self) -> str:
        return self.code


class IndexItem(models.Model):
    """A question as part of an index."""

    index = models.ForeignKey(Index, models.CASCADE, related_name="items")
    question = models.ForeignKey(Question, models.CASCADE, related_name="in_indices")
    is_reversed = models.BooleanField(default=False)

    class Meta:
        ordering = ["question__section__number", "question__number"]
        constraints = [
            models.UniqueConstraint(fields=["index", "question"], name="an_item_counts_once"),
        ]
        triggers = [
            fixed_once_fielded(
                "(SELECT instrument_id FROM surveys_index"
                " WHERE id = COALESCE(NEW.index_id, OLD.index_id))",
                operation=ANY,
            )
        ]

    def __str__(self) -> str:
        return f"{self.index}: {self.question}"
