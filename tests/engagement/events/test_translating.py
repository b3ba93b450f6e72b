"""A meeting's words stand in several languages, and say who made them and how old they are."""

import pytest
from django.urls import reverse

from engagement.events.models import Event, Minutes, Series
from engagement.events.translating import State
from tests.factories.events import EventFactory, SessionFactory
from tests.factories.questions import a_question

SPANISH = {"title": "Reunión de la tarde", "purpose": "Resolver lo del cruce."}


@pytest.fixture
def event(millrace):
    return SessionFactory.create(event__area=millrace).event


@pytest.fixture
def desk(client, dana):
    client.force_login(dana)
    return client


def page(event, language="es"):
    return reverse("desk_events:words", args=[event.pk, language])


def typed(event, **changes):
    return SPANISH | {"by": "human", "of": event.original_digest()} | changes


def in_spanish(client, event):
    return client.get(event.get_absolute_url(), headers={"Accept-Language": "es"}).text


def test_dana_puts_a_meeting_into_spanish_beside_the_original(desk, event):
    question = a_question(event)
    text = desk.get(page(event)).text
    assert "Settle what happens at the crossing." in text
    assert "Not translated yet" in text

    words = {f"question-{question.pk}-text": "¿Cómo vendrá?"} | {
        f"question-{question.pk}-choices": "A pie\nEn autobús"
    }
    response = desk.post(page(event), typed(event, **words), follow=True)
    assert "The translation is saved." in response.text
    assert "Translated by a person" in response.text

    event = Event.objects.get()
    question.refresh_from_db()
    assert event.title.localize("es") == "Reunión de la tarde"
    assert event.title.localize("en") == "Evening meeting"
    assert question.choices.localize("es") == "A pie\nEn autobús"
    assert event.translation_state("es") == State.HUMAN
    assert event.translation_state("en") == State.ORIGINAL


def test_a_draft_of_a_machine_says_so_in_public(desk, client, event):
    desk.post(page(event), typed(event, by="machine"))
    event.refresh_from_db()

    assert event.translation_state("es") == State.MACHINE
    assert event.translation_note() is None  # an English reader reads the original
    text = in_spanish(client, event)
    assert "Reunión de la tarde" in text
    assert "cg-translation" in text


@pytest.mark.parametrize("change", ["title", "question", "minutes"])
def test_a_translation_is_older_once_the_original_changes(event, dana, change):
    question = a_question(event)
    event.translate("es", SPANISH, by="human")
    assert event.translation_state("es") == State.HUMAN

    if change == "title":
        event.title = {"en": "Another evening", "es": "Reunión de la tarde"}
        event.save()
    elif change == "question":
        question.reword(text="How do you get here?", kind="choice", choices="On foot\nBy bus")
    else:
        minutes = Minutes.objects.create(
            event=event, summary="We talked.", closed_at=event.created_at
        )
        assert event.translation_state("es") == State.HUMAN  # nobody reads these yet
        minutes.published_at = event.created_at
        minutes.save()

    assert event.translation_state("es") == State.OUT_OF_DATE


def test_moving_a_question_makes_no_translation_old(event):
    a_question(event)
    last = a_question(event, "Anything?", "text")
    event.translate("es", SPANISH, by="human")
    last.move(-1)

    assert event.translation_state("es") == State.HUMAN


def test_readers_are_told_and_staff_brings_it_up_to_date(desk, client, event):
    event.translate("es", SPANISH, by="machine")
    event.purpose = {"en": "Settle the crossing at last.", "es": SPANISH["purpose"]}
    event.save()
    assert "The original changed after this was translated." in desk.get(page(event)).text
    assert "cg-translation" in in_spanish(client, event)

    desk.post(page(event), typed(event))
    event.refresh_from_db()
    assert event.translation_state("es") == State.HUMAN
    assert "cg-translation" not in in_spanish(client, event)


def test_an_original_that_changes_while_one_translates_leaves_the_translation_old(desk, event):
    before = typed(event)
    event.purpose = {"en": "Something else."}
    event.save()
    desk.post(page(event), before)
    event.refresh_from_db()

    assert event.translation_state("es") == State.OUT_OF_DATE


def test_words_that_came_with_an_import_are_some_persons(millrace):
    event = EventFactory.create(area=millrace, title={"en": "Meeting", "es": "Reunión"})

    assert event.translation_state("es") == State.HUMAN


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": " "}, "This field is required"),
        ({"title": "x" * 161}, "at most 160"),
        ({"by": "nobody"}, "nobody is not one of"),
    ],
)
def test_what_cannot_be_saved_is_refused_in_words(desk, event, changes, words):
    assert words in desk.post(page(event), typed(event, **changes)).text
    event.refresh_from_db()
    assert event.translation_state("es") == State.MISSING


def test_choices_need_a_line_each(desk, event):
    question = a_question(event)
    key = f"question-{question.pk}-choices"

    response = desk.post(page(event), typed(event, **{key: "Solo una"}))
    assert "one line for each choice" in response.text


def test_a_question_of_another_meeting_cannot_be_reached_through_this_one(desk, event, hillside):
    other = a_question(EventFactory.create(area=hillside, slug="other"))
    desk.post(page(event), typed(event, **{f"question-{other.pk}-text": "robada"}))
    other.refresh_from_db()

    assert str(other) == "How will you come?"
    assert "es" not in other.text.data


def test_markup_in_a_translation_stays_text(desk, client, event):
    desk.post(page(event), typed(event, title="<script>alert(1)</script>"))

    assert "<script>alert(1)" not in desk.get(page(event)).text
    assert "<script>alert(1)" not in in_spanish(client, event)


@pytest.mark.parametrize("language", ["en", "xx", "fr"])
def test_there_is_no_page_for_the_original_or_an_unknown_language(desk, event, language):
    assert desk.get(page(event, language)).status_code == 404
    with pytest.raises(ValueError, match=language):
        event.translate(language, SPANISH, by="human")


def test_minutes_are_translated_once_they_are_public(desk, event):
    minutes = Minutes.objects.create(
        event=event, summary="We talked.", closed_at=event.created_at, published_at=event.created_at
    )
    assert "We talked." in desk.get(page(event)).text
    desk.post(page(event), typed(event, minutes="Hablamos."))
    minutes.refresh_from_db()

    assert minutes.summary.localize("es") == "Hablamos."


def test_a_meeting_first_written_in_spanish_is_translated_into_english(desk, millrace):
    event = EventFactory.create(
        area=millrace, written_in="es", title={"es": "Reunión"}, purpose={"es": "Hablar."}
    )
    assert event.translation_state("en") == State.MISSING
    text = desk.get(page(event, "en")).text
    assert 'lang="es"' in text

    words = {"title": "Meeting", "by": "human", "of": event.original_digest()}
    desk.post(page(event, "en"), words)
    event.refresh_from_db()
    assert event.title.data == {"es": "Reunión", "en": "Meeting"}


def test_words_typed_under_the_wrong_language_are_moved(event):
    event.translate("es", SPANISH, by="human")
    event.rewrite_in("es")

    assert (event.written_in, event.translated) == ("es", {})
    assert event.title.data == {"es": "Reunión de la tarde"}


def test_staff_sees_where_each_language_stands(desk, event):
    text = desk.get(reverse("desk_events:event", args=[event.pk])).text

    assert page(event) in text
    assert "Not translated yet" in text


@pytest.fixture
def series(event):
    """Three evenings: the next says the same, the last something of its own."""
    event.series = Series.objects.create(
        rule="FREQ=MONTHLY;COUNT=3", first_day="2026-10-01", starts="18:00", ends="20:00"
    )
    event.save()
    again = SessionFactory.create(event__area=event.area, event__series=event.series).event
    other = SessionFactory.create(
        event__area=event.area, event__series=event.series, event__title="The party"
    ).event
    return again, other


def test_one_translation_does_for_the_days_of_a_series_that_say_the_same(desk, event, series):
    again, other = series
    assert "1 other day of this series that says the same" in desk.get(page(event)).text

    desk.post(page(event), typed(event, also="on", by="machine"))
    for day in series:
        day.refresh_from_db()
    assert again.title.localize("es") == "Reunión de la tarde"
    assert again.translation_state("es") == State.MACHINE
    assert other.translation_state("es") == State.MISSING


def test_other_days_are_left_alone_unless_staff_says_so(desk, event, series):
    again, _other = series
    desk.post(page(event), typed(event))
    again.refresh_from_db()

    assert again.translation_state("es") == State.MISSING


def test_a_day_with_questions_of_its_own_is_not_called_translated(desk, event, series):
    again, _other = series
    a_question(again)
    desk.post(page(event), typed(event, also="on"))
    again.refresh_from_db()

    assert again.translation_state("es") == State.MISSING


def test_a_meeting_of_no_series_is_not_asked_about_other_days(desk, event):
    assert "of this series" not in desk.get(page(event)).text
