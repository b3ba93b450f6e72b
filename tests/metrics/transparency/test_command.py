"""A person of command reads what will go out, and lets it; policies are entered there too."""

from django.urls import reverse

from metrics.transparency.models import Policy, Publication
from metrics.transparency.tasks import prepare_publications
from tests.factories.transparency import LATER, THIRD, a_drafted_quarter, a_policy, a_publication
from tests.metrics.transparency.test_publication import busy  # noqa: F401  a fixture

DRAFT = "/command/publications/2026-q3/"


def test_kim_publishes_what_she_read(client, kim, busy):  # noqa: F811
    draft = a_drafted_quarter()
    client.force_login(kim)
    page = client.get(DRAFT).content.decode()
    answer = client.post(DRAFT, {"seen": draft.sha256})

    assert "held back" in page
    assert answer.status_code == 302
    assert Publication.objects.get().published_by == kim


def test_a_second_edition_without_a_reason_is_refused_in_words(client, kim, busy):  # noqa: F811
    a_publication()
    draft = a_drafted_quarter(at=LATER)
    client.force_login(kim)
    answer = client.post(DRAFT, {"seen": draft.sha256, "note": " "})

    assert answer.status_code == 422
    assert "Say why they change." in answer.content.decode()
    client.post(DRAFT, {"seen": draft.sha256, "note": "A district was missing."})
    assert Publication.objects.published().count() == 2


def test_what_changes_against_the_edition_before_is_listed(client, kim, busy, millrace):  # noqa: F811
    from tests.factories.dashboards import a_concern, at

    a_publication()
    for day in range(1, 21):
        a_concern(millrace, at(f"2026-09-{day:02} 10:00"))
    a_drafted_quarter(at=LATER)
    client.force_login(kim)

    assert "What changes against edition 1" in client.get(DRAFT).content.decode()


def test_olivia_reads_drafts_and_publishes_none(client, olivia):
    draft = a_drafted_quarter()
    client.force_login(olivia)

    assert client.get(DRAFT).status_code == 200
    assert client.post(DRAFT, {"seen": draft.sha256}).status_code == 403


def test_command_of_one_district_does_not_publish_for_the_city(client, riverside):
    from tests.factories.accounts import UserFactory

    captain = UserFactory.create(email="cap@example.org", role="command", area=riverside)
    client.force_login(captain)
    assert client.get("/command/publications/").status_code == 403


def test_a_draft_is_ready_the_day_after_a_quarter_ends():
    prepare_publications()
    prepare_publications()
    assert Publication.objects.drafts().count() == 1


def test_nothing_is_published_by_itself(client):
    a_drafted_quarter()
    assert client.get(reverse("transparency:quarter", args=[THIRD])).status_code == 404


def test_ada_enters_a_policy_and_then_another_version(client, ada):
    client.force_login(ada)
    said = {"title_en": "Runs", "body_en": "They stop.", "in_force_from": "2026-01-01"}
    client.post("/command/publications/policies/new/", said)
    policy = Policy.objects.get()
    address = reverse("publications:policy", args=[policy.slug])
    same = client.post(address, {**said, "body_en": "They stop at once."})
    client.post(address, {**said, "body_en": "They stop at once.", "note_en": "Sooner."})

    assert same.status_code == 422
    assert [version.number for version in policy.versions.all()] == [2, 1]


def test_a_translation_has_both_its_title_and_its_text(client, ada):
    client.force_login(ada)
    said = {"title_en": "Runs", "body_en": "They stop.", "in_force_from": "2026-01-01"}
    answer = client.post("/command/publications/policies/new/", {**said, "title_es": "Carreras"})

    assert answer.status_code == 422
    assert not Policy.objects.exists()


def test_the_words_of_a_policy_do_not_change():
    import pytest
    from django.db import DatabaseError, transaction

    policy = a_policy()
    with pytest.raises(DatabaseError, match="Add a version"), transaction.atomic():
        policy.versions.update(body="Others")
