"""The configuration pages are for administrators, and even they do not pass the rules elsewhere."""

import pytest
from django.contrib import admin
from django.urls import reverse

from portal.accounts.models import Role, User
from portal.notices.models import Message
from portal.records.models import record_access


@pytest.mark.parametrize("who", ["rosa", "dana", "sam", "kim", "paul", "olivia"])
def test_only_administrators_open_them(client, request, who):
    client.force_login(request.getfixturevalue(who))
    for page in (
        "admin:index",
        "admin:accounts_user_changelist",
        "admin:records_export_changelist",
    ):
        assert client.get(reverse(page)).status_code in {302, 403}
    assert client.get("/admin/", follow=True).status_code == 403


def test_a_visitor_is_led_to_the_one_door(client):
    door = client.get("/admin/", follow=True)
    assert door.redirect_chain[-1] == ("/accounts/login/?next=/admin/", 302)


def test_every_list_and_form_opens_for_an_administrator(client, ada):
    client.force_login(ada)
    for model in admin.site._registry:  # noqa: SLF001
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        assert client.get(reverse(f"{name}_changelist")).status_code == 200
        assert client.get(reverse(f"{name}_add")).status_code in {200, 403}


def test_in_the_pages_an_administrator_may_and_outside_the_rules_hold(client, ada, rosa):
    client.force_login(ada)
    assert client.get(reverse("admin:accounts_user_change", args=[rosa.pk])).status_code == 200
    assert not User.objects.get(pk=ada.pk).has_perm("accounts.change_user")


def test_an_administrator_makes_an_account_with_a_role_and_sends_a_link(client, ada, millrace):
    client.force_login(ada)
    client.post(
        reverse("admin:accounts_user_add"),
        {
            "email": "New.Officer@Example.org",
            "name": "Noor",
            "language": "en",
            "is_active": "on",
            "roles-TOTAL_FORMS": "1",
            "roles-INITIAL_FORMS": "0",
            "roles-0-kind": "officer",
            "roles-0-area": millrace.pk,
            "roles-0-since_0": "2026-01-01",
            "roles-0-since_1": "00:00:00",
        },
    )
    noor = User.objects.get(email="new.officer@example.org")
    client.post(
        reverse("admin:accounts_user_changelist"),
        {"action": "send_a_link_to_choose_a_password", "_selected_action": [noor.pk]},
    )

    assert not noor.has_usable_password()
    assert noor.scope("officer") == [millrace.path]
    assert Message.objects.get().to == "new.officer@example.org"
    assert Role.pgh_event_model.objects.get(user=noor).pgh_context.metadata == {"user": ada.pk}


def test_people_are_closed_and_not_deleted(client, ada, rosa):
    client.force_login(ada)
    page = client.post(reverse("admin:accounts_user_delete", args=[rosa.pk]), {"post": "yes"})

    assert page.status_code == 403
    assert User.objects.filter(pk=rosa.pk).exists()


def test_the_log_of_readings_cannot_be_changed_there(client, ada, dana, harbor_health):
    row = record_access(dana, "read the name", harbor_health)
    client.force_login(ada)
    page = reverse("admin:records_accesslog_change", args=[row.pk])

    assert client.get(page).status_code == 200
    assert client.post(page, {"what": "nothing"}).status_code == 403
    assert client.get(reverse("admin:records_accesslog_add")).status_code == 403


def test_nothing_in_the_pages_needs_more_than_the_policy_allows(client, ada):
    client.force_login(ada)
    page = client.get(reverse("admin:accounts_user_add"))

    assert "'unsafe-inline'" not in page["Content-Security-Policy"]
    assert "<style" not in page.content.decode()
    assert "onclick=" not in page.content.decode()
