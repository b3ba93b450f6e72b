from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

import pghistory
import rules
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models, transaction
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime


class UserManager(BaseUserManager["User"]):
    def demo(self) -> models.QuerySet[User]:
        """The people of the demo city, whom anyone may try out where DEMO_SIGN_IN is on."""
        return self.filter(is_active=True).exclude(demo_person="")

    def create_user(self, email: str, password: str | None = None, **fields: object) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    @transaction.atomic
    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> User:
        """The first administrator. Nobody is above the rules, so this is a role like any other."""
        user = self.create_user(email, password, **fields)
        user.roles.create(kind=Role.Kind.ADMINISTRATOR)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


@pghistory.track(
    pghistory.UpdateEvent(row="OLD"),
    pghistory.DeleteEvent(),
    fields=["email", "name", "language", "is_active"],
    model_name="UserEvent",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class User(AbstractBaseUser):
    """Anyone with an account: a resident, an officer, a partner's staff.

    What a person may do comes from roles and the predicates in each room's rules.py.
    There are no groups, no stored permissions and no superusers.
    """

    email = models.EmailField(
        _("email address"),
        unique=True,
        error_messages={"unique": _("Someone already has an account with this email address.")},
    )
    name = models.CharField(_("name"), max_length=120, blank=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    demo_person = models.CharField(
        _("part in the demo city"),
        max_length=120,
        blank=True,
        help_text=_("Who this is, such as “Officer for Millrace”. Empty for real people."),
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects: ClassVar[UserManager] = UserManager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    # SecondFactorMiddleware clears this when the session has seen a password only.
    second_factor_given = True
    # The admin site sets this on the person it let in (portal.accounts.admin_site).
    configures = False

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.CheckConstraint(condition=Q(email=Lower("email")), name="email_is_lower_case"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def is_staff(self) -> bool:
        """Django's word for "may open the configuration pages"."""
        return self.has_role(Role.Kind.ADMINISTRATOR)

    @cached_property
    def roles_held(self) -> list[Role]:
        """The roles held now, read once a request."""
        return list(self.roles.current().select_related("area"))

    @cached_property
    def has_a_seat(self) -> bool:
        """Whether they belong to an organization that has not left; asked once a request."""
        return self.memberships.filter(organization__left_at=None).exists()

    @property
    def current_roles(self) -> list[Role]:
        """The roles that count now: a guarded one waits for the second factor."""
        if self.second_factor_given:
            return self.roles_held
        return [role for role in self.roles_held if role.kind not in Role.GUARDED]

    def has_role(self, *kinds: str) -> bool:
        return any(role.kind in kinds for role in self.current_roles)

    @property
    def works_here(self) -> bool:
        """Police or city staff, who need a second factor."""
        return self.has_role(*Role.STAFF)

    @property
    def needs_second_factor(self) -> bool:
        """Whether any role held waits for a second factor, given already or not."""
        return any(role.kind in Role.GUARDED for role in self.roles_held)

    def scope(self, *kinds: str) -> list[str] | None:
        """Paths of the areas in which this person holds one of the roles.

        None means the whole city; an empty list means nowhere.
        """
        held = [role for role in self.current_roles if role.kind in kinds]
        if any(role.area is None for role in held):
            return None
        return [role.area.path for role in held if role.area]

    @transaction.atomic
    def close(self) -> None:
        """Erase who this was. What was said and promised stays, without a name."""
        from allauth.account.models import EmailAddress
        from allauth.mfa.models import Authenticator

        from portal.accounts import my_data

        my_data.forget(self)
        EmailAddress.objects.filter(user=self).delete()
        Authenticator.objects.filter(user=self).delete()
        self.name, self.email = "", f"closed-{self.pk}@account.invalid"
        self.is_active = False
        self.set_unusable_password()
        self.save()
        self.history.all().delete()

    def has_perm(self, perm: str, obj: object = None) -> bool:
        ruled = self.configures or rules.has_perm(perm, self, obj)  # type: ignore[no-untyped-call]
        return self.is_active and bool(ruled)

    def has_perms(self, perms: Iterable[str], obj: object = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perms)

    def has_module_perms(self, app_label: str) -> bool:  # noqa: ARG002  # Django's signature
        return self.is_active and self.configures


class RoleQuerySet(models.QuerySet["Role"]):
    def current(self, at: datetime | None = None) -> Self:
        at = at or timezone.now()
        return self.filter(since__lte=at).filter(Q(until=None) | Q(until__gt=at))


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Role(models.Model):
    """What someone may do, where, and from when to when."""

    class Kind(models.TextChoices):
        OFFICER = "officer", _("Officer")
        SUPERVISOR = "supervisor", _("Supervisor")
        COMMAND = "command", _("Command staff")
        PARTNER = "partner", _("Partner")
        OVERSIGHT = "oversight", _("Oversight")
        ADMINISTRATOR = "administrator", _("Administrator")

    STAFF = (Kind.OFFICER, Kind.SUPERVISOR, Kind.COMMAND, Kind.ADMINISTRATOR)
    # Roles that read what people told us in confidence: nothing without a second factor.
    GUARDED = (*STAFF, Kind.OVERSIGHT)

    user = models.ForeignKey(User, models.CASCADE, related_name="roles", verbose_name=_("person"))
    kind = models.CharField(_("role"), max_length=20, choices=Kind)
    area = models.ForeignKey(
        "areas.Area",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="roles",
        verbose_name=_("area"),
        help_text=_("Leave empty for the whole city."),
    )
    since = models.DateTimeField(_("since"), default=timezone.now)
    until = models.DateTimeField(_("until"), null=True, blank=True)

    objects = RoleQuerySet.as_manager()

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")),
                name="a_role_ends_after_it_begins",
                violation_error_message=_("A role has to end after it begins."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.area or _('whole city')}"
