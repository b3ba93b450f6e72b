"""Every table that goes out, and the topics they are read under."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from metrics.transparency.datasets import (
    concerns,
    corrections,
    gifts,
    meetings,
    promises,
    replies,
    standing,
    surveys,
)

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

    from metrics.transparency.datasets.shape import Dataset


@dataclass(frozen=True)
class Topic:
    """A page of its own: a question people have, and the tables that answer it."""

    slug: str
    title: _StrOrPromise
    about: _StrOrPromise
    datasets: tuple[Dataset, ...]


TOPICS = (
    Topic(
        "replies",
        _("Do people get a reply?"),
        _("Every concern gets a first reply within a promised time. This is how often it did."),
        (replies.REPLIES, replies.HOURS, replies.LANGUAGES),
    ),
    Topic(
        "concerns",
        _("What do people raise?"),
        _("The topics of concerns. Not one of them says who raised it."),
        (concerns.TOPICS,),
    ),
    Topic(
        "promises",
        _("Are promises kept?"),
        _("A promise has a day. It ends when residents were told, not when it was done."),
        (promises.PROMISES, standing.STANDING),
    ),
    Topic(
        "meetings",
        _("Who meets, and is it written down?"),
        _("Meetings, who came, minutes, and time officers spent with people."),
        (meetings.MEETINGS, meetings.MINUTES, meetings.OUTREACH),
    ),
    Topic(
        "priorities",
        _("What do neighborhoods work on?"),
        _("Priorities that were set and closed, and longer work on one problem."),
        (promises.PRIORITIES,),
    ),
    Topic(
        "recommendations",
        _("Are boards answered?"),
        _("A board that asks for something gets an answer with a reason, within a promised time."),
        (promises.RECOMMENDATIONS,),
    ),
    Topic(
        "partners",
        _("What do partners give?"),
        _("Organizations work on it too: their hours, and the people they helped."),
        (gifts.GIFTS, meetings.REFERRALS),
    ),
    Topic(
        "training",
        _("Are officers trained?"),
        _("Courses that officers must hold, and how many do."),
        (standing.TRAINING,),
    ),
    Topic(
        "complaints",
        _("Where do complaints go?"),
        _("Complaints are decided elsewhere. We count how often we led someone there."),
        (concerns.ROUTED,),
    ),
    Topic(
        "trust",
        _("Do people trust the police?"),
        _("What surveys found, each with how it was made. Every released survey is here."),
        (surveys.TRUST, surveys.SURVEYS),
    ),
    Topic(
        "corrections",
        _("What was changed or hidden?"),
        _("What was published again or hidden, and for which reason."),
        (corrections.AGAIN, corrections.HIDDEN),
    ),
    Topic(
        "privacy",
        _("Who asked for what we hold?"),
        _("Courts and offices can demand records. We count each demand, also when none came."),
        (corrections.DEMANDS,),
    ),
)
DATASETS: dict[str, Dataset] = {
    dataset.slug: dataset for topic in TOPICS for dataset in topic.datasets
}
BY_SLUG: dict[str, Topic] = {topic.slug: topic for topic in TOPICS}


def topic_of(dataset: str) -> Topic:
    return next(topic for topic in TOPICS if any(each.slug == dataset for each in topic.datasets))
