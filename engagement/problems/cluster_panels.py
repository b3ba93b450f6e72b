"""Where concerns repeat, on the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from engagement.problems.cluster_shown import said_plainly
from engagement.problems.models import Cluster
from portal.pages.panels import panel

if TYPE_CHECKING:
    from portal.http import UserRequest

A_FEW = 3


@panel("desk", template="problems/cluster_panel.html", order=30)
def repeated(request: UserRequest, **_about: Any) -> dict[str, Any] | None:
    """The clearest of my areas that nobody has looked at."""
    user = request.user
    if not user.has_perm("problems.work"):
        return None
    found = Cluster.objects.workable_by(user).waiting().clearest_first()
    rows = list(found.select_related("area", "category")[: A_FEW + 1])
    if not rows:
        return None
    return {
        "rows": [(cluster, said_plainly(cluster)) for cluster in rows[:A_FEW]],
        "more": len(rows) > A_FEW,
    }
