"""Pages of a list that may be very long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.paginator import Paginator
from django.utils.functional import cached_property

from engagement.concerns.models import Concern

if TYPE_CHECKING:
    from engagement.concerns.models.querysets import ConcernQuerySet

FAR = 5_000


class LongList(Paginator[Concern]):
    """Counts no further than anyone leafs, so that a long list costs what a short one does."""

    object_list: ConcernQuerySet

    @cached_property
    def count(self) -> int:
        return self.object_list.order_by()[:FAR].count()
