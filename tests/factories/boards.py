from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from partnerships.boards.models import (
    Board,
    BoardMember,
    Comment,
    Consultation,
    Passage,
    Recommendation,
    RecommendationAction,
    RecommendationAnswer,
    ResponseRow,
)

DAY = timedelta(days=1)


def _today(days=0):
    return factory.LazyFunction(lambda: timezone.localdate() + days * DAY)


class BoardFactory(DjangoModelFactory[Board]):
    """An advisory board for the whole city, with nine seats."""

    class Meta:
        model = Board

    name = factory.Sequence("Advisory Board {}".format)
    slug = factory.Sequence("advisory-board-{}".format)
    kind = "advisory"
    about = "Reads policies before they are decided."
    seats = 9


class BoardMemberFactory(DjangoModelFactory[BoardMember]):
    """Sits since last year, for another year."""

    class Meta:
        model = BoardMember

    board = factory.SubFactory(BoardFactory)
    name = factory.Sequence("Member {}".format)
    since_on = _today(-365)
    until_on = _today(365)


class RecommendationFactory(DjangoModelFactory[Recommendation]):
    """Made ten days ago. `late=True` was due yesterday; `is_answered=True` was accepted today."""

    class Meta:
        model = Recommendation

    class Params:
        late = factory.Trait(made_on=_today(-46))
        is_answered = factory.Trait(answered_on=_today(), verdict="accept")

    board = factory.SubFactory(BoardFactory)
    made_on = _today(-10)
    year = factory.LazyAttribute(lambda one: one.made_on.year)
    number = factory.Sequence(lambda n: n + 1)
    title = factory.Sequence("Teach officers to work with interpreters, part {}".format)
    text = "Every officer takes the four-hour course within a year."
    why = "Neighbors wait an hour for someone who speaks their language."
    topic = "language"
    due_on = factory.LazyAttribute(lambda one: one.made_on + 45 * DAY)
    first_due_on = factory.LazyAttribute(lambda one: one.due_on)


class RecommendationAnswerFactory(DjangoModelFactory[RecommendationAnswer]):
    class Meta:
        model = RecommendationAnswer

    recommendation = factory.SubFactory(RecommendationFactory, is_answered=True)
    verdict = "accept"
    reason = "The course exists and has room."


class RecommendationActionFactory(DjangoModelFactory[RecommendationAction]):
    class Meta:
        model = RecommendationAction

    recommendation = factory.SubFactory(RecommendationFactory, is_answered=True)
    what = factory.Sequence("Hold the course, round {}".format)
    owner_words = "Training Division"
    due_on = _today(60)


class ConsultationFactory(DjangoModelFactory[Consultation]):
    """Open since last week, for another week, with two passages. `is_closed`: until yesterday."""

    class Meta:
        model = Consultation
        skip_postgeneration_save = True

    class Params:
        is_closed = factory.Trait(closes_on=_today(-1))
        is_draft = factory.Trait(published_at=None, opens_on=_today(7), closes_on=_today(30))

    title = factory.Sequence("Foot pursuits {}".format)
    slug = factory.Sequence("foot-pursuits-{}".format)
    kind = "policy"
    summary = "When officers may run after someone, and when they let them go."
    opens_on = _today(-7)
    closes_on = _today(7)
    published_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def passages(self, _create, extracted):
        texts = extracted or ["Officers call for help first.", "They stop at the school fence."]
        Passage.objects.bulk_create(
            Passage(consultation=self, number=number, text=text)
            for number, text in enumerate(texts, start=1)
        )


class CommentFactory(DjangoModelFactory[Comment]):
    class Meta:
        model = Comment

    consultation = factory.SubFactory(ConsultationFactory)
    text = factory.Sequence("Say who decides, please ({}).".format)
    voter = factory.Sequence("voter-{}".format)


class ResponseRowFactory(DjangoModelFactory[ResponseRow]):
    class Meta:
        model = ResponseRow

    consultation = factory.SubFactory(ConsultationFactory, is_closed=True)
    number = factory.Sequence(lambda n: n + 1)
    heard = "It should say who decides."
    did = "changed"
    why = "It did not."
