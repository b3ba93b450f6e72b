"""What the database itself holds true about a concern, and how it finds one quickly."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, F, Q, When

from engagement.concerns import states

CONSTRAINTS: list[models.BaseConstraint] = [
    models.CheckConstraint(
        condition=Q(anonymous=False)
        | Q(resident__isnull=True, contact_name="", contact_email="", contact_phone=""),
        name="anonymous_holds_no_person",
    ),
    models.CheckConstraint(
        condition=Q(for_organization__isnull=True) | Q(anonymous=True),
        name="a_partners_member_stays_unnamed",
    ),
    models.CheckConstraint(
        condition=Q(latitude__isnull=True, longitude__isnull=True, cell="", near_cell="")
        | (
            Q(latitude__range=(-90, 90), longitude__range=(-180, 180))
            & ~Q(cell="")
            & ~Q(near_cell="")
        ),
        name="a_point_is_whole",
    ),
    models.CheckConstraint(condition=~Q(text=""), name="a_concern_says_something"),
    models.CheckConstraint(
        condition=Q(state__in=states.State.values), name="a_concern_is_in_a_known_state"
    ),
    models.CheckConstraint(
        condition=Q(state__in=states.CLOSED, closed_at__isnull=False)
        | Q(state__in=states.OPEN, closed_at__isnull=True),
        name="closed_says_when",
    ),
    models.CheckConstraint(
        condition=~Q(state=states.State.NO_ACTION) | ~Q(outcome=""),
        name="no_action_says_why",
    ),
    models.CheckConstraint(
        condition=Q(duplicate_of__isnull=True) | Q(state=states.State.DUPLICATE),
        name="only_a_duplicate_points_at_another",
    ),
    models.CheckConstraint(
        condition=~Q(sensitive=True, is_public=True), name="sensitive_is_never_public"
    ),
    models.CheckConstraint(
        condition=Q(source_system="", external_id="") | (~Q(source_system="") & ~Q(external_id="")),
        name="an_outside_number_names_its_system",
    ),
    models.UniqueConstraint(
        fields=["source_system", "external_id"],
        condition=~Q(external_id=""),
        name="one_concern_per_outside_number",
    ),
    models.UniqueConstraint(
        fields=["receipt_hash"],
        condition=~Q(receipt_hash=""),
        name="one_concern_per_receipt",
    ),
    models.UniqueConstraint(
        fields=["submission_hash"],
        condition=~Q(submission_hash=""),
        name="one_concern_per_form",
    ),
]

# An answer is owed; the resident wrote back; or nothing is ours to do just now.
WAITS = Case(
    When(answered_at__isnull=True, waiting_since__isnull=True, then=0),
    When(wrote_back_at__isnull=False, then=1),
    default=2,
)

INDEXES = [
    models.Index(
        fields=["reply_due_at", "id"],
        condition=Q(state__in=states.OPEN),
        name="concerns_open_by_due",
    ),
    # The queue is walked along these (`queue.py`): an area, an officer, the whole city.
    models.Index(
        "area",
        WAITS,
        "reply_due_at",
        "id",
        condition=Q(state__in=states.OPEN),
        name="queue_in_area",
    ),
    models.Index(
        "assigned_to",
        WAITS,
        "reply_due_at",
        "id",
        condition=Q(state__in=states.OPEN, assigned_to__isnull=False),
        name="queue_of_officer",
    ),
    models.Index(
        WAITS, "reply_due_at", "id", condition=Q(state__in=states.OPEN), name="queue_of_the_city"
    ),
    models.Index(
        WAITS,
        "reply_due_at",
        "id",
        condition=Q(state__in=states.OPEN, wrote_back_at__isnull=False),
        name="queue_wrote_back",
    ),
    models.Index(
        "area",
        F("closed_at").desc(),
        F("id").desc(),
        condition=Q(state__in=states.CLOSED),
        name="closed_in_area",
    ),
    models.Index(
        F("closed_at").desc(),
        F("id").desc(),
        condition=Q(state__in=states.CLOSED),
        name="closed_in_the_city",
    ),
    models.Index(
        fields=["resolve_due_at"],
        condition=Q(state__in=states.OPEN, resolve_due_at__isnull=False),
        name="concerns_open_by_end_due",
    ),
    models.Index(F("raised_at").desc(), F("id").desc(), name="concerns_newest"),
    GinIndex("search", name="concerns_by_words", fastupdate=False),
    models.Index(
        fields=["area", "-raised_at"], condition=Q(is_public=True), name="concerns_public_in_area"
    ),
    models.Index(F("raised_at").desc(), condition=Q(is_public=True), name="concerns_public"),
    models.Index(
        fields=["category", "-raised_at"],
        condition=Q(is_public=True),
        name="concerns_public_of_kind",
    ),
    models.Index(
        F("closed_at").desc(),
        condition=Q(is_public=True, state=states.State.RESOLVED) & ~Q(outcome=""),
        name="concerns_public_done",
    ),
    models.Index(fields=["area", "raised_at"], name="concerns_in_area"),
    models.Index(
        fields=["near_cell", "-raised_at"],
        condition=Q(state__in=states.OPEN) & ~Q(near_cell=""),
        name="concerns_open_near",
    ),
    models.Index(
        fields=["changed_at", "id"], condition=Q(is_public=True), name="concerns_public_by_change"
    ),
]

# What others see of a public concern. Whoever follows along is told when one of these changes.
SHOWN = ("text", "redacted_text", "category_id", "area_id", "cell", "state", "outcome", "is_public")

TRIGGERS = [
    pgtrigger.Trigger(
        name="a_change_has_its_time",
        when=pgtrigger.Before,
        operation=pgtrigger.UpdateOf(*SHOWN),  # type: ignore[no-untyped-call]  # as it is made
        condition=pgtrigger.AnyChange(*(column.removesuffix("_id") for column in SHOWN)),
        func="NEW.changed_at = now(); RETURN NEW;",
    )
]
