"""Rows and stories: how a concern is told in words."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone, translation

from engagement.concerns import desk_queue, queue, timeline
from engagement.concerns.models import Concern
from engagement.concerns.panels import waiting
from tests.factories.concerns import ConcernFactory, ThreadMessageFactory

NOW = timezone.now()
HOUR = timedelta(hours=1)


def about(**concern):
    return ", ".join(queue.desk_row(ConcernFactory.build(**concern), NOW).about)


def test_a_desk_row_says_what_an_officer_must_know():
    assert about() == "Anonymous"
    assert about(anonymous=False, contact_phone="555") == "Named, wants a phone call"
    assert about(language="es") == "Anonymous, in Spanish"
    assert about(language="vi") == "Anonymous, in Vietnamese"
    assert about(language="xx") == "Anonymous, in xx"
    assert about(sensitive=True, source="phone") == "Anonymous, sensitive, Phone"


def test_the_page_in_spanish_finds_english_worth_a_word():
    with translation.override("es"):
        assert len(queue.desk_row(ConcernFactory.build(), NOW).about) == 2


@pytest.mark.parametrize(
    ("concern", "kind"),
    [
        ({"raised_at": NOW}, "open"),
        ({"raised_at": NOW - 60 * HOUR}, "soon"),
        ({"raised_at": NOW - 80 * HOUR}, "late"),
        ({"raised_at": NOW - 80 * HOUR, "answered_at": NOW}, "met"),
        ({"state": "resolved"}, "met"),
        ({"state": "no_action"}, "none"),
        ({"reply_due_at": None}, "none"),
    ],
)
def test_the_clock_of_a_concern(concern, kind):
    assert queue.clock_of(ConcernFactory.build(**concern), NOW).kind == kind


def test_only_what_is_due_gets_the_filled_button():
    rows = [
        queue.desk_row(ConcernFactory.build(raised_at=NOW - age * HOUR), NOW) for age in (1, 80)
    ]
    assert [row.is_next for row in rows] == [False, True]


def test_the_public_sees_a_late_answer_as_late():
    row = queue.public_row(ConcernFactory.build(raised_at=NOW - 80 * HOUR), NOW)
    assert (row.clock.kind, row.took) == ("late", "3 days so far")


def test_the_public_sees_how_long_it_took():
    concern = ConcernFactory.build(
        raised_at=NOW - 96 * HOUR, closed_at=NOW, state="resolved", answered_at=NOW
    )
    assert queue.public_row(concern, NOW).took == "took 4 days"
    open_one = ConcernFactory.build(raised_at=NOW, answered_at=NOW, state="planned")
    assert str(queue.public_row(open_one, NOW).clock.words) == "Planned"


def told(concern):
    return [moment.what for moment in timeline.told(concern, concern.steps.select_related("by"))]


def test_the_story_of_a_concern_from_end_to_end(dana, sam, millrace):
    concern = ConcernFactory.create(area=millrace, wants_public=True)
    assert told(concern)[1] == "The Millrace team reads it"
    concern.acknowledge(dana)
    concern.answer(dana, "On Friday.")
    concern.assign(sam, dana)
    concern.start(sam)
    concern.plan(sam, "In May.")
    concern.publish(sam)
    concern.close(sam, "resolved", "Done.")
    concern.reopen(None, "Not yet.")
    assert told(concern) == [
        "The concern arrived",
        "A person read it",
        "An answer was written",
        "Sam looks after it now",
        "Work began",
        "It is planned",
        "Done",
        "It was opened again",
        "You get an answer from a person",
        "You hear what we did, or why we cannot",
    ]


def test_the_story_ends_with_a_question_once_it_is_closed(dana):
    concern = ConcernFactory.create().close(dana, "referred", "The park looks after it.")
    assert told(concern)[-1] == "You tell us if it is not fixed"


def test_a_story_without_area_or_date_has_no_gaps():
    concern = ConcernFactory.create(reply_due_at=None)
    moments = timeline.told(concern, [])
    assert moments[1].what == "A person reads it"
    assert moments[2].when == ""


def test_staff_without_a_name_are_never_called_by_their_address(dana):
    dana.name = ""
    assert timeline.name_of(dana) == timeline.name_of(None) == "An officer"


def test_rows_name_themselves(dana):
    concern = ConcernFactory.create().acknowledge(dana)
    assert str(concern.steps.get()) == "Read: Being looked at"
    assert str(ThreadMessageFactory.create(concern=concern)) == "It happened again."


def test_a_resident_has_no_desk_panel(rf, rosa):
    request = rf.get("/desk/")
    request.user = rosa
    assert waiting(request) is None
    with pytest.raises(PermissionDenied):
        desk_queue.concerns(request)


def test_permissions_need_a_concern(dana, sam, kim, lee, millrace):
    concern = ConcernFactory.create(area=millrace)
    somewhere = ConcernFactory.create()
    for person, here, anywhere in ((dana, True, True), (kim, True, True), (lee, False, True)):
        assert person.has_perm("concerns.work_concern", concern) == here
        assert person.has_perm("concerns.work_concern", somewhere) == anywhere
        assert not person.has_perm("concerns.work_concern")


def test_a_long_list_is_counted_only_as_far_as_anyone_leafs(monkeypatch):
    from engagement.concerns import pages

    monkeypatch.setattr(pages, "FAR", 2)
    ConcernFactory.create_batch(3)
    assert pages.LongList(Concern.objects.all(), 1).count == 2


def test_moving_on_without_a_step_sends_nothing():
    from engagement.concerns import letters
    from portal.notices.models import Message

    letters.moved(ConcernFactory.create(named=True), "Nothing happened.")
    assert not Message.objects.exists()
