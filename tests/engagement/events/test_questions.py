"""Organizers ask what they would like to know; nobody has to answer."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import connection, connections
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from engagement.events.models import Question
from portal.refusals import NotPossible
from tests.factories.events import EventFactory, RsvpFactory, SessionFactory
from tests.factories.questions import a_question


@pytest.fixture
def meeting(millrace):
    return SessionFactory.create(event__area=millrace)


@pytest.fixture
def event(meeting):
    return meeting.event


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


def page(event):
    return reverse("desk_events:questions", args=[event.pk])


def act(name, question):
    return reverse(f"desk_events:{name}", args=[question.pk])


def asked(event):
    return [str(question) for question in event.questions.in_order()]


def answer(question, said, meeting):
    return RsvpFactory.create(session=meeting, answers={str(question.pk): said})


def test_dana_adds_three_kinds_of_questions(desk, event):
    typed = {"text": "Which bus?", "kind": "choice", "choices": " 11 \n11\n\n 40"}
    response = desk.post(page(event), typed, follow=True)
    desk.post(page(event), {"text": "How many children?", "kind": "number"})
    desk.post(page(event), {"text": "What should we talk about?", "kind": "text"})

    assert "The question is added." in response.text
    assert asked(event) == ["Which bus?", "How many children?", "What should we talk about?"]
    assert event.questions.first().original_choices == ["11", "40"]


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"text": "", "kind": "text"}, "This field is required"),
        ({"text": "x" * 201, "kind": "text"}, "at most 200"),
        ({"text": "Which?", "kind": "riddle"}, "riddle is not one of"),
        ({"text": "Which?", "kind": "choice", "choices": ""}, "2 to 12 different choices"),
        ({"text": "Which?", "kind": "choice", "choices": "A\nA"}, "2 to 12 different choices"),
        (
            {"text": "Which?", "kind": "choice", "choices": "\n".join(map(str, range(13)))},
            "2 to 12 different choices",
        ),
        ({"text": "Which?", "kind": "choice", "choices": "A\n" + "b" * 101}, "too long"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(desk, event, typed, words):
    assert words in desk.post(page(event), typed).text
    assert not event.questions.exists()


def test_markup_in_a_question_stays_text(desk, event):
    desk.post(page(event), {"text": "<script>alert(1)</script>", "kind": "text"})

    assert "<script>alert(1)" not in desk.get(page(event)).text


def test_eight_questions_are_enough(desk, event):
    for n in range(8):
        a_question(event, f"Question {n}", "text")

    assert "Add the question" not in desk.get(page(event)).text
    response = desk.post(page(event), {"text": "A ninth?", "kind": "text"})
    assert response.status_code == 200
    assert event.questions.count() == 8


@pytest.mark.django_db(transaction=True)
def test_two_organizers_at_once_do_not_ask_nine(millrace):
    event = EventFactory.create(area=millrace)
    for n in range(7):
        a_question(event, f"Question {n}", "text")
    start, said = threading.Barrier(2), []

    def add(text):
        start.wait()
        try:
            a_question(event.__class__.objects.get(pk=event.pk), text, "text")
        except NotPossible as reason:
            said.append(str(reason))
        finally:
            connections.close_all()

    threads = [threading.Thread(target=add, args=[text]) for text in ("One?", "Two?")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert event.questions.count() == 8
    assert said == ["8 questions are enough for anyone. Take one away first."]


def test_questions_change_places_without_a_script(desk, event):
    first, second, third = (a_question(event, text, "text") for text in ("A?", "B?", "C?"))

    desk.post(act("question_place", third), {"to": "up"})
    assert asked(event) == ["A?", "C?", "B?"]
    desk.post(act("question_place", first), {"to": "down"})
    assert asked(event) == ["C?", "A?", "B?"]
    desk.post(act("question_place", second), {"to": "down"})
    desk.post(act("question_place", second), {"to": "nowhere"})
    assert asked(event) == ["C?", "A?", "B?"]


def test_a_question_is_reworded_and_may_change_its_kind_while_no_one_answered(desk, event):
    question = a_question(event)
    shown = desk.get(act("question", question)).text
    assert "On foot\nBy bus" in shown

    desk.post(act("question", question), {"text": "How many bikes?", "kind": "number"})
    question.refresh_from_db()
    assert (str(question), question.kind, question.original_choices) == (
        "How many bikes?",
        "number",
        [],
    )


def test_once_answered_it_can_be_reworded_but_keeps_its_kind(desk, event, meeting):
    question = a_question(event)
    answer(question, "By bus", meeting)
    typed = {"text": "How do you get here?", "kind": "text", "choices": "On foot\nBy bus\nBy bike"}

    desk.post(act("question", question), typed)
    question.refresh_from_db()
    assert (str(question), question.kind) == ("How do you get here?", "choice")
    assert question.original_choices == ["On foot", "By bus", "By bike"]


def test_an_answer_that_comes_while_the_form_is_open_keeps_the_kind(event, meeting):
    question = a_question(event)
    answer(question, "By bus", meeting)

    with pytest.raises(NotPossible, match="has to stay"):
        question.reword(text="How many?", kind="number")


def test_that_race_is_told_on_the_form(desk, event, meeting, monkeypatch):
    question = a_question(event)
    answer(question, "By bus", meeting)
    # The form looked before the answer came; the verb looks after.
    looks = iter([False, True])
    monkeypatch.setattr(Question, "has_answers", lambda _self: next(looks))

    response = desk.post(act("question", question), {"text": "How many?", "kind": "number"})
    assert "has to stay" in response.text


def test_an_unanswered_question_goes_at_once_and_an_answered_one_after_a_yes(desk, event, meeting):
    idle, busy = a_question(event), a_question(event, "How many?", "number")
    seat = answer(busy, 3, meeting)
    seat.answers["other"] = "kept"
    seat.save()

    desk.post(act("question_removal", idle))
    response = desk.post(act("question_removal", busy))
    assert "Take this question away?" in response.text
    assert asked(event) == ["How many?"]

    desk.post(act("question_removal", busy), {"sure": "yes"})
    seat.refresh_from_db()
    assert asked(event) == []
    assert seat.answers == {"other": "kept"}
    # Not in what the seat was before either.
    assert seat.events.exists()
    assert not seat.events.filter(answers__has_key=str(busy.pk)).exists()


def test_asking_whether_to_remove_removes_nothing(desk, event):
    question = a_question(event)

    assert "cannot be undone" in desk.get(act("question_removal", question)).text
    assert asked(event)


def test_the_form_field_speaks_the_readers_language_and_keeps_the_first_words(event):
    question = a_question(event)
    question.text = {"en": "How will you come?", "es": "¿Cómo vendrá?"}
    question.choices = {"en": "On foot\nBy bus", "es": "A pie\nEn autobús"}
    question.save()

    with translation.override("es"):
        field = question.form_field()
        assert field.label == "¿Cómo vendrá?"
        assert field.choices[1:] == [("On foot", "A pie"), ("By bus", "En autobús")]
        assert field.clean("By bus") == "By bus"
        assert question.answer_words({str(question.pk): "By bus"}) == "En autobús"
    assert question.answer_words({str(question.pk): "By bus"}) == "By bus"


def test_a_translation_that_lost_a_line_does_not_swap_answers(event):
    question = a_question(event)
    question.choices = {"en": "On foot\nBy bus", "es": "En autobús"}

    with translation.override("es"):
        assert question.choices_to_read() == [("On foot", "On foot"), ("By bus", "By bus")]


def test_a_question_written_in_spanish_is_kept_in_spanish(millrace):
    event = EventFactory.create(area=millrace, written_in="es")
    question = a_question(event, "¿Cómo vendrá?", choices="A pie\nEn autobús")

    assert question.text.data == {"es": "¿Cómo vendrá?"}
    assert question.original_choices == ["A pie", "En autobús"]


def test_nobody_has_to_answer_and_only_what_was_said_is_kept(event):
    bus, many, words = (
        a_question(event),
        a_question(event, "How many?", "number"),
        a_question(event, "Anything?", "text"),
    )
    fields = event.questions.fields()
    assert not any(field.required for field in fields.values())

    cleaned = {
        bus.field_name: fields[bus.field_name].clean(""),
        many.field_name: fields[many.field_name].clean("0"),
        words.field_name: fields[words.field_name].clean("  "),
    }
    assert event.questions.answers_in(cleaned) == {str(many.pk): 0}


@pytest.mark.parametrize(("typed", "kept"), [("3", 3), ("3.0", 3), ("2.5", 2.5), ("", None)])
def test_whole_numbers_stay_whole(event, typed, kept):
    number = a_question(event, "How many?", "number").form_field().clean(typed)

    assert (number, type(number)) == (kept, type(kept))


@pytest.mark.parametrize("typed", ["many", "nan", "inf", "1e400", "-2000000000"])
def test_what_is_no_number_is_refused(event, typed):
    with pytest.raises(ValidationError):
        a_question(event, "How many?", "number").form_field().clean(typed)


def test_many_choices_are_a_list_to_open(event):
    few = a_question(event).form_field()
    many = a_question(event, choices="\n".join("abcdef")).form_field()

    assert type(few.widget).__name__ == "RadioSelect"
    assert type(many.widget).__name__ == "Select"


@pytest.mark.parametrize("odd", [None, True, [], {}])
def test_an_answer_of_no_known_shape_reads_as_none(event, odd):
    question = a_question(event, "Anything?", "text")

    assert question.answer_words({str(question.pk): odd}) == ""
    assert question.answer_words({}) == ""


def test_the_page_sums_up_what_was_answered(desk, event, meeting):
    bus, many, words = (
        a_question(event),
        a_question(event, "How many?", "number"),
        a_question(event, "Anything?", "text"),
    )
    answer(bus, "By bus", meeting)
    answer(bus, "By boat", meeting)  # a choice since reworded
    for number in (1, 2, 2000):
        answer(many, number, meeting)
    answer(words, "The <b>crossing</b>", meeting)
    RsvpFactory.create(session=meeting, state="cancelled", answers={str(bus.pk): "On foot"})

    text = desk.get(page(event)).text
    assert "2,003 in all, 667.7 on average." in text
    assert "The &lt;b&gt;crossing" in text
    summary = bus.summary([{str(bus.pk): "By bus"}, {str(bus.pk): "By boat"}])
    assert summary.counts == [("On foot", 0), ("By bus", 1), ("By boat", 1)]
    assert " ".join(text.split()).count("2 answers") == 1


def test_the_page_asks_the_database_as_often_for_three_questions_as_for_none(
    time_stands_still, desk, event, meeting
):
    def statements():
        with CaptureQueriesContext(connection) as queries:
            desk.get(page(event))
        return len(queries)

    desk.get(page(event))
    none = statements()
    question = a_question(event)
    answer(question, "By bus", meeting)
    one = statements()
    a_question(event)
    answer(a_question(event), "On foot", meeting)
    assert none == one == statements()


def test_what_is_asked_elsewhere_is_not_touched_by_lee(client, lee, event):
    question = a_question(event)
    client.force_login(lee)

    assert client.post(act("question_removal", question)).status_code == 403
    assert client.post(act("question", question), {"text": "X", "kind": "text"}).status_code == 403
    assert asked(event) == ["How will you come?"]


def test_questions_of_a_draft_elsewhere_are_not_known(client, lee, millrace):
    question = a_question(EventFactory.create(area=millrace, published_at=None))
    client.force_login(lee)

    assert client.get(act("question", question)).status_code == 404
