"""The published numbers for other programs, with no key: the same files as on the pages.

Cuts are fixed. A request that names any other is refused, so that nobody subtracts two cuts from
one another and is left with a few people.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework import serializers
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.renderers import JSONRenderer

from metrics.transparency import sheets
from metrics.transparency.datasets import DATASETS, topic_of
from metrics.transparency.defining import histories
from metrics.transparency.files import answer, written
from metrics.transparency.models import Publication
from metrics.transparency.quarters import Quarter
from portal.api.views import PublicView
from portal.notices.links import absolute

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse
    from rest_framework.request import Request

TAG = "Published numbers, for everyone"
LATEST = "latest"
QUARTER = OpenApiParameter(
    "quarter", str, OpenApiParameter.PATH, description="Such as `2026-q3`, or `latest`."
)
EDITION = OpenApiParameter(
    "edition",
    {"type": "integer", "minimum": 1},
    description="Which edition of that quarter; the last one if not given.",
)


class DatasetShape(serializers.Serializer[Any]):
    slug = serializers.CharField()
    title = serializers.CharField()
    about = serializers.CharField()
    topic = serializers.CharField()
    row = serializers.CharField(help_text="What a row is: place, topic, language, …")
    columns = serializers.ListField(child=serializers.DictField())


class PublicationShape(serializers.Serializer[Any]):
    quarter = serializers.CharField()
    edition = serializers.IntegerField()
    first_day = serializers.DateField()
    last_day = serializers.DateField()
    counted_at = serializers.DateTimeField()
    published_at = serializers.DateTimeField()
    note = serializers.CharField(help_text="Why there is this edition; empty for the first.")
    sha256 = serializers.CharField(help_text="Of all.json.")
    datasets = serializers.ListField(child=serializers.CharField())
    url = serializers.URLField()


class TableShape(serializers.Serializer[Any]):
    quarter = serializers.CharField()
    edition = serializers.IntegerField()
    dataset = serializers.CharField()
    licence = serializers.DictField()
    columns = serializers.ListField(child=serializers.DictField())
    rows = serializers.ListField(
        child=serializers.DictField(),
        help_text="The row with the code `all` is the whole city. `held_back` names the columns "
        "of a row that are held back; they are null.",
    )


class WordShape(serializers.Serializer[Any]):
    dataset = serializers.CharField()
    column = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a column of ours, not the field's own
    means = serializers.CharField()
    unit = serializers.CharField()


class DefinitionShape(serializers.Serializer[Any]):
    name = serializers.CharField()
    version = serializers.IntegerField()
    label = serializers.CharField()  # type: ignore[assignment]  # as above
    meaning = serializers.CharField()
    day = serializers.CharField(help_text="Which day it is counted on.")
    since = serializers.CharField(allow_null=True, help_text="First quarter counted by it.")
    current = serializers.BooleanField()


class OpenData(PublicView):
    """Refuses what it was not made for, and answers with a tag."""

    known: frozenset[str] = frozenset()

    def perform_content_negotiation(
        self,
        request: Request,  # noqa: ARG002  the framework's signature
        force: bool = False,  # noqa: ARG002, FBT001, FBT002
    ) -> tuple[JSONRenderer, str]:
        """The address says what comes, whatever is accepted; what is refused comes as JSON."""
        return JSONRenderer(), JSONRenderer.media_type

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        super().initial(request, *args, **kwargs)
        other = sorted(set(request.query_params) - self.known)
        if other:
            raise ValidationError(
                {
                    other[0][:40]: [
                        _(
                            "Published numbers cannot be cut otherwise: whole quarters, by "
                            "district or by kind. Two cuts that differ by a few people would "
                            "tell who they are."
                        )
                    ]
                }
            )


def as_json(request: Request, told: object) -> HttpResponse:
    content = json.dumps(told, ensure_ascii=False).encode()
    return answer(request, content, "application/json")


class Publications(OpenData):
    @extend_schema(
        tags=[TAG],
        operation_id="open_publications",
        summary="Every quarter that was published, the last edition of each first",
        responses=PublicationShape(many=True),
    )
    def get(self, request: Request) -> HttpResponse:
        found = Publication.objects.published().defer("counts")
        return as_json(request, [_publication(each) for each in found])


class Datasets(OpenData):
    @extend_schema(
        tags=[TAG],
        operation_id="open_datasets",
        summary="Every dataset, with what each column means",
        responses=DatasetShape(many=True),
    )
    def get(self, request: Request) -> HttpResponse:
        told = [
            {
                "slug": slug,
                "title": str(dataset.title),
                "about": str(dataset.about),
                "topic": topic_of(slug).slug,
                "row": dataset.along,
                "columns": [
                    {
                        "code": column.code,
                        "label": str(column.label),
                        "means": str(column.means),
                        "unit": column.unit,
                    }
                    for column in dataset.columns
                ],
            }
            for slug, dataset in DATASETS.items()
        ]
        return as_json(request, told)


class Whole(OpenData):
    known = frozenset({"edition"})

    @extend_schema(
        tags=[TAG],
        operation_id="open_publication",
        summary="All of one quarter, as it was frozen and signed",
        parameters=[QUARTER, EDITION],
        responses=OpenApiResponse(description="The same bytes as all.json, whose SHA-256 is kept."),
    )
    def get(self, request: Request, quarter: str) -> HttpResponse:
        return answer(request, *written(_find(request, quarter), "all", "json"))


class Table(OpenData):
    known = frozenset({"edition"})

    @extend_schema(
        tags=[TAG],
        operation_id="open_dataset",
        summary="One dataset of one quarter",
        parameters=[QUARTER, EDITION],
        responses=TableShape,
    )
    def get(self, request: Request, quarter: str, dataset: str) -> HttpResponse:
        found = _find(request, quarter)
        kept = _dataset(found, dataset)
        told = {
            "quarter": found.quarter.slug,
            "edition": found.edition,
            "dataset": dataset,
            "licence": found.content["licence"],
            "columns": kept["columns"],
            "rows": sheets.as_objects(kept),
        }
        return as_json(request, told)


class TableAsCsv(OpenData):
    known = frozenset({"edition"})

    @extend_schema(
        tags=[TAG],
        operation_id="open_dataset_csv",
        summary="One dataset of one quarter, as CSV",
        parameters=[QUARTER, EDITION],
        responses={(200, "text/csv"): str},
    )
    def get(self, request: Request, quarter: str, dataset: str) -> HttpResponse:
        found = _find(request, quarter)
        _dataset(found, dataset)
        return answer(request, *written(found, dataset, "csv"))


class Dictionary(OpenData):
    @extend_schema(
        tags=[TAG],
        operation_id="open_dictionary",
        summary="What each column of the last publication means",
        responses=WordShape(many=True),
    )
    def get(self, request: Request) -> HttpResponse:
        latest = Publication.objects.newest().first()
        rows = sheets.dictionary(latest.content) if latest else []
        return as_json(request, [dict(zip(sheets.DICTIONARY, row, strict=True)) for row in rows])


class Definitions(OpenData):
    @extend_schema(
        tags=[TAG],
        operation_id="open_definitions",
        summary="Every definition, every version of it, and since which quarter",
        responses=DefinitionShape(many=True),
    )
    def get(self, request: Request) -> HttpResponse:
        told = [
            {
                "name": history.name,
                "version": version.version,
                "label": version.label,
                "meaning": version.meaning,
                "day": version.day,
                "since": version.since.slug if version.since else None,
                "current": version.is_current,
            }
            for history in histories()
            for version in history.versions
        ]
        return as_json(request, told)


def _publication(each: Publication) -> dict[str, Any]:
    content = each.content
    return {
        "quarter": content["quarter"],
        "edition": each.edition,
        "first_day": content["first_day"],
        "last_day": content["last_day"],
        "counted_at": content["counted_at"],
        "published_at": each.published_at.isoformat() if each.published_at else None,
        "note": each.note,
        "sha256": each.sha256,
        "datasets": list(content["datasets"]),
        "url": absolute(reverse("transparency:edition", args=[each.quarter, each.edition])),
    }


def _find(request: Request, quarter: str) -> Publication:
    """Of the quarter in the address. In words, where there is no such one."""
    found = Publication.objects.published().defer("counts")
    if quarter == LATEST:
        newest = Publication.objects.newest().first()
        found = found.of(newest.quarter) if newest else found.none()
    else:
        try:
            found = found.of(Quarter.read(quarter))
        except ValueError:
            raise ValidationError({"quarter": [_("Write a quarter such as 2026-q3.")]}) from None
    if edition := request.query_params.get("edition", ""):
        if not (edition.isascii() and edition.isdecimal() and len(edition) < 4):  # noqa: PLR2004
            raise ValidationError({"edition": [_("Write the number of an edition, such as 1.")]})
        found = found.filter(edition=int(edition))
    one = found.order_by("-edition").first()
    if one is None:
        raise NotFound
    return one


def _dataset(publication: Publication, slug: str) -> Mapping[str, Any]:
    kept: Mapping[str, Any] | None = publication.content["datasets"].get(slug)
    if kept is None:
        left_out = publication.content["left_out"].get(slug, {})
        raise NotFound(left_out.get(settings.LANGUAGE_CODE) or None)
    return kept
