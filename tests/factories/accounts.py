import factory
from factory.django import DjangoModelFactory

from portal.accounts.models import Role, User


class RoleFactory(DjangoModelFactory[Role]):
    class Meta:
        model = Role

    kind = "officer"


class UserFactory(DjangoModelFactory[User]):
    """A person; `role` and `area` give one role."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence("resident{}@example.org".format)
    name = "Neighbor"

    @classmethod
    def _create(cls, model_class, *args, role=None, area=None, **kwargs):
        user = super()._create(model_class, *args, **kwargs)
        if role:
            RoleFactory.create(user=user, kind=role, area=area)
        return user
