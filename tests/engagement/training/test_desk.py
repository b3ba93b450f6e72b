"""The pages: one's own, and those who arrange courses for their areas."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from engagement.training.holdings import compliance
from engagement.training.models import Completion, Course
from tests.factories.accounts import RoleFactory, UserFactory
from tests.factories.training import CompletionFactory, CourseFactory

TODAY = timezone.localdate
LIST = "/desk/training/completions/list/"


@pytest.fixture
def first_aid():
    return CourseFactory.create(
        name={"en": "First aid", "es": "Primeros auxilios"}, slug="first-aid"
    )


@pytest.fixture
def sams(client, sam):
    client.force_login(sam)
    return client


def lapsed(person, course):
    return CompletionFactory.create(
        person=person, course=course, completed_on=TODAY() - timedelta(days=800)
    )


def test_an_officer_sees_what_is_due_and_only_their_own(client, dana, lee, first_aid):
    lapsed(dana, first_aid)
    CompletionFactory.create(
        person=lee, course=CourseFactory.create(name="Of Lee alone", required=False)
    )
    client.force_login(dana)
    page = client.get("/desk/training/").text

    assert "Lapsed" in page
    assert "Of Lee alone" not in page
    assert "Courses you need" in client.get("/desk/").text


def test_nothing_due_says_nothing_on_the_first_page(client, dana, first_aid):
    CompletionFactory.create(person=dana, course=first_aid)
    client.force_login(dana)

    assert "Courses you need" not in client.get("/desk/").text


def test_a_course_that_is_not_offered_is_not_owed(client, dana, first_aid):
    first_aid.retired_on = TODAY()
    first_aid.save()
    client.force_login(dana)

    assert "First aid" not in client.get("/desk/training/").text


def test_a_supervisor_sees_who_is_due_in_their_area_alone(sams, dana, lee, first_aid):
    lapsed(dana, first_aid)
    lapsed(lee, first_aid)
    page = sams.get("/desk/training/due/").text

    assert "Dana" in page
    assert "Lee" not in page


def test_who_left_staff_is_not_on_the_list(sams, dana, first_aid):
    lapsed(dana, first_aid)
    dana.roles.update(until=timezone.now())

    assert "Dana" not in sams.get("/desk/training/due/").text


def test_who_is_due_in_70_days_is_not_on_the_list_yet(sams, dana, sam):
    course = CourseFactory.create(valid_months=3)
    CompletionFactory.create(person=dana, course=course, completed_on=TODAY() - timedelta(days=15))
    CompletionFactory.create(person=sam, course=course, completed_on=TODAY() - timedelta(days=50))
    page = sams.get("/desk/training/due/").text

    assert "Dana" not in page
    assert '<th scope="row">Sam</th>' in page


def test_the_list_as_a_file_runs_no_formula(sams, dana, first_aid):
    dana.name = "=cmd|' /C calc'!A0"
    dana.save()
    lines = b"".join(sams.get("/desk/training/due.csv").streaming_content).decode()

    assert "'=cmd" in lines
    assert "First aid" in lines


def test_the_list_can_be_for_one_course(sams, dana, first_aid):
    other = CourseFactory.create(name="Interpreters")
    lapsed(dana, first_aid)
    lapsed(dana, other)
    page = sams.get("/desk/training/due/", {"course": "first-aid"}).text

    assert page.count('<th scope="row">Dana</th>') == 1


def test_a_supervisor_enters_a_completion_for_people_of_their_area(sams, dana, first_aid):
    said = {"person": dana.pk, "course": first_aid.pk, "on": TODAY().isoformat(), "note": ""}

    assert sams.post("/desk/training/completions/new/", said).status_code == 302
    assert Completion.objects.get().person == dana


def test_nobody_is_entered_for_people_of_another_area(sams, lee, first_aid):
    said = {"person": lee.pk, "course": first_aid.pk, "on": TODAY().isoformat()}

    assert sams.post("/desk/training/completions/new/", said).status_code == 200
    assert not Completion.objects.exists()


def test_a_day_to_come_is_refused_beside_the_day(sams, dana, first_aid):
    day = TODAY() + timedelta(days=2)
    said = {"person": dana.pk, "course": first_aid.pk, "on": day.isoformat()}

    assert "still to come" in sams.post("/desk/training/completions/new/", said).text


def test_a_completion_of_another_area_is_not_found(sams, lee, first_aid):
    done = CompletionFactory.create(person=lee, course=first_aid)

    assert sams.get(f"/desk/training/completions/{done.pk}/correction/").status_code == 404
    assert sams.post(f"/desk/training/completions/{done.pk}/correction/").status_code == 404


def test_a_mistake_is_put_right(sams, dana, first_aid):
    done = CompletionFactory.create(person=dana, course=first_aid)
    address = f"/desk/training/completions/{done.pk}/correction/"
    said = {"on": done.completed_on.isoformat(), "happened": "no"}

    assert sams.post(address, said).status_code == 302
    assert "Taken back" in sams.get("/desk/training/completions/").text
    assert "corrected already" in sams.post(address, said).text


def test_a_pasted_list_is_kept_whole(sams, dana, sam, first_aid):
    day = TODAY().isoformat()
    pasted = (
        f"day;course;email\n{day};PRIMEROS AUXILIOS;DANA@example.org\n\n"
        f"{day};first-aid;sam@example.org"
    )

    assert sams.post(LIST, {"pasted": pasted}).status_code == 302
    assert Completion.objects.count() == 2


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("lee@example.org,First aid,2026-01-05", "nobody on staff in your areas"),
        ("rosa@example.org,First aid,2026-01-05", "nobody on staff in your areas"),
        ("dana@example.org,Second aid,2026-01-05", "no course we offer"),
        ("dana@example.org,First aid,2026-02-31", "is no day"),
        ("dana@example.org,First aid", "is no day"),
        ("dana@example.org,First aid,2999-01-01", "still to come"),
        ("dana@example.org,First aid,2026-01-05,=1+1", "like a formula"),
        ("dana@example.org,First aid,2026-01-05," + "x" * 201, "at most 200"),
    ],
    ids=[
        "elsewhere",
        "a resident",
        "course",
        "no such day",
        "no day",
        "to come",
        "formula",
        "long",
    ],
)
def test_one_wrong_line_is_named_and_nothing_is_kept(sams, dana, lee, rosa, first_aid, line, why):
    page = sams.post(LIST, {"pasted": f"dana@example.org,First aid,2026-01-04\n{line}"}).text

    assert why in page
    assert ">2</th>" in page
    assert not Completion.objects.exists()


def test_a_file_of_windows_letters_is_read(sams, dana):
    CourseFactory.create(name="Mediación", slug="mediacion")
    file = SimpleUploadedFile("list.csv", "dana@example.org,Mediación,01/05/2026".encode("cp1252"))

    assert sams.post(LIST, {"file": file}).status_code == 302
    assert Completion.objects.count() == 1


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({}, "Paste the list, or choose a file"),
        ({"pasted": "\n \n"}, "Paste the list, or choose a file"),
        ({"pasted": "email,course,day"}, None),
        ({"pasted": 'dana@example.org,"First aid'}, "cannot be read as a table"),
        ({"file": SimpleUploadedFile("a.csv", b"a\x00b")}, "no text"),
        ({"file": SimpleUploadedFile("a.csv", b"a" * (2**20 + 1))}, "larger than 1 MB"),
        ({"pasted": "a", "file": SimpleUploadedFile("a.csv", b"a")}, "one of the two"),
        ({"pasted": "a,b,c\n" * 5_001}, "at most 5000 lines"),
    ],
    ids=["nothing", "blank", "head alone", "open quote", "no text", "large", "both", "long"],
)
def test_what_is_no_list_is_refused_in_words(sams, said, why):
    answer = sams.post(LIST, said)

    assert why is None or why in answer.text.replace("&quot;", '"')
    assert not Completion.objects.exists()


def test_command_staff_keep_courses_in_each_language(client, kim):
    client.force_login(kim)
    said = {
        "name_en": "First aid", "name_es": "Primeros auxilios", "purpose_en": "", "purpose_es": "",
        "hours": "6", "valid_months": "24", "required": "on",
    }  # fmt: skip

    assert client.post("/desk/training/courses/new/", said).status_code == 302
    course = Course.objects.get()
    assert course.required
    assert course.name.localize("es") == "Primeros auxilios"

    address = f"/desk/training/courses/{course.slug}/"
    assert "Primeros auxilios" in client.get(address).text
    client.post(address, said | {"retired": "on", "valid_months": ""})
    course.refresh_from_db()
    assert (course.is_offered, course.valid_months) == (False, None)
    client.post(address, said)
    course.refresh_from_db()
    assert course.is_offered


def test_a_course_without_a_name_or_with_no_time_is_refused(client, kim):
    client.force_login(kim)
    answer = client.post("/desk/training/courses/new/", {"name_en": "", "hours": "0"})

    assert answer.status_code == 200
    assert not Course.objects.exists()


def test_compliance_counts_each_person_once_where_their_first_role_is(
    millrace, eastbank, dana, first_aid
):
    RoleFactory.create(user=dana, area=eastbank)
    other = UserFactory.create(role="officer", area=millrace)
    UserFactory.create(role="partner")
    CompletionFactory.create(person=dana, course=first_aid)
    lapsed(other, first_aid)

    [counted] = compliance()
    assert (counted.path, counted.staff, counted.hold) == (millrace.path, 2, 1)


@pytest.mark.usefixtures("time_stands_still")
@pytest.mark.parametrize(
    "address", ["/desk/training/", "/desk/training/due/", "/desk/training/completions/"]
)
def test_a_list_asks_as_many_questions_for_three_rows_as_for_one(
    sams, sam, riverside, first_aid, address, django_assert_num_queries
):
    lapsed(sam, first_aid)
    sams.get(address)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as one:
        sams.get(address)
    for number in range(2):
        lapsed(sam, CourseFactory.create())
        person = UserFactory.create(role="officer", area=riverside, name=f"Officer {number}")
        lapsed(person, first_aid)
    with django_assert_num_queries(len(one)):
        sams.get(address)
