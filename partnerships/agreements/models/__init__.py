from partnerships.agreements.models.agreement import Agreement
from partnerships.agreements.models.consent import Consent
from partnerships.agreements.models.goal import SharedGoal
from partnerships.agreements.models.signature import Signature, SignedFile
from partnerships.agreements.models.word import Word

__all__ = ["Agreement", "Consent", "SharedGoal", "Signature", "SignedFile", "Word"]
