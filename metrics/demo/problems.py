"""Problems worked on together: some solved, one that did not work and says so, some under way."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from django.utils import timezone
from django.utils.text import slugify

from engagement.concerns.models import Category, Concern, ThreadMessage
from engagement.problems import cpted
from engagement.problems.models import (
    Assessment,
    CptedVisit,
    Goal,
    Problem,
    ProblemPhoto,
    ResponseStep,
    Turn,
)
from engagement.problems.models.assessment import ASKED
from engagement.problems.models.choices import Cheers, Stage
from engagement.problems.models.problem import TRIANGLE
from metrics.demo.problem_words import STORIES
from metrics.demo.scenes import CAPTIONS, drawn
from portal.files.models import KeptFile

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from metrics.demo.city import City
    from metrics.demo.problem_words import Story
    from partnerships.organizations.models import Organization
    from portal.accounts.models import User

MONTH = 30
ORDER = list(Stage)
MOST_CONCERNS = 14
A_FEW_ALIKE = 3
A_SHORT_WORD = 3


def build(city: City) -> None:
    kinds = {category.slug: category for category in Category.objects.all()}
    for story in STORIES:
        problem = _problem(city, story, kinds[story.category])
        _turns(city, story, problem)
        if story.goal[0]:
            _goal(city, story, problem)
        _steps(city, story, problem)
        _found(city, story, problem)
        _photos(city, story, problem)
        if problem.closed_on and problem.published_at:
            _told(problem)
    _walks(city)


def _days(city: City, story: Story) -> dict[str, date]:
    """When it came to each of its stages: evenly over the time it took."""
    begun = city.today - timedelta(days=story.months * MONTH)
    reached = ORDER[: ORDER.index(Stage(story.stage)) + 1]
    whole = min(story.months, 9) * MONTH if story.stage == "closed" else story.months * MONTH
    if story.ended == "not_a_problem":
        reached, whole = [Stage.SCANNING, Stage.CLOSED], 12
    pause = max(whole // max(len(reached), 2), 1)
    return {stage: begun + timedelta(days=pause * number) for number, stage in enumerate(reached)}


def _problem(city: City, story: Story, category: Category) -> Problem:
    days = _days(city, story)
    area, lead = city.areas[story.beat], city.officer(story.beat)
    begun, closed = days["scanning"], days.get("closed")
    asked = story.stage != "scanning" and story.ended != "not_a_problem"
    problem = Problem.objects.create(
        title=story.title,
        slug=slugify(story.title)[:100],
        area=area,
        category=category,
        place=story.place,
        source=city.dice.choice(("concern", "concern", "meeting")),
        stage=story.stage,
        since_on=begun,
        lead=lead,
        cheers=list(Cheers.values) if asked else ["community", "harm"] if story.ended else [],
        cheers_notes={"recurring": story.evidence[:280]} if asked else {},
        cheers_on=begun if asked or story.ended else None,
        evidence=story.evidence,
        **dict(zip(TRIANGLE, story.triangle, strict=True)),
        hypothesis=story.hypothesis,
        public_summary={"en": story.summary, "es": story.resumen} if story.summary else "",
        written_in="en",
        published_at=_at(begun, 20) if story.summary else None,
        closed_on=closed,
        close_reason=story.ended,
        lessons=story.lessons,
        created_by=lead,
        created_at=_at(begun),
        stepped_at=_at(closed or max(city.today - timedelta(days=9), begun)),
    )
    raised = Concern.objects.filter(
        area=area,
        category=category,
        sensitive=False,
        raised_at__lt=_at(closed or city.today),
    )
    most = city.dice.randrange(3, MOST_CONCERNS)
    problem.concerns.set(_of_the_same(story.title, raised.order_by("-raised_at"))[:most])
    return problem


def _of_the_same(title: str, raised: Iterable[Concern]) -> list[Concern]:
    """Those that speak of it, told by words they share with its title; else the newest few."""
    told = {word for word in title.lower().replace("’", " ").split() if len(word) > A_SHORT_WORD}
    shared = [(len(told.intersection(one.text.lower().split())), one) for one in raised]
    best = max((number for number, _one in shared), default=0)
    alike = [one for number, one in shared if number > 1 and 2 * number >= best]
    return alike or [one for _number, one in shared[:A_FEW_ALIKE]]


def _turns(city: City, story: Story, problem: Problem) -> None:
    days = list(_days(city, story).items())
    rows = [Turn(problem=problem, verb="begun", stage=days[0][0], on=days[0][1])]
    rows += [
        Turn(problem=problem, verb="moved", was_stage=before, stage=after, on=on,
             words=problem.lessons if after == "closed" else "")
        for (before, _), (after, on) in pairwise(days)
    ]  # fmt: skip
    for row in rows:
        row.by, row.at = problem.lead, _at(row.on)
    Turn.objects.bulk_create(rows)


def _goal(city: City, story: Story, problem: Problem) -> None:
    words, indicator, unit, was, target, now = story.goal
    days = _days(city, story)
    counted = days.get("assessment")
    if now is not None and counted:
        counted = min(counted + timedelta(days=12), days.get("closed", city.today))
    Goal.objects.create(
        problem=problem,
        words=words,
        indicator=indicator,
        unit=unit,
        baseline=was,
        baseline_on=days["scanning"] + timedelta(days=10),
        target=target,
        target_on=days["scanning"] + timedelta(days=240),
        result=now,
        result_on=counted if now is not None else None,
    )


def _steps(city: City, story: Story, problem: Problem) -> None:
    days = _days(city, story)
    first = days.get("response")
    if first is None:
        return
    partners = city.dice.sample(city.organizations, 2)
    church = next(one for one in city.organizations if one.kind == "faith")
    if story.stage == "response":
        partners[0] = church
    problem.organizations.set(partners)
    last = days.get("assessment", city.today + timedelta(days=90))
    room = max((last - first).days // 4, 2)
    planned: list[tuple[str, str, Organization | None]] = [
        ("police", words, None) for words in story.police
    ]
    planned += [
        ("community", words, partners[number % 2]) for number, words in enumerate(story.community)
    ]
    for number, (side, words, organization) in enumerate(planned):
        on = first + timedelta(days=(number % 2 + 1) * room)
        ResponseStep.objects.create(
            problem=problem,
            what=words,
            side=side,
            organization=organization,
            planned_on=on,
            done_on=on if on <= city.today else None,
            hours=city.dice.choice((4, 6, 10, 16)),
            recorded_by=problem.lead,
            recorded_at=_at(first),
        )


def _found(city: City, story: Story, problem: Problem) -> None:
    if not story.found:
        return
    on = _days(city, story)["assessment"] + timedelta(days=14)
    said: dict[str, str] = {}
    for name, (answer, words) in zip(ASKED, story.found, strict=True):
        said |= {name: answer, f"{name}_words": words}
    Assessment.objects.create(
        problem=problem, on=min(on, city.today), at=_at(on), by=problem.lead, **said
    )


def _photos(city: City, story: Story, problem: Problem) -> None:
    if not story.scene:
        return
    days = _days(city, story)
    moments = {"before": days["scanning"]}
    if "assessment" in days:
        moments["after"] = days["assessment"]
    for moment, on in moments.items():
        ProblemPhoto.objects.create(
            problem=problem,
            moment=moment,
            caption=CAPTIONS[story.scene, moment],
            taken_on=on,
            added_by=problem.lead,
            at=_at(on),
            approved_at=_at(on, 14),
            approved_by=problem.lead,
            **KeptFile.fields_of(drawn(story.scene, moment)),
        )


def _told(problem: Problem) -> None:
    """In the thread of each concern, as `telling.tell` would have said it then."""
    day = problem.closed_on
    if day is None:  # pragma: no cover  # asked before
        return
    words = (
        f"What you raised became part of a problem we worked on: “{problem.title}”. It is closed:"
        f" {problem.get_close_reason_display()}. What we learned: {problem.lessons}"
    )
    rows = [
        ThreadMessage(
            concern=concern, kind="answer", text=words, author=problem.lead,
            at=max(_at(day, 15), concern.raised_at + timedelta(hours=1)),
        )
        for concern in problem.concerns.all()
    ]  # fmt: skip
    ThreadMessage.objects.bulk_create(rows)
    problem.told_at, problem.told_count = _at(day, 15), len(rows)
    problem.save(update_fields=["told_at", "told_count"])
    problem.turns.create(
        verb="told", stage="closed", on=day, at=_at(day, 15), by=problem.lead, words=f"{len(rows)}"
    )


def _walks(city: City) -> None:
    """Three walks: two for problems, one that stands alone."""
    advice = {
        "light_works": ("no", "Mend the lamps that are out"),
        "trees": ("no", "Cut bushes to the knee and branches above the head"),
        "contact": ("no", "Put up a sign with whom to call"),
    }
    begun = Problem.objects.filter(stage__in=("response", "assessment")).order_by("pk")
    places: list[tuple[str, str, Problem | None, User]] = [
        (one.place, one.area.code, one, city.officer(one.area.code))
        for one in begun.select_related("area")[:2]
    ]
    places.append(("Orchard Hill Library, rear lot", "11", None, city.officer("11")))
    for number, (place, beat, problem, officer) in enumerate(places):
        answers = dict.fromkeys(cpted.QUESTIONS, ("yes", "")) | advice
        on = city.today - timedelta(days=20 + 9 * number)
        visit = CptedVisit.objects.make(
            officer=officer, answers=answers, problem=problem, area=city.areas[beat],
            place=place, contact_role="Manager on duty", on=on,
        )  # fmt: skip
        visit.items.filter(question="trees").update(done_on=on + timedelta(days=8))


def _at(day: date, hour: int = 10) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))
