"""The board counts promises as it counts replies: what is late, by place, at this moment."""

from tests.factories.commitments import CommitmentFactory


def rows(client, person):
    client.force_login(person)
    page = client.get("/command/", {"period": "last-12-months"})
    found = {place.name: place for place in page.context["promises"]}
    return found, " ".join(page.text.split())


def test_kim_reads_where_promises_are_late_and_opens_the_list_behind_it(
    client, kim, riverside, millrace, hillside
):
    CommitmentFactory.create(area=millrace, late=True)
    CommitmentFactory.create(area=hillside, late=True)
    CommitmentFactory.create(area=hillside, late=True)
    CommitmentFactory.create(area=millrace, is_kept=True)
    CommitmentFactory.create(area=millrace, is_kept=True, is_told=True)
    CommitmentFactory.create(is_public=False)
    found, page = rows(client, kim)

    first, *_others = found.values()
    assert (first.name, first.overdue) == ("Hillside", 2)
    one = found["Riverside"]
    assert (one.overdue, one.untold, one.open) == (1, 1, 1)
    assert '<a href="/desk/commitments/?area=hillside&amp;show=late">Hillside</a>' in page


def test_sam_reads_riverside_alone(client, sam, riverside, millrace, hillside):
    CommitmentFactory.create(area=millrace, late=True)
    CommitmentFactory.create(area=hillside, late=True)
    found, _page = rows(client, sam)

    assert list(found) == ["Riverside"]


def test_oversight_reads_the_numbers_without_the_ledger(client, olivia, hillside):
    CommitmentFactory.create(area=hillside, late=True)
    found, page = rows(client, olivia)

    assert found["Hillside"].overdue == 1
    assert "/desk/commitments/" not in page
