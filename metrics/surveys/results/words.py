"""What the numbers of a release are called, and why one is held back, in words for a reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from metrics.surveys.models import Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from metrics.surveys.models import Instrument


def why(row: Mapping[str, Any], floors: Mapping[str, int]) -> str:
    """Why there is no number, as a sentence; empty where there is one."""
    return {
        "": "",
        "none": _("No one answered this."),
        "few": _("Held back: too few people answered. A score needs %(floor)d.")
        % {"floor": floors["score"]},
        "few_here": _("Held back: too few people of this group live in the area and answered."),
        "wide": _("Held back: the answers differ too much to give one number."),
        "small_area": _("Held back: too few people here answered."),
        "covers": _("Held back, so that no one can work out how few people answered elsewhere."),
        "loose": _("Held back: people did not answer these questions as if they were one thing."),
    }[row["why"]]


def groups() -> dict[str, str]:
    return {
        "all": _("Everyone"),
        "area": _("District"),
        "age_band": _("Age"),
        "sex": _("Sex"),
        "race_ethnicity": _("Race or ethnicity"),
        "mode": _("How they answered"),
    }


def remark(told: Mapping[str, str]) -> str:
    """What was done to a margin, or why it was not used."""
    margin = groups().get(told["margin"], "")
    sentence = {
        "no_population": _("There are no counts of residents here to weigh answers by."),
        "not_in_population": _("%(margin)s: residents are not counted by this."),
        "not_among_residents": _("%(margin)s: residents are not counted as “%(detail)s”; these "
                                 "answers are treated as if it were not known."),
        "nobody_said": _("%(margin)s: no one who answered said this."),
        "too_few_of_each": _("%(margin)s: too few answered of each group to weigh by it."),
        "collapsed": _("%(margin)s: groups with few answers were put together: %(detail)s."),
        "totals_differ": _("%(margin)s: counted of fewer residents than the rest (%(detail)s), so "
                           "only the shares are used."),
        "bounded": _("Weighting step by step left some answers counting too much. Another method "
                     "was used that keeps every weight below %(detail)s and still brings all "
                     "these groups to their share among residents."),
        "not_raked": _("No weights bring all these groups to their share among residents at "
                       "once, so the answers are not weighted."),
    }[told["what"]]  # fmt: skip
    return sentence % {"margin": margin, "detail": told["detail"]}


def breaking(kind: str) -> str:
    return {
        "version": _("The questions were worded differently from here on."),
        "sample_type": _("Other people were asked from here on."),
        "mode": _("People answered in another way from here on."),
        "weighting": _("Answers were weighted differently from here on."),
    }[kind]


def flag(name: str) -> str:
    return {
        "speeding": _("Answered faster than one can read"),
        "straight_line": _("Chose the same step all the way down"),
        "duplicate": _("Came twice from one device"),
        "unproven": _("Came without the proof against robots"),
    }.get(name, name)


@dataclass(frozen=True)
class Asked:
    """A measure in the reader's language: its name, what was asked, and what the ends mean."""

    name: str
    ask: str
    labels: dict[str, str]
    lowest_means: str = ""
    highest_means: str = ""


def asked(instrument: Instrument) -> dict[str, Asked]:
    """Every index and question by its code. Four statements."""
    language = (get_language() or settings.LANGUAGE_CODE).split("-")[0]
    found = {}
    for index in instrument.indices.all():
        name = index.names.get(language) or index.names.get("en") or index.code
        found[index.code] = Asked(name, "", {})
    questions = Question.objects.of(instrument).select_related("row_of")
    questions = questions.prefetch_related("row_of__wordings")
    for question in questions.exclude(kind=Question.Kind.GRID):
        words = question.words
        above = question.row_of.words if question.row_of else None
        said = words.statement or words.ask
        found[question.code] = Asked(
            name=said,
            ask=" ".join(filter(None, [above.ask if above else "", words.ask, words.statement])),
            labels=words.labels or (above.labels if above else {}),
            lowest_means=words.lowest_means,
            highest_means=words.highest_means,
        )
    return found
