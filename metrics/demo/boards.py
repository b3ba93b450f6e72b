# ruff: noqa: E501  # one row of the answers a line
"""Boards, two years of recommendations with their answers, and two consultations."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.text import slugify

from engagement.events.models import Event
from metrics.demo import board_words as words
from partnerships.boards.models import (
    Board,
    BoardMember,
    Comment,
    Consultation,
    Extension,
    Passage,
    Recommendation,
    RecommendationAction,
    RecommendationAnswer,
    ResponseRow,
)
from portal.accounts.models import User

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from metrics.demo.city import City
    from partnerships.boards.models.consultation import Piece

Said = tuple[int | None, str, str, str]  # passage, words, name, language
DAY = timedelta(days=1)
ANSWER = 45
OVERDUE = (52, 61)  # days ago; nobody answered these
WAITING = (6, 20, 38)
ANSWERED = 22


def build(city: City) -> None:
    found = _boards(city)
    _recommendations(city, found)
    chief = User.objects.get(email="command@demo.example")
    main = found[0]
    _closed(city, main, chief)
    opens = city.today - 9 * DAY
    draft = _consultation(city, main, chief, "Cameras in public places", words.CAMERAS, opens)
    _say(draft, city, (each for each in words.SAID if each[0] != 2))  # noqa: PLR2004  one passage is still quiet


def _boards(city: City) -> list[Board]:
    by_name: dict[str, Board] = {}
    for name, kind, parent, code, about, seats in words.BOARDS:
        over = kind == "task_force"
        board = Board.objects.create(
            name=name,
            slug=slugify(name),
            kind=kind,
            parent=by_name.get(parent),
            area=city.areas.get(code),
            about=about,
            seats=seats,
            chosen_how="Half by the city council, half by neighbors at a public meeting.",
            most_years=6,
            open_meetings="Everyone may come. It meets on the second Tuesday at 6, in the library.",
            begun_on=city.today - 1500 * DAY,
            ended_on=city.today - 200 * DAY if over else None,
        )
        by_name[name] = board
        _members(city, board, over=over)
    found = list(by_name.values())
    meetings = Event.objects.filter(kind="town_hall", board=None).order_by("-pk")[:12]
    Event.objects.filter(pk__in=[event.pk for event in meetings]).update(board=found[0])
    return found


def _members(city: City, board: Board, *, over: bool) -> None:
    oversight = User.objects.get(email="oversight@demo.example")
    seated = words.MEMBERS[: city.dice.randrange(5, 8)]
    for number, (name, role, represents) in enumerate([*seated, words.MEMBERS[-1]]):
        since = city.today - timedelta(days=city.dice.randrange(300, 900))
        until = city.today + timedelta(days=60 if number == 1 else city.dice.randrange(200, 900))
        BoardMember.objects.create(
            board=board,
            user=oversight if role == "chair" and board.kind == "review" else None,
            name=name,
            role=role,
            represents=represents,
            since_on=since,
            until_on=city.today - 200 * DAY if over else until,
        )


def _recommendations(city: City, found: list[Board]) -> None:
    """Oldest first, so that each board's numbers run as they were made."""
    ages = [*WAITING, *OVERDUE, 80]
    ages += [city.dice.randrange(90, 720) for _ in range(ANSWERED)]
    chief = User.objects.get(email="command@demo.example")
    asked = [city.dice.choice(words.ASKED) for _ in ages]
    for age, (title, topic, why, evidence) in zip(sorted(ages, reverse=True), asked, strict=True):
        boards = [board for board in found if board.is_current or age > 220]  # noqa: PLR2004  it still met
        board = city.dice.choice(boards)
        made_on = city.today - timedelta(days=age)
        numbered = Recommendation.objects.filter(board=board, year=made_on.year)
        due_on = made_on + ANSWER * DAY
        one = Recommendation.objects.create(
            board=board,
            year=made_on.year,
            number=numbered.count() + 1,
            title=title,
            text=f"{title}. We ask the department to begin within six months and to report back.",
            why=why,
            evidence=evidence,
            topic=topic,
            area=board.area,
            made_on=made_on,
            due_on=due_on,
            first_due_on=due_on,
            taken_up_on=None if age < 10 else made_on + 6 * DAY,  # noqa: PLR2004
        )
        if age == 80:  # noqa: PLR2004
            one.withdrawn_on, one.withdrawn_why = made_on + 20 * DAY, "The city did it by itself."
            one.save()
        elif age == WAITING[-1]:
            Extension.objects.create(
                recommendation=one, was_due_on=due_on, until=due_on + 20 * DAY,
                why=words.WHY_LATER, by=chief,
            )  # fmt: skip
        elif age >= 90:  # noqa: PLR2004
            _answered(city, one, chief)


def _answered(city: City, one: Recommendation, chief: User) -> None:
    late = city.chance(0.2)
    after = city.dice.randrange(47, 80) if late else city.dice.randrange(12, 45)
    on = one.made_on + timedelta(days=after)
    one.verdict = city.dice.choice(("accept", "accept", "partly", "reject"))
    one.answered_on = on
    one.save()
    reason = city.dice.choice(words.ANSWERS[one.verdict])
    RecommendationAnswer.objects.create(
        recommendation=one, verdict=one.verdict, reason=reason, by=chief, on=on
    )
    if one.verdict == "reject" or city.chance(0.2):
        return
    for what, office, result in city.dice.sample(words.ACTIONS, city.dice.choice((1, 2))):
        due = on + timedelta(days=city.dice.randrange(40, 200))
        done = due <= city.today and not city.chance(0.15)
        RecommendationAction.objects.create(
            recommendation=one, what=what, owner_words=office, due_on=due, created_by=chief,
            done_on=due if done else None, result=result if done else "",
        )  # fmt: skip


def _consultation(  # noqa: PLR0913, PLR0917
    city: City, board: Board, by: User, title: str, passages: tuple[Piece, ...], opens: date
) -> Consultation:
    made = Consultation.objects.create(
        board=board,
        title=title,
        slug=slugify(title),
        kind="policy",
        summary="A draft of the department. Tell us what should change before it is decided.",
        opens_on=opens,
        closes_on=opens + 28 * DAY,
        published_at=city.now - (city.today - opens),
        created_by=by,
    )
    for number, (heading, text) in enumerate(passages, start=1):
        Passage.objects.create(consultation=made, number=number, heading=heading, text=text)
    return made


def _say(made: Consultation, city: City, said: Iterable[Said]) -> list[Comment]:
    passages = {passage.number: passage for passage in made.passages.all()}
    return [
        Comment.objects.create(
            consultation=made,
            passage=passages.get(number) if number else None,
            text=text,
            name=name,
            language=language,
            voter=f"demo-{made.pk}-{at}",
            at=min(city.now, made.published_at + (1 + at) * DAY) if made.published_at else city.now,
        )
        for at, (number, text, name, language) in enumerate(said)
    ]


def _closed(city: City, board: Board, chief: User) -> None:
    opens = city.today - 90 * DAY
    made = _consultation(city, board, chief, "When officers run after someone", words.FOOT, opens)
    said = _say(made, city, words.SAID)
    rows = (
        ("Name playgrounds and parks, not only schools.", "changed", "The reason is the same: children.", "2. When they stop", said[1:3]),
        ("Review sooner than seven days.", "partly", "Three days where someone was hurt; seven otherwise, because statements take time.", "3. Afterwards", said[3:4]),
        ("Leave officers free to run.", "not", "Most pursuits here ended without an arrest, and people fell.", "", said[5:6]),
        ("Say who decides.", "changed", "The senior officer there does.", "1. Before the run", said[0:1]),
    )  # fmt: skip
    for number, (heard, did, why, where, about) in enumerate(rows, start=1):
        row = ResponseRow.objects.create(
            consultation=made, number=number, heard=heard, did=did, why=why, where=where
        )
        row.comments.set(about)
    Comment.objects.filter(pk=said[4].pk).update(read_at=timezone.now(), read_by=chief)
    made.passages.filter(number=2).update(
        final_text="They stop when they lose sight, and at the fence of a school, playground or park."
    )
    made.outcome = "The policy holds from the first of next month. Two passages changed."
    made.answered_at = city.now - 30 * DAY
    made.save()
