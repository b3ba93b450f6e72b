"""Who may do what with a request for help. Which one may know of is `ReferralQuerySet`.

How to reach the person is for two alone: whoever sent it, and those who answer for the
organization while the request is in its hands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import rules

from partnerships.organizations.rules import may_speak
from partnerships.referrals.models.querysets import OVERSEEING, SENDING
from portal.accounts.models import User
from portal.accounts.rules import holds_role, holds_role_at

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from partnerships.referrals.models import Referral


@rules.predicate
def sent_it(user: User | AnonymousUser, referral: Referral | None = None) -> bool:
    return isinstance(user, User) and referral is not None and referral.sent_by_id == user.pk


@rules.predicate
def answers_for_them(user: User | AnonymousUser, referral: Referral | None = None) -> bool:
    return referral is not None and may_speak(user, referral.organization)


@rules.predicate
def is_in_hand(user: User | AnonymousUser, referral: Referral | None = None) -> bool:  # noqa: ARG001  as predicates are asked
    return referral is not None and referral.is_in_hand


sends = holds_role(*SENDING)

rules.add_perm("referrals.send", sends)
rules.add_perm("referrals.withdraw", sends & (sent_it | holds_role_at(*OVERSEEING)))
rules.add_perm("referrals.answer", answers_for_them)
rules.add_perm("referrals.read_contact", (sends & sent_it) | (answers_for_them & is_in_hand))
