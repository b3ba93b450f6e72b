from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from engagement.concerns.models import Concern
from engagement.problems import clusters
from engagement.problems.beginning import NewProblemForm
from engagement.problems.cluster_shown import said_plainly

if TYPE_CHECKING:
    from engagement.problems.models import Cluster
    from portal.accounts.models import User

MOST_OFFERED = 100


class ClusterProblemForm(NewProblemForm):
    """A problem begun where concerns repeat: they come along, and what was counted."""

    def __init__(self, *args: Any, user: User, cluster: Cluster, **kwargs: Any) -> None:
        numbers = [concern.pk for concern in clusters.concerns_of(cluster)]
        theirs = Concern.objects.workable_by(user).filter(pk__in=numbers[:MOST_OFFERED])
        found = list(theirs.select_related("area", "category").order_by("-raised_at", "-pk"))
        where = cluster.place or cluster.area.name
        kwargs["initial"] = {
            "title": _now("%(kind)s: %(where)s") % {"kind": cluster.category, "where": where},
            "area": cluster.area,
            "place": cluster.place,
            "category": cluster.category,
            "source": "data",
            "evidence": said_plainly(cluster),
        }
        super().__init__(*args, user=user, concerns=found[:1], **kwargs)
        if not found:
            return
        offered = cast("forms.ModelMultipleChoiceField[Any]", self.fields["concerns"])
        offered.queryset = theirs.order_by("-raised_at", "-pk")
        self.initial["concerns"] = [concern.pk for concern in found]


class DismissalForm(forms.Form):
    reason = forms.CharField(
        label=_("Why is it no problem?"),
        max_length=300,
        help_text=_("Such as: one broken lamp, mended on Tuesday. Colleagues read it."),
        error_messages={"required": _("Say why it is no problem. Colleagues will read it.")},
    )
