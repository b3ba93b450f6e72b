from partnerships.referrals.models.contact import ReferralContact
from partnerships.referrals.models.link import ReferralLink
from partnerships.referrals.models.referral import Referral
from partnerships.referrals.models.step import ReferralStep

__all__ = ["Referral", "ReferralContact", "ReferralLink", "ReferralStep"]
