from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from engagement.priorities.models import Ballot, BallotOption, Priority, Vote


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


class PriorityFactory(DjangoModelFactory[Priority]):
    """A priority of half a year ago, with something done `said` days ago (never where None)."""

    class Meta:
        model = Priority

    class Params:
        said = 10
        is_retired = factory.Trait(
            retired_on=factory.LazyFunction(timezone.localdate),
            retire_reason="The path has had lamps since May, and it is quiet.",
        )

    area = factory.SubFactory("tests.factories.areas.AreaFactory")
    issue = factory.Sequence("Cars race at crossing {}".format)
    issue_on = factory.LazyFunction(lambda: days_ago(180))
    action = factory.LazyAttribute(
        lambda one: "" if one.said is None else "The speed sign stands there now."
    )
    action_on = factory.LazyAttribute(lambda one: None if one.said is None else days_ago(one.said))
    position = factory.Sequence(lambda number: number + 1)


class BallotFactory(DjangoModelFactory[Ballot]):
    """A vote that began yesterday and ends in a week; `is_over` ended yesterday."""

    class Meta:
        model = Ballot
        skip_postgeneration_save = True

    class Params:
        is_over = factory.Trait(
            opens_on=factory.LazyFunction(lambda: days_ago(15)),
            closes_on=factory.LazyFunction(lambda: days_ago(1)),
        )

    area = factory.SubFactory("tests.factories.areas.AreaFactory")
    title = "What should we work on first?"
    opens_on = factory.LazyFunction(lambda: days_ago(1))
    closes_on = factory.LazyFunction(lambda: days_ago(-7))
    most_choices = 2

    @factory.post_generation
    def words(self, _create, extracted):
        for position, words in enumerate(extracted or ("Speeding", "Noise", "Dumping"), start=1):
            BallotOption.objects.create(ballot=self, words=words, position=position)


def vote_for(ballot, *words, times=1):
    """So many people chose these."""
    options = ballot.options.filter(words__in=words)
    begun = ballot.votes.count()
    for number in range(times):
        vote = Vote.objects.create(ballot=ballot, voter_hash=f"{begun + number:064x}")
        vote.choices.set(options)
