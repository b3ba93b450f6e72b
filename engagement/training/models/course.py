from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from portal.wordings import WordsField, in_languages

if TYPE_CHECKING:
    from collections.abc import Mapping


class CourseQuerySet(models.QuerySet["Course"]):
    def offered(self) -> Self:
        """Those that somebody can still take."""
        return self.filter(retired_on=None)

    def required(self) -> Self:
        """Those that everybody on staff has to hold."""
        return self.offered().filter(required=True)

    def add(self, said: Mapping[str, Any]) -> Course:
        """A new course with an address of its own."""
        course = self.model(**said)
        name = in_languages(course.name).get(settings.LANGUAGE_CODE, "")
        stem = slugify(name)[:70] or "course"
        taken = set(self.filter(slug__startswith=stem).values_list("slug", flat=True))
        names = [stem, *(f"{stem}-{number}" for number in range(2, len(taken) + 3))]
        course.slug = next(slug for slug in names if slug not in taken)
        course.save(force_insert=True)
        return course


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    model_name="CourseHistory",
    obj_field=pghistory.ObjForeignKey(related_name="history"),
)
class Course(models.Model):
    """Something staff learn, and how long having learned it counts."""

    slug = models.SlugField(_("address"), max_length=80, unique=True, editable=False)
    name = WordsField(_("name"), max_length=120)
    purpose = WordsField(_("what it is for"), blank=True, lines=3)
    hours = models.DecimalField(_("hours"), max_digits=5, decimal_places=1)
    required = models.BooleanField(_("everybody on staff has to hold it"), default=False)
    valid_months = models.PositiveSmallIntegerField(
        _("months it is valid"),
        null=True,
        blank=True,
        help_text=_("Leave empty where it counts for good."),
    )
    retired_on = models.DateField(null=True, blank=True, editable=False)

    objects = CourseQuerySet.as_manager()
    if TYPE_CHECKING:
        history: Any  # pghistory adds it

    class Meta:
        ordering = ["slug"]
        verbose_name = _("course")
        verbose_name_plural = _("courses")
        constraints = [
            models.CheckConstraint(condition=Q(hours__gt=0), name="a_course_takes_some_time"),
            models.CheckConstraint(
                condition=Q(valid_months=None) | Q(valid_months__gte=1, valid_months__lte=240),
                name="a_course_is_valid_for_some_months",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    def get_absolute_url(self) -> str:
        return reverse("training:edit", args=[self.slug])

    @property
    def is_offered(self) -> bool:
        return self.retired_on is None
