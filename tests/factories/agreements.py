from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from partnerships.agreements.models import Agreement, SharedGoal, Signature, SignedFile
from tests.factories.organizations import OrganizationFactory


def days(number):
    return factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=number))


class AgreementFactory(DjangoModelFactory[Agreement]):
    """In force for a year, both signed. `is_draft`, `is_proposed`, `is_ending`, `has_lapsed`."""

    class Meta:
        model = Agreement
        skip_postgeneration_save = True

    class Params:
        is_draft = factory.Trait(proposed_at=None, signed_on=None)
        is_proposed = factory.Trait(signed_on=None)
        is_ending = factory.Trait(ends_on=days(20))
        has_lapsed = factory.Trait(starts_on=days(-400), ends_on=days(-5))
        is_withdrawn = factory.Trait(
            withdrawn_on=days(-3), withdrawn_side="partner", withdrawn_why="We close this spring."
        )

    organization = factory.SubFactory(OrganizationFactory)
    title = factory.Sequence("Homework club {}".format)
    purpose = "youth"
    aim = "More children have a quiet place to learn."
    ours = "An officer opens the room on Tuesdays."
    theirs = "Two tutors come on Tuesdays."
    starts_on = days(-100)
    ends_on = days(265)
    proposed_at = factory.LazyFunction(timezone.now)
    signed_on = days(-100)

    @factory.post_generation
    def signed(agreement, create, _extracted, **_about):  # noqa: N805
        if create and agreement.signed_on:
            for side in ("agency", "partner"):
                Signature.objects.create(
                    agreement=agreement, side=side, role="Director", signed_on=agreement.signed_on
                )


class SharedGoalFactory(DjangoModelFactory[SharedGoal]):
    class Meta:
        model = SharedGoal

    agreement = factory.SubFactory(AgreementFactory)
    words = "More children come"
    measure = "Children a week, by the sign-in sheet"
    baseline = 12
    target = 30


def a_signed_file(**about):
    """The signed paper of an agreement."""
    agreement = AgreementFactory.create(**about)
    paper = b"%PDF-1.7 signed"
    return SignedFile.objects.create(
        agreement=agreement, content=paper, size=len(paper), content_type="application/pdf"
    )
