import pytest
from django.utils import timezone

from partnerships.organizations.models import Organization
from tests.factories.organizations import OrganizationFactory


@pytest.fixture
def grace_church(paul, millrace):
    """Grace Church is Paul's, and waits for approval."""
    church = OrganizationFactory.create(
        name="Grace Church", kind="faith", about="Soup on Sundays", approved_at=None
    )
    church.members.add(paul)
    church.areas.add(millrace)
    return church


def names(page):
    return [organization.name for organization in page.context["page"]]


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        (None, ["Harbor Health"]),
        ("rosa", ["Harbor Health"]),
        ("dana", ["Harbor Health"]),
        ("kim", ["Harbor Health"]),
        ("paul", ["Grace Church", "Harbor Health"]),
        ("ada", ["Grace Church", "Harbor Health"]),
    ],
)
def test_one_that_waits_is_seen_by_its_members_and_administrators(
    client, request, harbor_health, grace_church, who, seen
):
    if who:
        client.force_login(request.getfixturevalue(who))
    assert names(client.get("/partners/")) == seen

    page = client.get(grace_church.get_absolute_url())
    assert page.status_code == (200 if "Grace Church" in seen else 404)


def test_approving_shows_it_to_everyone_and_twice_changes_nothing(client, grace_church):
    first = grace_church.approve().approved_at
    grace_church.approve()
    grace_church.refresh_from_db()

    assert grace_church.approved_at == first
    assert names(client.get("/partners/")) == ["Grace Church"]
    assert grace_church.history.count() == 1


def test_an_administrator_approves_in_the_configuration(client, ada, grace_church):
    client.force_login(ada)
    client.post(
        "/admin/organizations/organization/",
        {"action": "approve", "_selected_action": [grace_church.pk]},
    )
    assert Organization.objects.approved().contains(grace_church)


def test_who_works_in_an_area(riverside, millrace, eastbank, hillside):
    """In the area itself, around it, within it, or everywhere."""
    for name, areas in {
        "Around": [riverside],
        "Beside": [eastbank],
        "Elsewhere": [hillside],
        "Everywhere": [],
        "Here": [millrace],
        "Twice": [millrace, riverside],
    }.items():
        OrganizationFactory.create(name=name).areas.set(areas)

    def serving(area):
        return [organization.name for organization in Organization.objects.serving(area)]

    assert serving(millrace) == ["Around", "Everywhere", "Here", "Twice"]
    assert serving(riverside) == ["Around", "Beside", "Everywhere", "Here", "Twice"]
    assert serving(hillside) == ["Elsewhere", "Everywhere"]


def test_the_directory_is_narrowed_by_words_kind_and_area(
    client, harbor_health, grace_church, millrace, hillside
):
    grace_church.approve()

    assert names(client.get("/partners/?words=sundays soup")) == ["Grace Church"]
    assert names(client.get("/partners/?kind=health")) == ["Harbor Health"]
    assert names(client.get(f"/partners/?area={hillside.slug}")) == ["Harbor Health"]
    assert names(client.get(f"/partners/?area={millrace.slug}&kind=faith")) == ["Grace Church"]


@pytest.mark.parametrize(
    "query",
    [
        "kind=bogus",
        "area=nowhere",
        "area=' or 1=1--",
        "page=999",
        "page=x",
        "words=%00",
        "words=" + "a" * 200,
        "words=%25_%5C",
    ],
)
def test_a_strange_question_gets_an_answer(client, harbor_health, query):
    assert client.get(f"/partners/?{query}").status_code == 200


def test_nothing_found_says_what_to_try(client):
    assert "No partner found here" in client.get("/partners/?words=zebra").content.decode()


def test_its_page_says_how_to_reach_it_and_never_who_its_members_are(client, paul, grace_church):
    Organization.objects.filter(pk=grace_church.pk).update(
        approved_at=timezone.now(),
        phone="555-0177",
        email="hello@grace.example",
        website="https://grace.example/",
        address="4 Mill Street",
        languages=["en", "es", "zz-nobody"],
    )
    page = client.get(grace_church.get_absolute_url()).content.decode()

    for said in ("555-0177", "hello@grace.example", "grace.example/", "4 Mill Street", "Spanish"):
        assert said in page
    assert "Millrace" in page
    assert paul.name not in page
    assert paul.email not in page


def test_what_it_says_of_itself_is_shown_as_text(client):
    bold = OrganizationFactory.create(name="<b>Bold</b>", slug="bold", about="<script>x</script>")
    page = client.get(bold.get_absolute_url()).content.decode()

    assert "<b>Bold" not in page
    assert "<script>x" not in page


def test_a_member_finds_it_among_my_things(client, paul, grace_church):
    client.force_login(paul)
    assert "Grace Church" in client.get("/me/").content.decode()


def test_members_and_administrators_may_change_it(paul, ada, rosa, kim, grace_church):
    may = [
        person.name
        for person in (paul, ada, rosa, kim)
        if person.has_perm("organizations.change_organization", grace_church)
    ]
    assert may == ["Paul", "Ada"]


@pytest.mark.parametrize("organizations", [0, 1, 3])
def test_the_directory_costs_the_same_however_long_it_is(
    client, django_assert_max_num_queries, millrace, organizations
):
    client.get("/partners/")
    for organization in OrganizationFactory.create_batch(organizations):
        organization.areas.add(millrace)
    with django_assert_max_num_queries(4):
        client.get("/partners/")
