"""Two entries for one organization become one, with all that any room holds about either."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from partnerships.organizations.models import Organization
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from django.db import models
    from django.db.models.fields.reverse_related import ForeignObjectRel

# Empty places of the one that stays are filled from the one that goes.
FILLED = (
    "about", "alternate_name", "website", "email", "phone", "address", "legal_status", "tax_id",
    "year_incorporated",
)  # fmt: skip


@transaction.atomic
def merge(stays: Organization, goes: Organization) -> Organization:
    """Move everything of `goes` to `stays`; rows both have are kept once."""
    if stays.pk == goes.pk:
        raise NotPossible(_("Choose two different organizations."))
    if goes.left_at or stays.left_at:
        raise NotPossible(_("One of them has left. What it left behind stays as it is."))
    locked = Organization.objects.select_for_update().order_by("pk")
    both = {one.pk: one for one in locked.filter(pk__in=[stays.pk, goes.pk])}
    if len(both) != 2:  # noqa: PLR2004
        return stays  # merged a moment ago
    stays, goes = both[stays.pk], both[goes.pk]
    for relation in Organization._meta.related_objects:
        _move(relation, stays, goes)
    for field in Organization._meta.many_to_many:
        if field.remote_field.through._meta.auto_created:  # type: ignore[union-attr]
            getattr(stays, field.name).add(*getattr(goes, field.name).all())
    _fill(stays, goes)
    goes.delete()
    return stays


def _fill(stays: Organization, goes: Organization) -> None:
    """What the one that stays does not say, in the words of the other."""
    for name in FILLED:
        if not getattr(stays, name):
            setattr(stays, name, getattr(goes, name))
    if goes.name != stays.name and not stays.alternate_name:
        stays.alternate_name = goes.name
    stays.languages = list(dict.fromkeys([*stays.languages, *goes.languages]))
    if stays.parent_id == stays.pk:
        stays.parent = None
    stays.save()


def _move(relation: ForeignObjectRel, stays: Organization, goes: Organization) -> None:
    """Rows of one room, whichever it is; history keeps telling of whom it told."""
    model = relation.related_model
    if hasattr(model, "pgh_tracked_model"):
        return
    name = relation.field.name
    if relation.many_to_many:
        if relation.through._meta.auto_created:  # type: ignore[attr-defined]
            for row in model._default_manager.filter(**{name: goes.pk}):
                held: Any = getattr(row, name)
                held.add(stays)
                held.remove(goes)
        return
    for row in model._default_manager.filter(**{name: goes.pk}):
        if model is Organization and row.pk == stays.pk:
            continue
        try:
            with transaction.atomic():
                model._default_manager.filter(pk=row.pk).update(**{name: stays.pk})
        except IntegrityError:
            _keep_one(model, name, row, stays)


def _keep_one(model: type[models.Model], name: str, row: models.Model, stays: Organization) -> None:
    """Both have the same there; of two seats of one person, the one that may do more."""
    if model._meta.model_name == "membership":
        other = model._default_manager.get(user=row.user, **{name: stays.pk})  # type: ignore[attr-defined]
        order = ["viewer", "editor", "owner"]
        other.role = max(other.role, row.role, key=order.index)  # type: ignore[attr-defined]
        other.save()
    row.delete()
