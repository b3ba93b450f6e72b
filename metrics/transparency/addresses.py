"""The pages that are drawn ahead."""

from __future__ import annotations

from django.urls import reverse

from metrics.transparency.datasets import DATASETS, TOPICS
from metrics.transparency.models import PolicyVersion, Publication


def addresses() -> list[str]:
    """Every public page of this room, the ones most read first."""
    newest = Publication.objects.newest().light()
    editions = Publication.objects.published().light()
    versions = PolicyVersion.objects.select_related("policy").order_by("policy", "-number")
    plain = ("home", "dictionary", "definitions", "surveys", "policies", "feed")
    return [
        *(reverse(f"transparency:{name}") for name in plain),
        *(reverse("transparency:topic", args=[topic.slug]) for topic in TOPICS),
        *(reverse("transparency:quarter", args=[each.quarter]) for each in newest),
        *(each.get_absolute_url() for each in editions),
        *dict.fromkeys(each.policy.get_absolute_url() for each in versions),
        *(each.get_absolute_url() for each in versions),
        *(
            reverse("transparency:embed", args=[slug])
            for slug, dataset in DATASETS.items()
            if dataset.drawing or slug == "trust"
        ),
    ]
