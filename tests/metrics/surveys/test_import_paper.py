"""Paper forms that come in as a sheet, through the page."""

import csv
import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from metrics.surveys.models import Batch, OwnWords, Question, Response
from tests.factories.instruments import an_instrument, ask
from tests.factories.organizations import OrganizationFactory
from tests.factories.surveys import WaveFactory

Kind = Question.Kind
STEPS = {"1": "Never", "2": "Rarely", "3": "Often"}
HEADER = "date,language,area,listen,fair,dignity,rights,heard,next,age"


@pytest.fixture
def survey():
    return an_instrument(
        [
            ask("listen"),
            ask("grid", Kind.GRID, labels=STEPS, rows=["fair", "dignity", "rights"]),
            ask("heard", Kind.MULTIPLE, labels=STEPS),
            ask("next", Kind.OPEN),
        ],
        [
            ask(
                "age",
                Kind.SINGLE,
                labels={"1": "Young", "2": "Old"},
                trait="age_band",
                categories={"1": "18-34", "2": "35+"},
            )
        ],
        kind="event",
    )


@pytest.fixture
def wave(survey, millrace):
    return WaveFactory.create(instrument=survey, area=millrace)


@pytest.fixture
def day():
    return timezone.localdate().isoformat()


@pytest.fixture
def send(client, wave):
    def send(content, name="forms.csv", **more):
        content = content if isinstance(content, bytes) else content.encode()
        file = SimpleUploadedFile(name, content, "text/csv")
        url = reverse("desk_entry:paper_file", args=[wave.pk])
        return client.post(url, {"file": file} | more, follow=True)

    return send


@pytest.fixture
def dana_types(client, dana):
    client.force_login(dana)


def rows(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_empty_sheet_has_a_column_for_every_question(dana_types, client, wave):
    url = reverse("desk_entry:paper_file", args=[wave.pk])

    assert rows(client.get(url, {"sheet": "form"})) == [HEADER.split(",")]
    codebook = rows(client.get(url, {"sheet": "codebook"}))
    assert ["fair", "What of fair, in general?", "2", "Rarely"] in codebook
    assert ["listen", "What of listen, in general?", "88", "Don’t know"] in codebook


def test_forms_come_in_as_answers_on_paper(dana_types, send, wave, day, dana):
    page = send(
        f"{HEADER}\n{day},es,,8,3,2,88,1;3,Más luz,2\n{day},,,88,1,1,1,,,\n", name="may.csv"
    )

    assert "2 forms are saved." in page.content.decode()
    first, second = sorted(Response.objects.all(), key=lambda each: each.age_band, reverse=True)
    assert first.answers == {
        "listen": 8, "fair": 3, "dignity": 2, "rights": 88, "heard": [1, 3], "age": 2,
    }  # fmt: skip
    assert (first.mode, first.language, first.area, first.age_band) == (
        "paper", "es", wave.area, "35+",
    )  # fmt: skip
    assert second.flags == ["straight_line"]
    assert not second.is_partial
    assert OwnWords.objects.get().text == "Más luz"
    batch = Batch.objects.get()
    assert (batch.source, batch.made_by, batch.responses.count()) == ("may.csv", dana, 2)


def test_a_form_half_filled_in_is_kept_as_partial(dana_types, send, day):
    send(f"{HEADER}\n{day},,,8,3,2,,,,\n")

    assert Response.objects.get().is_partial


def test_mistakes_are_named_by_line_and_column_and_nothing_is_saved(dana_types, send, day):
    page = send(
        f"{HEADER}\n{day},,,8,3,2,1,1,,1\n{day},,,12,3,2,=1+1,1,,1\nMay,xx,99,8,3,2,1,9,,1\n"
        f"{day},,,8,,,,,,\n"
    ).content.decode()

    assert "3 forms have mistakes" in page
    assert "1 other form is good" in page
    for words in (
        "“12” is no answer. There are 0 to 10",
        "This is a formula. Write the answer itself.",
        "“May” is no day. Write it like 2026-03-31.",
        "“xx” is no language here.",
        "There is no area “99” here.",
        "“9” is no answer. There are 1 to 3",
        "Fewer than half of the questions have an answer.",
    ):
        assert words in page, words
    assert not Response.objects.exists()
    assert not Batch.objects.exists()


def test_the_good_forms_are_saved_where_someone_says_so(dana_types, send, day):
    page = send(f"{HEADER}\n{day},,,8,3,2,1,1,,1\n{day},,,12,3,2,1,1,,1\n", only_good="on")

    assert Response.objects.count() == 1
    assert "1 form has a mistake" in page.content.decode()
    assert "1 form is saved." in page.content.decode()


def test_the_same_file_comes_in_once(dana_types, send, day):
    forms = f"{HEADER}\n{day},,,8,3,2,1,1,,1\n"
    send(forms)

    page = send(forms, name="again.csv").content.decode()

    assert "This very file came in on" in page
    assert Response.objects.count() == 1


def test_a_file_from_windows_is_read_and_that_is_said(dana_types, send, day):
    page = send(f"{HEADER}\n{day},es,,8,3,2,1,1,Más atención,1\n".encode("cp1252"))

    assert "We read it as Windows text" in page.content.decode()
    assert OwnWords.objects.get().text == "Más atención"


def test_a_spreadsheet_with_semicolons_is_read_too(dana_types, send, day):
    send(f"{HEADER};\n{day},,,8.0,3,2,1,1,,1;\n".replace(",", ";"))

    assert Response.objects.get().answers["listen"] == 8


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(b"", "This file is empty.", id="empty"),
        pytest.param(b"x" * (10 * 2**20), "larger than 2 MB", id="ten megabytes"),
        pytest.param(b"PK\x03\x04\x00\x00", "This is no text", id="a packed file"),
        pytest.param(b"date,listen,name\n", "does not have: name", id="an unknown column"),
        pytest.param(b"date,listen\n", "Missing: fair, dignity", id="missing columns"),
        pytest.param(HEADER.encode() + b"\n", "no forms below it", id="no forms"),
        pytest.param(HEADER.encode() + b',date\n"', "stands there twice", id="a name twice"),
        pytest.param(HEADER.encode() + b'\n"2026', "Line 2 cannot be read", id="a quotation mark"),
    ],
)
def test_what_is_no_sheet_is_refused_in_words(dana_types, send, content, words):
    page = send(content)

    assert page.status_code == 200
    assert words in page.content.decode()
    assert not Batch.objects.exists()


def test_days_outside_the_survey_are_named(dana_types, send):
    ahead = timezone.localdate() + timedelta(days=2)

    page = send(f"{HEADER}\n{ahead},,,8,3,2,1,1,,1\n").content.decode()

    assert f"{ahead} is not within the days of this survey" in page


def test_a_survey_that_has_not_begun_takes_no_forms(dana_types, send, wave, day):
    wave.opens_at = timezone.now() + timedelta(days=1)
    wave.save()

    assert "has not begun yet" in send(f"{HEADER}\n{day},,,8,3,2,1,1,,1\n").content.decode()


def test_a_wave_that_others_run_takes_no_forms_from_the_police(
    dana_types, client, survey, millrace, day
):
    wave = WaveFactory.create(
        instrument=survey, area=millrace, operator=OrganizationFactory.create()
    )
    file = SimpleUploadedFile("a.csv", f"{HEADER}\n{day},,,8,3,2,1,1,,1\n".encode())

    page = client.post(reverse("desk_entry:paper_file", args=[wave.pk]), {"file": file})

    assert page.status_code == 403
    assert not Response.objects.exists()


def test_two_thousand_forms_take_as_many_statements_as_one(
    dana_types, send, day, django_assert_max_num_queries
):
    form = f"{day},,,8,3,2,1,1,,1\n"
    with django_assert_max_num_queries(60):
        send(f"{HEADER}\n{form * 2_000}")

    assert Response.objects.count() == 2_000
