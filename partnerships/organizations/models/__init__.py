from partnerships.organizations.models.joining import Invitation, JoinRequest
from partnerships.organizations.models.location import Location
from partnerships.organizations.models.logo import Logo
from partnerships.organizations.models.membership import Membership
from partnerships.organizations.models.note import Note, NoteQuerySet
from partnerships.organizations.models.organization import Organization
from partnerships.organizations.models.querysets import OrganizationQuerySet
from partnerships.organizations.models.service import Service, ServiceAtLocation, ServiceQuerySet

__all__ = [
    "Invitation",
    "JoinRequest",
    "Location",
    "Logo",
    "Membership",
    "Note",
    "NoteQuerySet",
    "Organization",
    "OrganizationQuerySet",
    "Service",
    "ServiceAtLocation",
    "ServiceQuerySet",
]
