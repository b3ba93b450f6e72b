"""A concern handed to a partner: a request for help with the consent of whoever raised it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.translation import gettext as _

from engagement.concerns.models import ConcernReferral
from partnerships.referrals.models import Referral
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from engagement.concerns.models import Concern
    from portal.accounts.models import User

# “Yes” is no explicit consent to something sensitive.
FEWEST_WORDS = 5


@transaction.atomic
def hand_over(concern: Concern, by: User, **said: Any) -> Referral:
    """Ask an organization to help, and remember which concern it came out of.

    Of a sensitive concern only with consent in so many words.
    """
    if concern.sensitive and len(said["consent_words"].split()) < FEWEST_WORDS:
        raise NotPossible(
            _(
                "This concern is sensitive. Write down in a whole sentence what the person agreed"
                " to, as they said it."
            )
        )
    referral = Referral.objects.send(by=by, **said)
    link, _new = ConcernReferral.objects.get_or_create(
        referral=referral, defaults={"concern": concern}
    )
    if link.concern_id != concern.pk:
        raise NotPossible(_("Load the page again, then send it."))
    return referral
