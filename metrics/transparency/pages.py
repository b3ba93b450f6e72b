"""What anyone may read: the numbers of the last quarter, each topic, each publication."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from metrics.dashboards.rollups.facts import FACTS
from metrics.surveys.models import Release
from metrics.transparency import headlines
from metrics.transparency.datasets import BY_SLUG, DATASETS, TOPICS
from metrics.transparency.models import Policy, Publication
from metrics.transparency.rendering import ahead
from metrics.transparency.sheets import HELD_MEANS
from metrics.transparency.showing import Shown, over_time

if TYPE_CHECKING:
    from typing import Any

    from django.http import HttpRequest, HttpResponse

    from metrics.transparency.quarters import Quarter

QUARTERS = 8  # as far back as a topic is followed


@require_safe
@login_not_required  # published for everyone
@ahead
def home(request: HttpRequest) -> HttpResponse:
    newest = Publication.objects.newest()
    latest = newest.first()
    about: dict[str, Any] = {
        "latest": latest,
        "topics": [_told(topic, latest) for topic in TOPICS],
        "quarters": newest.light(),
        "policies": Policy.objects.with_versions(),
        "licence": settings.OPEN_DATA_LICENCE,
    }
    if latest:
        about |= {
            "stats": headlines.stats(latest),
            "misses": headlines.misses(latest),
            "held": sum(each["held"] for each in latest.content["datasets"].values()),
        }
    return render(request, "transparency/home.html", about)


@require_safe
@login_not_required
@ahead
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """One question, answered by the last publication and followed over the quarters before."""
    found = BY_SLUG.get(slug)
    if found is None:
        raise Http404
    publications = list(Publication.objects.newest()[:QUARTERS])
    latest = publications[0] if publications else None
    sections = [
        {
            "dataset": dataset,
            "shown": Shown.of(latest, dataset.slug) if latest else None,
            "over_time": over_time(publications, dataset.slug),
            "left_out": _left_out(latest, dataset.slug),
            "can_be_embedded": bool(dataset.drawing) or dataset.slug == "trust",
        }
        for dataset in found.datasets
    ]
    about = {
        "topic": found,
        "latest": latest,
        "sections": sections,
        "definitions": _definitions(latest, found.datasets),
        "licence": settings.OPEN_DATA_LICENCE,
        "site": settings.SITE_URL,
    }
    return render(request, "transparency/topic.html", about)


@require_safe
@login_not_required
@ahead
def publication(request: HttpRequest, quarter: Quarter, edition: int | None = None) -> HttpResponse:
    """Every table of one quarter, of its last edition or of an older one."""
    found = find(quarter, edition)
    editions = list(Publication.objects.of(quarter).published().light())
    about = {
        "publication": found,
        "editions": editions,
        "is_newest": found.edition == editions[0].edition,
        "is_permanent": edition is not None,
        "topics": [_told(topic, found) for topic in TOPICS],
        "left_out": [
            (DATASETS[slug].title, _left_out(found, slug))
            for slug in found.content["left_out"]
            if slug in DATASETS
        ],
        "licence": found.content["licence"],
    }
    return render(request, "transparency/publication.html", about)


@require_safe
@login_not_required
@ahead
def dictionary(request: HttpRequest) -> HttpResponse:
    """What each column of each dataset means, as it is counted today."""
    about = {"topics": TOPICS, "held_means": HELD_MEANS, "licence": settings.OPEN_DATA_LICENCE}
    return render(request, "transparency/dictionary.html", about)


@require_safe
@login_not_required
@ahead
def definitions(request: HttpRequest) -> HttpResponse:
    """Every fact, every version of what it means, and the first quarter counted by it."""
    from metrics.transparency.defining import histories

    return render(request, "transparency/definitions.html", {"histories": histories()})


@require_safe
@login_not_required
@ahead
def surveys(request: HttpRequest) -> HttpResponse:
    """How surveys are made, and every one that was released."""
    newest: dict[int, Release] = {}
    found = Release.objects.select_related("wave").defer("counts").order_by("number")
    for release in found:
        newest[release.wave_id] = release
    rows = sorted(newest.values(), key=lambda each: each.tables["wave"]["closed_on"], reverse=True)
    about = {
        "releases": [(row, *_asked(row)) for row in rows],
        "score_floor": settings.SCORE_FLOOR,
        "floor": settings.PUBLISH_FLOOR,
    }
    return render(request, "transparency/surveys.html", about)


def _asked(release: Release) -> tuple[date, date]:
    """The first and the last day on which answers were taken."""
    wave = release.tables["wave"]
    return date.fromisoformat(wave["opened_on"]), date.fromisoformat(wave["closed_on"])


def find(quarter: Quarter, edition: int | None = None) -> Publication:
    """The last published edition of a quarter, or the one asked for. Http404 for any other."""
    found = Publication.objects.of(quarter).published().order_by("-edition")
    if edition is not None:
        found = found.filter(edition=edition)
    one = found.first()
    if one is None:
        raise Http404
    return one


def _told(topic: Any, publication: Publication | None) -> dict[str, Any]:
    """A topic with what there is to show of it."""
    shown = [
        one
        for dataset in topic.datasets
        if publication and (one := Shown.of(publication, dataset.slug))
    ]
    return {"topic": topic, "shown": shown, "first": shown[0] if shown else None}


def _left_out(publication: Publication | None, slug: str) -> str:
    from metrics.transparency.languages import in_mine

    kept = publication.content["left_out"] if publication else {}
    return in_mine(kept[slug]) if slug in kept else ""


def _definitions(publication: Publication | None, datasets: Any) -> list[dict[str, Any]]:
    """The facts a topic rests on, as the publication counted them."""
    from metrics.transparency.languages import in_mine

    if publication is None:
        return []
    names = dict.fromkeys(fact for dataset in datasets for fact in dataset.facts)
    kept = publication.definitions
    return [
        {
            "name": name,
            "label": in_mine(kept[name]["label"]),
            "meaning": in_mine(kept[name]["meaning"]),
            "day": in_mine(kept[name]["day"]),
            "version": kept[name]["version"],
            "is_current": name in FACTS and FACTS[name].version == kept[name]["version"],
        }
        for name in names
        if name in kept
    ]
