"""What the database itself holds true about an entry, and how it finds one quickly."""

from __future__ import annotations

import pgtrigger
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q

from engagement.outreach.models.choices import CONFIDENTIAL

# What somebody said happened. Once approved it stays, unless it is sent back first.
SAID = (
    *("lead", "others", "happened_on", "started_at", "minutes", "staff", "overtime_hours"),
    *("grant_hours", "diverted", "kind", "purpose", "started_by", "area", "place", "online"),
    *("adults", "youth", "counted", "first_time_share", "segments", "languages", "access"),
    *("topics", "happened", "wants", "unanswered", "obstacles", "mandate", "public_summary"),
)

CONSTRAINTS: list[models.BaseConstraint] = [
    models.UniqueConstraint(fields=["lead", "submission"], name="one_entry_per_form_sent"),
    models.CheckConstraint(
        condition=Q(adults__lte=100_000, youth__lte=100_000),
        name="a_crowd_is_smaller_than_a_city",
    ),
    models.CheckConstraint(
        condition=Q(minutes__gte=1, minutes__lte=1440), name="outreach_lasts_within_a_day"
    ),
    models.CheckConstraint(
        condition=Q(staff__gte=1, staff__lte=500), name="someone_led_the_outreach"
    ),
    models.CheckConstraint(
        condition=Q(overtime_hours__gte=0, grant_hours__gte=0), name="outreach_hours_are_not_owed"
    ),
    models.CheckConstraint(
        condition=Q(first_time_share=None) | Q(first_time_share__lte=100),
        name="at_most_everyone_came_for_the_first_time",
    ),
    models.CheckConstraint(
        condition=Q(status="draft", sent_at=None) | (~Q(status="draft") & Q(sent_at__isnull=False)),
        name="a_sent_entry_says_when",
    ),
    models.CheckConstraint(
        condition=~Q(status__in=("approved", "returned")) | Q(reviewed_at__isnull=False),
        name="a_reviewed_entry_says_when",
    ),
    models.CheckConstraint(
        condition=~Q(status="returned") | ~Q(review_note=""), name="sent_back_says_why"
    ),
    models.CheckConstraint(
        condition=Q(visibility="internal")
        | (~Q(public_summary="") & ~Q(kind__in=CONFIDENTIAL) & Q(visibility="public")),
        name="public_outreach_has_words_and_harms_nobody",
    ),
]

INDEXES = [
    models.Index(fields=["area", "-happened_on", "-id"], name="outreach_by_area_and_day"),
    models.Index(fields=["lead", "-happened_on", "-id"], name="outreach_of_an_author"),
    models.Index(F("happened_on").desc(), F("id").desc(), name="outreach_by_day"),
    models.Index(
        fields=["area", "sent_at"], condition=Q(status="submitted"), name="outreach_to_review"
    ),
    models.Index(
        fields=["-happened_on", "-id"],
        condition=Q(status="approved", visibility="public"),
        name="outreach_for_everyone",
    ),
    models.Index(F("changed_at").desc(), name="outreach_last_changed"),
    GinIndex("search", name="outreach_by_words", fastupdate=False),
]

TRIGGERS = [
    pgtrigger.Trigger(
        name="approved_outreach_stays",
        when=pgtrigger.Before,
        operation=pgtrigger.Update,
        condition=pgtrigger.AnyChange(*SAID),
        func=(
            "IF OLD.status = 'approved' AND NEW.status = 'approved' THEN"
            " RAISE check_violation USING MESSAGE = 'approved_outreach_stays';"
            " END IF; RETURN NEW;"
        ),
    )
]
