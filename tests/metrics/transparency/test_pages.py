"""What anyone reads: pages drawn ahead, files, news, pictures, and nothing about the reader."""

import csv
import io
import xml.etree.ElementTree as ET

import pytest
from django.conf import settings
from django.urls import reverse

from metrics.transparency import rendering
from metrics.transparency.addresses import addresses
from metrics.transparency.datasets import DATASETS, TOPICS
from metrics.transparency.models import RenderedPage
from tests.factories.areas import AreaFactory
from tests.factories.dashboards import a_concern, at
from tests.factories.transparency import LATER, THIRD, a_policy, a_publication
from tests.metrics.transparency.test_publication import HOUR, busy  # noqa: F401  a fixture

HOME = "/transparency/"


@pytest.fixture(autouse=True)
def _no_memory():
    rendering._bodies.clear()  # noqa: SLF001 - another test's pages


def test_before_anything_is_published_the_page_says_so(client):
    assert "Nothing is published yet" in client.get(HOME).content.decode()


def test_the_first_page_says_what_went_well_and_what_did_not(client, busy):  # noqa: F811
    a_publication()
    page = client.get(HOME).content.decode()

    assert "July to September 2026, the whole city" in page
    assert "Where we fell short" in page


@pytest.mark.parametrize("topic", [topic.slug for topic in TOPICS])
def test_each_question_has_a_page(client, topic):
    a_publication()
    assert client.get(reverse("transparency:topic", args=[topic])).status_code == 200


def test_a_page_tells_nothing_of_its_reader_and_knows_when_it_is_unchanged(client):
    a_publication()
    first = client.get(HOME)

    assert not first.cookies
    assert first["Cache-Control"] == "public, max-age=300"
    assert client.get(HOME, headers={"if-none-match": first["ETag"]}).status_code == 304


def test_a_page_drawn_ahead_costs_one_query(client, django_assert_num_queries):
    a_publication()
    client.get(HOME)
    with django_assert_num_queries(1):
        client.get(HOME)
    rendering._bodies.clear()  # noqa: SLF001 - another process
    with django_assert_num_queries(1):
        assert client.get(HOME).status_code == 200


def test_a_page_changes_as_soon_as_something_is_published(client, busy):  # noqa: F811
    before = client.get(HOME)
    a_publication()
    after = client.get(HOME)

    assert before["ETag"] != after["ETag"]
    assert "July to September 2026" in after.content.decode()


def test_everything_is_drawn_ahead_in_each_language(busy, monkeypatch):  # noqa: F811
    a_publication()
    a_policy()
    some = [path for path in addresses() if "embed" not in path][:8]
    monkeypatch.setattr("metrics.transparency.addresses.addresses", lambda: some)

    assert rendering.render_all() == len(some) * len(settings.LANGUAGES)
    assert rendering.render_all() == 0
    assert RenderedPage.objects.count() == len(some) * len(settings.LANGUAGES)


def test_a_chart_with_nothing_to_draw_keeps_no_page_after_it_from_being_drawn(monkeypatch):
    empty = reverse("transparency:embed", args=["replies"])
    monkeypatch.setattr("metrics.transparency.addresses.addresses", lambda: [empty, HOME])

    assert rendering.render_all() == len(settings.LANGUAGES)
    assert set(RenderedPage.objects.values_list("path", flat=True)) == {HOME}


def test_pages_are_in_spanish_for_those_who_read_it(client):
    a_publication()
    page = client.get(HOME, headers={"accept-language": "es"})
    assert page["Content-Language"] == "es"
    assert '<html lang="es"' in page.content.decode()


@pytest.mark.parametrize("slug", sorted(DATASETS))
def test_a_file_adds_up_where_nothing_is_held_back(client, busy, slug):  # noqa: F811
    publication = a_publication()
    if slug not in publication.content["datasets"]:
        pytest.skip("This quarter has nothing to say of it.")
    text = client.get(reverse("transparency:csv", args=[THIRD, slug])).content.decode()
    lines = list(csv.DictReader(io.StringIO(text)))
    first = DATASETS[slug].columns[0].code
    total = next((line for line in lines if line[first] == "all"), None)
    counts = [
        column["code"]
        for column in publication.content["datasets"][slug]["columns"]
        if column["unit"] == "count"
    ]
    for column in counts if total else []:
        parts = [line[column] for line in lines if line is not total]
        if total[column] and all(parts):
            assert sum(map(int, parts)) == int(total[column])


def test_a_held_back_cell_is_empty_and_named(client, busy):  # noqa: F811
    a_publication()
    text = client.get(reverse("transparency:csv", args=[THIRD, "replies"])).content.decode()
    hillside = next(line for line in csv.DictReader(io.StringIO(text)) if line["district"] == "2")

    assert hillside["overdue"] == ""
    assert "overdue" in hillside["held_back"].split()


def test_an_older_edition_keeps_its_address(client, busy, millrace):  # noqa: F811
    a_publication()
    for day in range(1, 30):
        a_concern(millrace, at(f"2026-09-{day:02} 10:00"), after=5 * HOUR)
    a_publication(at=LATER, note="Some were missing.")

    old = client.get(reverse("transparency:edition", args=[THIRD, 1])).content.decode()
    new = client.get(reverse("transparency:quarter", args=[THIRD])).content.decode()
    assert "There is a newer edition." in old
    assert "Some were missing." in new


@pytest.mark.parametrize(
    "path",
    [
        "2026-q3/", "2026-q5/", "9999-q1/", "2026-q3/1/", "2026-q3/0/", "2026-q3/99999999999/",
        "2026-q3/replies.csv", "2026-q3/1/..%2f..%2fetc.csv", "policies/none/", "policies/none/1/",
        "embed/replies.svg", "embed/none.svg", "none/", "%00/", "2026-q3/%00.csv",
    ],
)  # fmt: skip
def test_what_does_not_exist_is_not_found(client, path):
    assert client.get(f"{HOME}{path}").status_code == 404


def test_news_are_valid_rss_and_each_entry_is_its_own_address(client):
    a_publication()
    a_policy()
    feed = client.get(reverse("transparency:feed"))
    channel = ET.fromstring(feed.content).find("channel")  # noqa: S314  our own
    links = [entry.findtext("link") for entry in channel.findall("item")]

    assert feed["Content-Type"].startswith("application/rss+xml")
    assert [entry.findtext("guid") for entry in channel.findall("item")] == links
    assert f"{settings.SITE_URL}/transparency/2026-q3/1/" in links


def test_a_picture_for_other_sites_has_a_name_and_no_script(client, busy):  # noqa: F811
    a_publication()
    picture = client.get(reverse("transparency:embed", args=["replies"]))

    assert picture["Content-Type"] == "image/svg+xml"
    assert picture["Access-Control-Allow-Origin"] == "*"
    assert "<title id=" in picture.content.decode()
    assert "<script" not in picture.content.decode()
    assert not picture.cookies


def test_a_name_of_a_district_is_only_words(client):
    area = AreaFactory.create(level="district", code="9", name="<b>=1+1</b>")
    for day in range(1, 25):
        a_concern(area, at(f"2026-07-{day:02} 10:00"), after=5 * HOUR)
    a_publication()

    page = client.get(reverse("transparency:quarter", args=[THIRD])).content.decode()
    assert "<b>=1+1" not in page


def test_a_policy_says_word_by_word_what_changed(client):
    from datetime import date

    policy = a_policy()
    policy.publish(
        None,
        title="When officers run after someone",
        body="They stop when they lose sight, and at a school.",
        note="A school was added.",
        in_force_from=date(2026, 6, 1),
    )
    page = client.get(policy.get_absolute_url()).content.decode()

    assert "and at a school." in page
    assert "<ins>" in page
    assert "A school was added." in page
    old = client.get(reverse("transparency:policy_version", args=[policy.slug, 1]))
    assert "There is a newer version." in old.content.decode()
