"""Who changed what about people and roles, and nothing about anyone else."""

import pghistory
import pytest
from pghistory.models import Context

from portal.accounts.models import Role, User
from tests.factories.accounts import UserFactory


def test_each_grant_change_and_end_of_a_role_is_kept(dana):
    role = dana.roles.get()
    role.kind = "supervisor"
    role.save()
    Role.objects.all().delete()

    history = Role.pgh_event_model.objects.order_by("pgh_id")
    assert [(row.pgh_label, row.kind) for row in history] == [
        ("insert", "officer"),
        ("update", "supervisor"),
        ("delete", "supervisor"),
    ]


def test_an_update_of_many_at_once_does_not_slip_by():
    UserFactory.create_batch(2)
    User.objects.update(name="Renamed")
    assert User.pgh_event_model.objects.filter(name="Neighbor").count() == 2


def test_a_password_is_never_kept_in_history(rosa):
    rosa.set_password("three slow green buses")
    rosa.save()

    assert not User.pgh_event_model.objects.exists()
    assert "password" not in {field.name for field in User.pgh_event_model._meta.fields}


def test_history_names_the_person_who_changed_something(client, rosa):
    client.force_login(rosa)
    client.post("/me/profile/", {"name": "Rosa D.", "language": "es"})

    (row,) = rosa.history.all()
    assert row.name == "Rosa"
    assert row.pgh_context.metadata == {"user": rosa.pk}


def test_of_a_visitor_it_keeps_nothing(client, rosa):
    """Not even the page or the address: what an anonymous neighbor does is not traceable."""
    client.post("/accounts/password/reset/", {"email": rosa.email})
    assert not Context.objects.exists()


def test_reading_leaves_no_context(client, dana):
    client.force_login(dana)
    client.get("/me/")
    assert not Context.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_what_one_request_knew_the_next_does_not(client, rosa):
    client.force_login(rosa)
    client.post("/me/profile/", {"name": "Rosa D.", "language": "es"})
    User.objects.filter(pk=rosa.pk).update(name="Someone at a console")

    assert rosa.history.order_by("pgh_id").last().pgh_context is None
    assert not getattr(pghistory.runtime._tracker, "value", None)  # noqa: SLF001
