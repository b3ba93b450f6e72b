"""Staff build an instrument with forms; the same rules hold as for files."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from metrics.surveys.instruments import editing
from metrics.surveys.instruments.writing import to_object
from metrics.surveys.models import Instrument, Question
from metrics.surveys.shipped import COMMUNITY_TRUST, EVERY
from tests.factories.surveys import a_draft


@pytest.fixture
def desk(client, kim):
    client.force_login(kim)
    return client


@pytest.fixture
def draft(db):
    return a_draft()


def at(page, *args):
    return reverse(f"desk_instruments:{page}", args=args)


def filled(form, **changes):
    """What a browser would send of a form as it stands, with some of it changed."""
    values = {field.name: field.value() for field in form}
    return {
        name: value for name, value in values.items() if value is not None and value is not False
    } | changes


def asked(instrument):
    return list(Question.objects.of(instrument).values_list("code", flat=True))


def test_the_list_shows_what_ships_with_its_state(desk):
    page = desk.get(at("list")).content.decode()
    assert page.count("Comes with the portal.") == len(EVERY)
    Instrument.objects.get(slug="pulse").field()
    assert "In the field" in desk.get(at("list")).content.decode()


def test_the_list_costs_the_same_for_few_and_many(desk, django_assert_max_num_queries):
    desk.get(at("list"))
    for _ in range(4):
        a_draft()
    with django_assert_max_num_queries(8):
        desk.get(at("list"))


def test_a_page_costs_the_same_for_a_short_and_a_long_one(
    desk, draft, django_assert_max_num_queries
):
    for one in (draft, Instrument.objects.shipped(COMMUNITY_TRUST)):
        with django_assert_max_num_queries(20):
            assert desk.get(one.get_absolute_url()).status_code == 200


def test_a_new_one_begins_with_one_empty_page(desk, kim):
    desk.post(at("new"), {"title": "Parks", "kind": "general", "slug": "parks"})
    made = Instrument.objects.get(slug="parks")
    assert (made.version, made.made_by, made.sections.count()) == (1, kim, 1)
    again = desk.post(at("new"), {"title": "Parks", "kind": "general", "slug": "parks"})
    assert "An instrument of this name is there" in again.content.decode()


def test_a_new_version_has_the_same_words_and_the_old_one_stays(desk):
    old = Instrument.objects.shipped(COMMUNITY_TRUST)
    old.field()
    desk.post(at("version", old.pk))
    made = Instrument.objects.get(slug=old.slug, version=2)
    assert made.is_draft
    assert not made.is_shipped
    same = to_object(old) | {"version": 2}
    assert to_object(made) == same


def test_a_question_of_each_kind_can_be_added(desk, draft):
    answers = {"labels_en": "1 = Yes\n2 = No", "labels_es": "1 = Sí\n2 = No"}
    for kind, more in {
        "scale": {"lowest": 0, "highest": 10, "lowest_means_en": "No", "highest_means_en": "Yes"},
        "likert": answers,
        "single": answers,
        "multiple": answers,
        "grid": {
            **answers,
            "rows_en": "row_a = They come.\nrow_b = They go.",
            "rows_es": "row_a = Vienen.\nrow_b = Van.",
        },
        "open": {},
    }.items():
        said = {"code": f"new_{kind}", "ask_en": "How?", "ask_es": "¿Cómo?", **more}
        answer = desk.post(at("new_question", draft.pk, 1, kind), said)
        assert answer.status_code == 302, answer.content.decode()
    assert asked(draft)[3:11] == [
        *("new_scale", "new_likert", "new_single", "new_multiple", "new_grid"),
        *("row_a", "row_b", "new_open"),
    ]
    assert Question.objects.get(section__instrument=draft, code="row_b").codes == [1, 2]


def test_every_shipped_question_goes_through_its_form_unchanged(desk, draft):
    before = to_object(draft)
    for section in before["sections"]:
        for question in section["questions"]:
            url = at("question", draft.pk, question["code"])
            form = desk.get(url).context["form"]
            answer = desk.post(url, filled(form))
            assert answer.status_code == 302, answer.content.decode()
    assert to_object(draft) == before


def test_every_page_and_index_goes_through_its_form_unchanged(desk, draft):
    before = to_object(draft)
    for number in range(1, len(before["sections"]) + 1):
        url = at("page", draft.pk, number)
        assert desk.post(url, filled(desk.get(url).context["form"])).status_code == 302
    for index in before["indices"]:
        url = at("index", draft.pk, index["code"])
        assert desk.post(url, filled(desk.get(url).context["form"])).status_code == 302
    assert to_object(draft) == before


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"labels_en": "1 = Yes\n77 = Maybe"}, "77 and 88 mean that there is no answer"),
        ({"labels_en": "1 = Yes\n1 = No"}, "the code “1” stands here twice"),
        ({"labels_en": "Yes\nNo"}, "Line 1: write the code"),
        ({"labels_en": "one = Yes\n2 = No"}, "“one” is no code"),
        ({"labels_en": "1 = Yes\n2 = No\n3 = Perhaps"}, "Give the same codes here"),
        ({"labels_en": "1 = Yes", "labels_es": "1 = Sí"}, "Here must be 2 to"),
        ({"favorable": "9"}, "The question has no answer with this code"),
        ({"favorable": "x"}, "Write codes with commas"),
        ({"code": "listen"}, "Another question has this code"),
        ({"code": "trust"}, "is already the code"),
        ({"code": "A b"}, "Small letters, digits"),
        ({"ask_es": ""}, "The question is missing in this language"),
        ({"ask_en": ""}, "This field is required"),
        ({"asked_if": "listen"}, "Say which answers lead here"),
        ({"asked_if": "contact", "asked_if_codes": "1"}, "Select a valid choice"),
        ({"trait": "sex"}, "Say what it tells and the categories"),
    ],
    ids=str,
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, draft, changes, why):
    before = to_object(draft)
    url = at("question", draft.pk, "contact")
    said = filled(desk.get(url).context["form"], **changes)
    page = desk.post(url, said | {"statement_en": "typed <b>just now</b>"})
    assert page.status_code == 200
    assert why in page.content.decode()
    assert "typed &lt;b&gt;just now&lt;/b&gt;" in page.content.decode()
    assert to_object(draft) == before


def test_html_in_words_is_shown_as_words(desk, draft):
    url = at("question", draft.pk, "next")
    bad = "<script>alert(1)</script>"
    desk.post(url, filled(desk.get(url).context["form"], ask_en=bad, ask_es=bad))
    for page in (draft.get_absolute_url(), at("preview", draft.pk, "en"), url):
        shown = desk.get(page).content.decode()
        assert bad not in shown
        assert "&lt;script&gt;alert(1)" in shown


def test_a_new_code_is_followed_by_all_that_points_to_it(desk, draft):
    url = at("question", draft.pk, "contact")
    desk.post(url, filled(desk.get(url).context["form"], code="met_police"))
    follower = Question.objects.get(section__instrument=draft, code="contact_fair")
    assert follower.asked_if.code == "met_police"


def test_questions_and_pages_move_by_buttons(desk, draft):
    desk.post(at("order", draft.pk), {"question": "respect", "way": "up"})
    assert asked(draft)[:2] == ["respect", "listen"]
    desk.post(at("order", draft.pk), {"question": "respect", "way": "up"})
    assert asked(draft)[:2] == ["respect", "listen"]
    desk.post(at("order", draft.pk), {"page": "3", "way": "up"})
    assert asked(draft)[3] == "next"


def test_nothing_moves_before_what_it_depends_on(desk, draft):
    before = asked(draft)
    page = desk.post(
        at("order", draft.pk), {"question": "contact_fair", "way": "up"}, follow=True
    ).content.decode()
    assert "No question before this one has the code “contact”" in page
    assert asked(draft) == before


def test_what_others_depend_on_cannot_be_deleted_first(desk, draft):
    page = desk.post(at("q_deletion", draft.pk, "contact"), follow=True).content.decode()
    assert "No question before this one has the code “contact”" in page
    desk.post(at("q_deletion", draft.pk, "contact_fair"))
    desk.post(at("q_deletion", draft.pk, "contact"))
    assert not {"contact", "contact_fair"} & set(asked(draft))


def test_a_deleted_question_leaves_its_indices_and_an_empty_index_goes(desk, draft):
    desk.post(at("q_deletion", draft.pk, "listen"))
    desk.post(at("q_deletion", draft.pk, "safe"))
    found = {index["code"]: index["items"] for index in to_object(draft)["indices"]}
    assert [item["question"] for item in found["trust"]] == ["respect"]
    assert "safety" not in found


def test_pages_are_added_edited_and_deleted(desk, draft):
    desk.post(at("new_page", draft.pk))
    assert draft.sections.count() == 5
    url = at("page", draft.pk, 5)
    form = desk.get(url).context["form"]
    said = filled(form, title_en="Last", asked_if="contact", asked_if_codes="1")
    assert desk.post(url, said).status_code == 302
    section = draft.sections.get(number=5)
    assert (section.asked_if.code, section.asked_if_codes) == ("contact", [1])
    desk.post(at("page_deletion", draft.pk, 5))
    assert draft.sections.count() == 4
    assert desk.get(at("page", draft.pk, 5)).status_code == 404


def test_an_index_is_made_of_what_can_be_scored(desk, draft):
    said = {
        "code": "police",
        "name_en": "Police",
        "items": ["good_job", "rights"],
        "turned": ["rights"],
        "least_answered": "0.5",
    }
    assert desk.post(at("new_index", draft.pk), said).status_code == 302
    index = draft.indices.get(code="police")
    assert {str(item.question): item.is_reversed for item in index.items.all()} == {
        "good_job": False,
        "rights": True,
    }
    page = desk.post(at("new_index", draft.pk), said | {"code": "listen"}).content.decode()
    assert "“listen” is already the code of a question" in page
    page = desk.post(at("new_index", draft.pk), said | {"code": "b", "headline": "on"})
    assert "Only one index is shown first" in page.content.decode()
    desk.post(at("index_deletion", draft.pk, "police"))
    assert not draft.indices.filter(code="police").exists()


def status(instrument, language="es"):
    return instrument.translations.get(language=language).status


def test_changing_the_original_makes_its_translations_outdated(desk, draft, kim):
    url = at("translation", draft.pk, "es")
    form = desk.get(url).context["form"]
    desk.post(url, filled(form, status="checked"))
    spanish = draft.translations.get(language="es")
    assert (spanish.status, spanish.checked_by) == ("checked", kim)
    assert spanish.checked_on is not None
    question = at("question", draft.pk, "next")
    desk.post(question, filled(desk.get(question).context["form"], ask_en="What now?"))
    assert status(draft) == "outdated"
    assert status(draft, "en") == "checked"
    assert draft.translations.get(language="es").checked_by == kim
    desk.post(question, filled(desk.get(question).context["form"], ask_es="¿Y ahora?"))
    assert status(draft) == "draft"


def test_moving_a_question_makes_no_translation_outdated(desk, draft):
    desk.post(at("order", draft.pk), {"question": "respect", "way": "up"})
    assert status(draft) == "draft"


def test_what_has_been_asked_is_not_edited_and_the_page_says_what_to_do(desk, draft):
    draft.field()
    before = to_object(draft)
    for url in (
        at("question", draft.pk, "next"),
        at("page", draft.pk, 1),
        at("about", draft.pk),
        at("index", draft.pk, "trust"),
    ):
        page = desk.get(url).content.decode()
        assert "New version from this one" in page
        assert "Keep it" not in page
        desk.post(url, filled(desk.get(url).context["form"], title="Other", ask_en="Other?"))
    page = desk.post(at("new_page", draft.pk), follow=True).content.decode()
    assert "This version has been asked" in page
    assert to_object(draft) == before
    assert desk.get(at("deletion", draft.pk)).status_code == 404


def test_whether_a_translation_was_checked_can_still_be_said_after_it_was_asked(desk, draft):
    draft.field()
    desk.post(at("translation", draft.pk, "es"), {"status": "checked", "title": "Otro"})
    spanish = draft.translations.get(language="es")
    assert spanish.status == "checked"
    assert spanish.title != "Otro"


def test_a_version_is_retired_and_a_draft_deleted(desk, draft):
    desk.post(at("deletion", draft.pk))
    assert not Instrument.objects.filter(pk=draft.pk).exists()
    old = Instrument.objects.shipped(COMMUNITY_TRUST)
    old.field()
    desk.post(at("retirement", old.pk))
    old.refresh_from_db()
    assert old.retired_at is not None
    assert "Retired" in desk.get(old.get_absolute_url()).content.decode()


def test_the_preview_is_in_the_language_asked_for(desk, draft):
    page = desk.get(at("preview", draft.pk, "es")).content.decode()
    assert "La policía de mi vecindario" in page
    assert "Muy de acuerdo" in page
    assert desk.get(at("preview", draft.pk, "xx")).status_code == 404


def test_the_codebook_has_a_line_for_every_code(desk, draft):
    answer = desk.get(at("codebook", draft.pk))
    assert answer["Content-Disposition"].endswith('filename="community-trust-2.csv"')
    book = answer.content.decode().splitlines()
    assert book[0].startswith("question,kind,text_en,text_es,code,label_en,label_es,missing")
    assert sum(line.startswith("good_job,likert,") for line in book) == 5 + 2
    [line] = [line for line in book if line.startswith("explain,") and ",5,Strongly agree," in line]
    assert line.endswith("Muy de acuerdo,,yes,fairness,,,,")
    assert any(line.startswith("contact_fair,") and "contact in 1" in line for line in book)
    assert not any(line.startswith("fair,") for line in book)


def test_a_spreadsheet_takes_no_label_for_a_formula(desk, draft):
    url = at("question", draft.pk, "contact")
    desk.post(url, filled(desk.get(url).context["form"], labels_en="1 = =1+1\n2 = No"))
    assert ",'=1+1," in desk.get(at("codebook", draft.pk)).content.decode()


def test_a_file_goes_out_and_comes_in_as_a_new_draft(desk, draft, kim):
    raw = desk.get(at("json", draft.pk)).content
    file = SimpleUploadedFile("trust.json", raw, "application/json")
    desk.post(at("upload"), {"file": file})
    made = Instrument.objects.get(slug=draft.slug, version=3)
    assert made.made_by == kim
    assert to_object(made) == to_object(draft) | {"version": 3}


@pytest.mark.parametrize(
    ("raw", "why"),
    [
        (b"{", "This is no JSON"),
        (b" " * 600_000, "too large"),
        (b"[" * 50_000, "nested too deeply"),
        (b"\xff\xfe", "not in UTF-8"),
        (json.dumps({"format": 1}).encode(), "“slug” is missing"),
    ],
    ids=["cut off", "large", "deep", "encoding", "bare"],
)
def test_a_bad_file_is_refused_at_the_field_and_nothing_is_kept(desk, raw, why):
    page = desk.post(at("upload"), {"file": SimpleUploadedFile("x.json", raw)})
    assert why in page.content.decode()
    assert not Instrument.objects.exclude(is_shipped=True).exists()


def test_changing_costs_the_same_for_a_short_one_and_a_long_one(
    draft, django_assert_max_num_queries
):
    with django_assert_max_num_queries(55):
        editing.change(draft, lambda found: editing.move(found["sections"], 1, 1))
