"""Concerns out of other cities' Open311: real answers, and answers that mean harm."""

import gzip
import json
import re
from datetime import UTC, datetime

import pytest
import time_machine
from django.core.management import CommandError, call_command

from engagement.concerns.models import Concern, OutsideNote
from tests.factories.concerns import CategoryFactory
from tests.real_data import real

FIXTURES = "service_requests/open311_fixtures"


@pytest.fixture
def bring_in(capsys, tmp_path):
    """Runs the import; gives its four numbers."""

    def _bring_in(file, system="elsewhere", **options):
        capsys.readouterr()
        call_command("import_concerns", str(file), source_system=system,
                     rejects=str(tmp_path), **options)  # fmt: skip
        summary = capsys.readouterr().out.split("rejected")[0]
        return [int(number.replace(",", "")) for number in re.findall(r"[\d,]*\d", summary)]

    return _bring_in


@pytest.fixture
def write(tmp_path):
    def _write(content, name="requests.json"):
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        else:
            path.write_text(content if isinstance(content, str) else json.dumps(content))
        return path

    return _write


def a_request(number="1", **said):
    return {
        "service_request_id": number, "status": "open", "service_name": "Noise",
        "service_code": "noise", "description": "Loud.", "requested_datetime":
        "2026-01-05T12:00:00Z", "updated_datetime": "2026-01-06T12:00:00Z", **said,
    }  # fmt: skip


# What cities publish


@pytest.mark.real_data
def test_chicago_comes_in_with_its_history_once(bring_in):
    file = real("service_requests/chicago_open311_requests_2014.json")
    requests = json.loads(file.read_text(encoding="utf-8"))

    assert bring_in(file) == [50, 0, 0, 0]
    assert bring_in(file) == [0, 0, 50, 0]

    assert OutsideNote.objects.count() == sum(len(request["notes"]) for request in requests)
    concern = Concern.objects.get(external_id="14-00684314")
    notes = [*concern.outside_notes.all()]
    assert len(notes) == 7
    assert notes[0].text == "Request opened"
    assert notes[1].text == "Final Outcome: CDOT Inspect Public Way Survey Transfer Outcome"
    assert (concern.text, concern.place) == (
        "Pothole in Street", "1200 W 81ST ST, CHICAGO, IL, 60620",
    )  # fmt: skip
    assert concern.outcome == "CDOT Inspect Public Way Survey Transfer Outcome"
    assert concern.closed_at == datetime(2015, 10, 10, 15, 15, 40, tzinfo=UTC)
    assert Concern.objects.open().count() == 1


@pytest.mark.real_data
def test_a_concern_with_history_elsewhere_is_worked_here(bring_in, dana):
    bring_in(real("service_requests/chicago_open311_requests_2014.json"))
    concern = Concern.objects.open().get()

    concern.acknowledge(by=dana)
    concern.close(dana, "resolved", "We looked and it is mended.")

    assert bring_in(real("service_requests/chicago_open311_requests_2014.json")) == [0, 0, 50, 0]
    concern.refresh_from_db()
    assert concern.outcome == "We looked and it is mended."
    assert concern.outside_notes.exists()


@pytest.mark.real_data
@pytest.mark.parametrize(("name", "rows"), [("many", 2), ("single", 1)])
def test_toronto_in_xml_says_what_it_waits_for(bring_in, name, rows):
    assert bring_in(real(f"{FIXTURES}/georeport_requests_{name}.xml")) == [rows, 0, 0, 0]

    concern = Concern.objects.get(external_id="101005420892")
    assert concern.state == "in_progress"
    assert concern.text == "Road - Pot hole"
    assert concern.raised_at == datetime(2018, 7, 30, 4, 1, tzinfo=UTC)
    assert (concern.latitude, concern.longitude) == (43.691104288, -79.272306875)
    assert concern.outside_notes.get().text == "In progress - The request has been scheduled."


@pytest.mark.real_data
def test_the_two_of_the_standard_come_in(bring_in):
    assert bring_in(real(f"{FIXTURES}/georeport_service_requests.json")) == [2, 0, 0, 0]


@pytest.mark.real_data
@time_machine.travel(datetime(2026, 12, 1, tzinfo=UTC))
def test_zaragoza_keeps_its_accents_and_lines(bring_in):
    file = real(f"{FIXTURES}/zaragoza_quejas_sugerencias_es_3rows.json")

    assert bring_in(file, language="es") == [3, 0, 0, 0]
    tram = Concern.objects.get(external_id="947142")
    assert tram.language == "es"
    assert tram.text.startswith("Horario de tranvía en Fiestas del Pilar y Semana Santa\n\nBuenos")
    assert "\r" not in tram.text
    assert tram.text.endswith("Pilar.\n\nGracias.")
    crossing = Concern.objects.get(external_id="947147")
    assert "señalización" not in crossing.text
    assert "María Auxiliadora" in crossing.text
    assert crossing.latitude == 41.64544392809259


@pytest.mark.real_data
def test_seeclickfix_calls_things_otherwise(bring_in):
    file = real(f"{FIXTURES}/seeclickfix_v2_issues_chapelhill_TESTENV.json")
    issues = json.loads(file.read_text(encoding="utf-8"))["issues"]

    added, _changed, _unchanged, rejected = bring_in(file, format="open311")

    assert (added, rejected) == (len({issue["id"] for issue in issues}), 0)
    concern = Concern.objects.get(external_id="343451")
    assert concern.state == "acknowledged"
    assert concern.longitude == -79.0386954971329


@pytest.mark.real_data
def test_new_york_comes_by_mapping(bring_in):
    columns = ["external_id=unique_key", "text=complaint_type", "text=descriptor",
               "place=incident_address", "raised_at=created_date", "closed_at=closed_date",
               "state=status", "outcome=resolution_description", "latitude=latitude",
               "longitude=longitude"]  # fmt: skip
    file = real("service_requests/nyc_311_socrata_2024-05.json.gz")

    assert bring_in(file, map=columns) == [1_000, 0, 0, 0]
    with gzip.open(file) as rows:
        assert Concern.objects.count() == len(json.load(rows))
    assert Concern.objects.filter(state="resolved").count() == 677


@pytest.mark.real_data
def test_the_district_they_name_is_taken_by_mapping(bring_in, hillside):
    hillside.code = "6"
    hillside.save()
    file = real("service_requests/chicago_open311_requests_2014.json")

    bring_in(file, map=["area=extended_attributes.police"], format="open311",
             area_level="district", unknown_area="locate")  # fmt: skip

    named = Concern.objects.filter(area_supplied=True)
    assert named.exists()
    assert not named.exclude(area=hillside).exists()


# Shapes


@pytest.mark.parametrize(
    ("status", "notes", "state"),
    [
        ("open", "", "received"),
        ("open", "Assigned", "acknowledged"),
        ("open", "In progress - crew is on its way", "in_progress"),
        ("open", "Closed by phone", "received"),
        ("open", "Closed", "received"),  # the status is what counts
        ("closed", "Duplicate", "duplicate"),
        ("closed", "Mended.", "resolved"),
        ("Archived", "", "resolved"),
    ],
)
def test_a_status_is_read_with_its_note(bring_in, write, status, notes, state):
    bring_in(write([a_request(status=status, status_notes=notes)]))

    concern = Concern.objects.get()
    assert concern.state == state
    if not concern.is_open:
        assert concern.closed_at == datetime(2026, 1, 6, 12, tzinfo=UTC)


def test_history_follows_what_they_say_now(bring_in, write):
    first = {"datetime": "2026-01-05T12:00:00Z", "summary": "Opened", "type": "opened"}
    wrong = {"datetime": "2026-01-06T12:00:00Z", "summary": "Sent to parks"}
    right = {"datetime": "2026-01-06T12:00:00Z", "summary": "Sent to roads"}
    bring_in(write([a_request(notes=[first, wrong])]))
    kept = OutsideNote.objects.get(text="Opened").pk

    bring_in(write([a_request(notes=[first, right, right, {"summary": "no time"}, "text", None])]))

    assert [note.text for note in OutsideNote.objects.all()] == ["Opened", "Sent to roads"]
    assert OutsideNote.objects.get(text="Opened").pk == kept


def test_their_code_names_our_category_where_they_are_the_same(bring_in, write):
    noise = CategoryFactory.create(slug="noise", name="Loud places")

    bring_in(write([a_request()]))
    assert Concern.objects.get().category == noise


def test_a_picture_stays_a_link(bring_in, write):
    bring_in(write([a_request(media_url="https://a.example/1.jpg"),
                    a_request("2", media_url="javascript:alert(1)")]))  # fmt: skip

    assert Concern.objects.get(external_id="1").text == "Loud.\n\nhttps://a.example/1.jpg"
    assert Concern.objects.get(external_id="2").text == "Loud."


def test_what_we_publish_comes_back_as_it_was(bring_in, write, client, dana):
    from tests.factories.concerns import ConcernFactory

    noise = CategoryFactory.create(slug="noise")
    ConcernFactory.create(public=True, category=noise, text="Uno\n\ndos ñ & <b>")
    ConcernFactory.create(public=True, state="resolved", outcome="Mended.")

    for ending in ("json", "xml"):
        answer = client.get(f"/open311/v2/requests.{ending}?extensions=true").content
        assert bring_in(write(answer, f"r.{ending}"), f"us-{ending}") == [2, 0, 0, 0]
        back = Concern.objects.filter(source_system=f"us-{ending}").order_by("pk")
        assert {concern.text for concern in back} >= {"Uno\n\ndos ñ & <b>"}
        assert {concern.outcome for concern in back} == {"", "Mended."}
        assert back.get(state="received").category == noise
        assert OutsideNote.objects.filter(concern__in=back).exists()


@pytest.mark.parametrize("wrapped", ["service_requests", "requests"])
def test_a_list_may_be_wrapped(bring_in, write, wrapped):
    assert bring_in(write({wrapped: [a_request()]}), format="open311") == [1, 0, 0, 0]


def test_each_row_that_cannot_come_in_says_why(bring_in, write, tmp_path):
    rows = [a_request(), a_request("2", requested_datetime="soon"), {"status": "open"}, "text",
            a_request("4", lat="95", long="1"), a_request("5", status="lost")]  # fmt: skip

    assert bring_in(write(rows), format="open311") == [1, 0, 0, 5]
    reasons = next(tmp_path.glob("*.rejects.csv")).read_text(encoding="utf-8")
    for reason in ("no date we can read", "says nothing", "not an object", "outside the world",
                   'status ""lost"" is unknown'):  # fmt: skip
        assert reason in reasons


# Traps

BOMB = (
    '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;">'
    "]><service_requests><request><description>&b;</description></request></service_requests>"
)
OUTSIDE = '<!DOCTYPE r [<!ENTITY a SYSTEM "file:///etc/passwd">]><r><request>&a;</request></r>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (BOMB, "declares a document type"),
        (OUTSIDE, "declares a document type"),
        ("<service_requests><request>", "not whole XML"),
        ("<r><request><a>&unknown;</a></request></r>", "not whole XML"),
        ("<r>" + "<a>" * 50 + "</a>" * 50 + "</r>", "nested too deep"),
        ("<r><request><a>" + "a>" * 2**20 + "</a></request></r>", "more than a million letters"),
        ("<r></r>", "no rows"),
        ('{"status": "fine"}', "no list of requests"),
        ("a,b\n1,2\n", "neither JSON nor XML"),
        ("[]", "no rows"),
    ],
)
def test_a_file_that_is_no_list_of_requests_is_refused(bring_in, write, content, words):
    with pytest.raises(CommandError, match=words):
        bring_in(write(content, "requests.xml"), format="open311")
    assert not Concern.objects.exists()


def test_a_thousand_requests_on_one_line_are_read(bring_in, write):
    one = "<request><service_request_id>{}</service_request_id><status>open</status>"
    one += "<description>" + "a" * 1_500 + "</description>"
    one += "<requested_datetime>2026-01-05T12:00:00Z</requested_datetime></request>"
    text = "".join(one.format(number) for number in range(1_000))

    assert bring_in(write(f"<service_requests>{text}</service_requests>", "r.xml")) == [
        1_000, 0, 0, 0,
    ]  # fmt: skip


def test_letters_are_read_as_the_xml_says(bring_in, write):
    xml = '<?xml version="1.0" encoding="ISO-8859-1"?><service_requests><request>'
    xml += "<service_request_id>1</service_request_id><status>open</status><description>Ruido de"
    xml += " la peña</description><requested_datetime>2026-01-05</requested_datetime></request>"

    bring_in(write(f"{xml}</service_requests>".encode("latin-1"), "r.xml"))
    assert Concern.objects.get().text == "Ruido de la peña"
