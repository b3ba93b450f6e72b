import csv
import io
import zipfile
from datetime import date, timedelta

import pytest
from django.utils import timezone

from portal.records import disclosing, packing
from portal.records.disclosing import Asked, Field, Rule, kind_named, redacted
from portal.records.models import Export, RecordsExport
from portal.records.models.job import LEASE, MOST_ATTEMPTS, ClaimLost
from portal.records.tasks import make_records_exports
from tests.factories.commitments import CommitmentFactory
from tests.factories.concerns import CategoryFactory, ConcernFactory
from tests.factories.minutes import ready_minutes
from tests.factories.outreach import OutreachEntryFactory
from tests.factories.records import RecordsExportFactory, RecordsRequestFactory

KINDS = [
    *("concerns", "meetings", "minutes", "outreach", "priorities"),
    *("problems", "promises", "recommendations"),
]


@pytest.fixture
def asked():
    today = timezone.localdate()
    return Asked(today - timedelta(days=60), today)


def lines(kind, asked):
    """Each record as its cells by name, and the names of what was left out with the ground."""
    of = kind_named(kind)
    names = ["record", *(field.name for field in of.fields)]
    return [
        (dict(zip(names, cells, strict=True)), {one.field: one.ground for one in left})
        for cells, left in of.lines(asked)
    ]


def test_every_room_says_what_it_discloses():
    assert [kind.name for kind in disclosing.kinds()] == KINDS


def test_contact_is_never_given_and_words_lose_names_and_numbers(asked):
    ConcernFactory.create(
        anonymous=False,
        contact_name="Nadia",
        contact_email="nadia@example.org",
        contact_phone="312-555-0142",
        place="12 Alma Street",
        text="My neighbor Peter Vance shouts. Call 312-555-0142. I live at 12 Alma Street.",
    )

    [(told, left)] = lines("concerns", asked)

    shown = " ".join(map(str, told.values()))
    for private in ("Nadia", "nadia@", "Peter", "Vance", "555", "Alma"):
        assert private not in shown
    assert told["said"].startswith("My neighbor [name] shouts. Call [phone number].")
    assert left == {
        "said": "private",
        "place": "place",
        "name": "contact",
        "email": "contact",
        "phone": "contact",
    }


def test_an_anonymous_concern_tells_nothing_its_public_page_does_not(asked):
    ConcernFactory.create(text="Hidden words", place="The bench")
    ConcernFactory.create(text="Public words", place="The bench", public=True, wish="A lamp")

    (hidden, _), (public, left) = lines("concerns", asked)

    assert not any(value for name, value in hidden.items() if name != "record")
    assert public["said"] == "Public words"
    assert (public["wish"], public["place"], public["source"]) == ("", "", "")
    assert left["wish"] == "anonymous"


def test_a_sensitive_concern_stays_here_whole(asked):
    ConcernFactory.create(named=True, sensitive=True, text="He hits her")

    [(told, left)] = lines("concerns", asked)

    assert not any(value for name, value in told.items() if name != "record")
    assert set(left.values()) == {"sensitive"}


def test_words_an_officer_hid_stay_hidden(asked):
    ConcernFactory.create(named=True, text="The man in red", redacted_text="The [removed: looks]")

    [(told, _)] = lines("concerns", asked)

    assert told["said"] == "The [removed: looks]"


def test_outreach_tells_of_no_victim_and_of_no_few(asked, millrace):
    about = {"area": millrace, "status": "approved", "reviewed_at": timezone.now()}
    about["sent_at"] = timezone.now()
    OutreachEntryFactory.create(kind="follow_up", happened="She cried", adults=40, **about)
    OutreachEntryFactory.create(kind="patrol", adults=4, youth=40, **about)

    (victim, _), (walk, left) = lines("outreach", asked)

    assert (victim["happened"], victim["adults"], bool(victim["minutes"])) == ("", "", True)
    assert (walk["adults"], walk["youth"], left["adults"]) == ("", 40, "few")


def test_drafts_are_not_disclosed(asked, millrace):
    OutreachEntryFactory.create(area=millrace, status="draft", sent_at=None)

    assert lines("outreach", asked) == []


def test_a_promise_about_a_sensitive_concern_tells_nothing_of_it(asked, millrace):
    concern = ConcernFactory.create(named=True, sensitive=True)
    CommitmentFactory.create(area=millrace, concern=concern, what="Drive by at night")

    [(told, left)] = lines("promises", asked)

    assert (told["what"], left["what"]) == ("", "sensitive")


def test_only_the_days_the_area_and_the_topic_asked_for(asked, millrace, hillside):
    noise = CategoryFactory.create()
    ConcernFactory.create(area=millrace, category=noise)
    ConcernFactory.create(area=hillside, category=noise)
    ConcernFactory.create(area=millrace)
    ConcernFactory.create(
        area=millrace, category=noise, raised_at=timezone.now() - timedelta(days=90)
    )

    found = packing.counts(Asked(asked.first, asked.last, millrace, "noise"), ["concerns"])

    assert found == {"concerns": 1}


@pytest.mark.parametrize("kind", KINDS)
def test_a_kind_with_nothing_in_it_is_an_empty_table(asked, kind):
    assert lines(kind, Asked(date(2001, 1, 1), date(2001, 1, 2))) == []


def test_what_is_left_out_needs_a_ground():
    with pytest.raises(ValueError, match="needs a ground"):
        Field("x", "X", str, Rule.EXEMPT)
    with pytest.raises(ValueError, match="needs a ground"):
        Field("x", "X", str, ground="contact")
    with pytest.raises(ValueError, match="no ground"):
        Field("x", "X", str, Rule.EXEMPT, "because")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (
            "Write to a.b@example.org or a.b@example.org.",
            "Write to [email address] or [email address].",
        ),
        ("The plate is ABC 1234.", "The plate is [license plate]."),
        ("The lamp at Mill Street is out.", "The lamp at Mill Street is out."),
        ("", ""),
    ],
    ids=["twice", "plate", "street", "empty"],
)
def test_words_that_point_to_someone_go_wherever_they_stand(text, clean):
    assert redacted(text) == clean


# The file


def test_kim_looks_confirms_and_fetches_the_file(client, kim):
    client.force_login(kim)
    ConcernFactory.create(named=True, text="Loud music")
    request = RecordsRequestFactory.create()
    today = timezone.localdate()
    query = f"?first={today - timedelta(days=9)}&last={today}&kinds=concerns&kinds=priorities"
    address = f"/desk/records/{request.pk}/file/{query}"

    looked = client.get(address)
    assert "It would hold 1 record" in looked.text
    assert looked.context["confirm"].grounds == ["contact", "place", "private"]

    refused = client.post(address, {"confirmed": ["contact"]})
    assert "Tick every ground" in refused.text
    assert not RecordsExport.objects.exists()

    shown = client.post(address, {"confirmed": ["contact", "place", "private"]}, follow=True)
    export = RecordsExport.objects.get()
    make_records_exports()
    export.refresh_from_db()
    assert shown.redirect_chain[0][0] == export.get_absolute_url()
    assert (export.state, export.rows, export.withheld) == ("ready", 1, 2)

    got = client.get(f"{export.get_absolute_url()}download/")
    with zipfile.ZipFile(io.BytesIO(got.content)) as archive:
        assert sorted(archive.namelist()) == [
            "concerns.csv",
            "index.txt",
            "priorities.csv",
            "redactions.csv",
        ]
        log = list(csv.DictReader(io.StringIO(archive.read("redactions.csv").decode())))
        index = archive.read("index.txt").decode()
    assert [(row["field"], row["code"]) for row in log] == [
        ("name", "contact"),
        ("email", "contact"),
    ]
    assert f"Answer to records request {request.pk}" in index
    left = Export.objects.get()
    assert (left.user, left.sha256, left.rows) == (kim, export.sha256, 1)
    assert left.filters["kinds"] == ["concerns", "priorities"]


def test_the_agencys_law_stands_beside_each_ground(settings, asked):
    settings.RECORDS_CITATIONS = {"contact": "5 ILCS 140/7(1)(b)"}
    ConcernFactory.create(named=True)
    export = RecordsExportFactory.create(first=asked.first, last=asked.last)

    content, _tally = packing.pack(export, lambda *_told: None)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "5 ILCS 140/7(1)(b)" in archive.read("redactions.csv").decode()
        assert "(5 ILCS 140/7(1)(b))" in archive.read("index.txt").decode()


def test_a_formula_in_a_concern_runs_in_no_spreadsheet(asked):
    ConcernFactory.create(named=True, text="=HYPERLINK(1)")
    export = RecordsExportFactory.create(first=asked.first, last=asked.last)

    content, _tally = packing.pack(export, lambda *_told: None)

    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert "'=HYPERLINK(1)" in archive.read("concerns.csv").decode()


def test_too_many_records_are_said_so(monkeypatch, asked):
    monkeypatch.setattr(packing, "MOST_ROWS", 1)
    ConcernFactory.create_batch(2)
    export = RecordsExportFactory.create(first=asked.first, last=asked.last)

    make_records_exports()

    export.refresh_from_db()
    assert (export.state, export.content) == ("failed", None)
    assert "more than 1 records" in export.error


@pytest.mark.parametrize(
    "query",
    [
        "first=2026-03-01&last=2026-02-01&kinds=concerns",
        "first=2026-03-01&last=2999-02-01&kinds=concerns",
        "first=then&last=now&kinds=concerns",
        "first=2026-01-01&last=2026-02-01",
        "first=2026-01-01&last=2026-02-01&kinds=secrets",
        "first=2026-01-01&last=2026-02-01&kinds=concerns&area=nowhere",
        "first=2001-01-01&last=2026-02-01&kinds=concerns",
    ],
)
def test_a_file_that_makes_no_sense_is_not_made(client, kim, query):
    client.force_login(kim)
    request = RecordsRequestFactory.create()

    page = client.post(f"/desk/records/{request.pk}/file/?{query}", {"confirmed": []})

    assert page.status_code == 200
    assert page.context["form"].errors
    assert not RecordsExport.objects.exists()


# The job


def test_asking_twice_makes_one_file(kim, asked):
    request = RecordsRequestFactory.create()

    twice = {
        RecordsExport.objects.ask(request, asked, ["concerns"], ["contact"], kim) for _ in range(2)
    }

    assert len(twice) == 1


def test_one_worker_gets_it_and_a_silent_one_loses_it():
    export = RecordsExportFactory.create()
    first = RecordsExport.objects.claim()
    assert first == export
    assert RecordsExport.objects.claim() is None

    second = RecordsExport.objects.claim(timezone.now() + LEASE * 2)

    assert second == export
    with pytest.raises(ClaimLost):
        first.advance(1, 2)
    with pytest.raises(ClaimLost):
        first.keep(b"too late")
    second.advance(1, 4, "Concerns")
    export.refresh_from_db()
    assert (export.percent, export.step) == (25, "Concerns")


def test_a_cancelled_file_is_not_kept(client, kim):
    export = RecordsExportFactory.create()
    working = RecordsExport.objects.claim()
    client.force_login(kim)

    shown = client.post(f"{export.get_absolute_url()}cancellation/", follow=True).text

    assert "Nothing was kept." in shown
    with pytest.raises(ClaimLost):
        working.keep(b"too late")
    again = client.post(f"{export.get_absolute_url()}cancellation/", follow=True).text
    assert "It was finished already." in again


def test_a_file_that_never_ends_is_given_up():
    export, at = RecordsExportFactory.create(), timezone.now()
    for _ in range(MOST_ATTEMPTS):
        RecordsExport.objects.claim(at)
        at += LEASE * 2

    assert RecordsExport.objects.claim(at) is None
    export.refresh_from_db()
    assert export.state == "failed"
    assert "3 times" in export.error


def test_a_fault_is_said_and_nothing_is_kept(monkeypatch):
    export = RecordsExportFactory.create()
    monkeypatch.setattr(packing, "counts", lambda *_about: 1 / 0)

    make_records_exports()

    export.refresh_from_db()
    assert (export.state, export.content) == ("failed", None)
    assert "ZeroDivisionError" in export.error


def test_the_page_asks_for_its_part_until_there_is_no_more_to_come(client, kim):
    client.force_login(kim)
    export = RecordsExportFactory.create()

    part = client.get(export.get_absolute_url(), headers={"HX-Request": "true"}).text
    assert 'hx-trigger="every 1s"' in part
    make_records_exports()
    part = client.get(export.get_absolute_url(), headers={"HX-Request": "true"}).text
    assert "hx-get" not in part
    assert "Download the file" in part


def test_minutes_tell_what_was_decided_once_they_are_published(asked, dana):
    minutes = ready_minutes(dana)

    [(told, left)] = lines("minutes", asked)
    assert (told["decided"], left["decided"]) == ("", "internal")
    minutes.publish(dana)
    [(told, left)] = lines("minutes", asked)
    assert (told["decided"], left) == ("The light is mended.", {})
