from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

import pghistory
from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from portal.areas.languages import language_names
from portal.areas.models.area import Area
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from portal.accounts.models import User
    from portal.areas.models.portrait import Portrait

# How long before a posting ends its note is asked for.
BEFORE_THE_END = timedelta(days=14)


class TeamMemberQuerySet(models.QuerySet["TeamMember"]):
    def current(self, on: date | None = None) -> Self:
        on = on or timezone.localdate()
        return self.filter(since_on__lte=on).filter(Q(until_on=None) | Q(until_on__gt=on))

    def answering(self, area: Area, on: date | None = None) -> tuple[list[TeamMember], Area | None]:
        """The team of the area, or of the nearest around it that has one, and whose it is."""
        paths = ["/".join(codes) + "/" for codes in _prefixes(area.path.rstrip("/").split("/"))]
        members = list(
            self.current(on)
            .filter(area__path__in=paths, user__is_active=True)
            .select_related("area", "user", "covered_by__user", "portrait")
            .defer("portrait__content")
        )
        nearest = max((member.area.path for member in members), key=len, default="")
        team = [member for member in members if member.area.path == nearest]
        return team, team[0].area if team else None

    def in_district_of(self, area: Area) -> Self:
        """Those who may stand in for one another: of the area, and of all around it."""
        return self.filter(area__path__startswith=area.path.split("/", 1)[0] + "/")

    def left_without_note(self, since: date, on: date | None = None) -> Self:
        """Postings that ended, or end within a fortnight, and nothing was handed over."""
        until = (on or timezone.localdate()) + BEFORE_THE_END
        return self.filter(until_on__gte=since, until_on__lte=until).exclude(
            handover_note__sent_at__isnull=False
        )

    @transaction.atomic
    def post(self, area: Area, user: User, *, since_on: date, **about: Any) -> TeamMember:
        """Name someone for an area from a day on. Who serves there already stays as they are."""
        Area.objects.select_for_update().get(pk=area.pk)
        serving = self.filter(area=area, user=user).filter(
            Q(until_on=None) | Q(until_on__gt=since_on)
        )
        if found := serving.first():
            return found
        return self.create(area=area, user=user, since_on=since_on, **about)


@pghistory.track(pghistory.UpdateEvent(), pghistory.DeleteEvent(), model_name="TeamMemberHistory")
class TeamMember(models.Model):
    """A named person who serves an area, since when, and who stands in when they are away."""

    area = models.ForeignKey(Area, models.CASCADE, related_name="team", verbose_name=_("area"))
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="postings",
        verbose_name=_("person"),
    )
    title = models.CharField(
        _("title"), max_length=80, blank=True, help_text=_("Before the name: Officer, Sgt.")
    )
    duty = models.CharField(
        _("what they do here"), max_length=120, blank=True, help_text=_("Such as: leads the team.")
    )
    languages = ArrayField(
        models.CharField(max_length=10),
        verbose_name=_("languages"),
        default=list,
        blank=True,
        help_text=_("Codes with commas between: en, es."),
    )
    hours = models.CharField(
        _("when and where to find them"),
        max_length=120,
        blank=True,
        help_text=_("Such as: Tuesdays 4 to 6, Cannery Hall."),
    )
    since_on = models.DateField(_("here since"))
    until_on = models.DateField(_("until"), null=True, blank=True)
    away_until_on = models.DateField(_("away until"), null=True, blank=True)
    covered_by = models.ForeignKey(
        "self",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="covers",
        verbose_name=_("who covers"),
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = TeamMemberQuerySet.as_manager()

    class Meta:
        ordering = ["since_on", "pk"]
        verbose_name = _("team member")
        verbose_name_plural = _("team members")
        constraints = [
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gt=F("since_on")),
                name="a_posting_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(covered_by=None) | ~Q(covered_by=F("pk")),
                name="nobody_covers_for_themselves",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.user}".strip()

    @property
    def initials(self) -> str:
        words = str(self.user.name or "").split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()

    @property
    def is_away(self) -> bool:
        return self.away()

    @property
    def tongues(self) -> list[str]:
        """The languages by name, in the reader's language."""
        return language_names(self.languages)

    @property
    def tongues_in_words(self) -> str:
        """Such as "English and Spanish"."""
        return str(get_text_list(self.tongues, pgettext("between the last two languages", "and")))

    @property
    def face(self) -> Portrait | None:
        return getattr(self, "portrait", None)

    def away(self, on: date | None = None) -> bool:
        """Back on the day itself."""
        on = on or timezone.localdate()
        return self.away_until_on is not None and self.away_until_on > on

    def has_ended(self, on: date | None = None) -> bool:
        return self.until_on is not None and self.until_on <= (on or timezone.localdate())

    # Verbs

    @transaction.atomic
    def describe(self, by: User, **about: Any) -> TeamMember:
        """Say anew when to find them, what they speak, who stands in, and until when."""
        self._lock()
        if self.has_ended():
            raise NotPossible(gettext("This posting has ended. It can no longer be changed."))
        for name, value in about.items():
            setattr(self, name, value)
        if self.covered_by_id == self.pk:
            raise NotPossible(gettext("Choose somebody else to stand in."))
        if not self.away_until_on:
            self.covered_by = None
        with pghistory.context(user=by.pk):
            self.save(update_fields=[*about, "covered_by", "changed_at"])
        return self

    @transaction.atomic
    def end(self, on: date, by: User) -> TeamMember:
        """They no longer serve here from this day on. Their account and roles stay."""
        self._lock()
        if self.until_on == on:
            return self
        if self.has_ended():
            raise NotPossible(gettext("This posting has ended already."))
        if on <= self.since_on:
            raise NotPossible(gettext("Choose a day after the one they began."))
        self.until_on = on
        with pghistory.context(user=by.pk):
            self.save(update_fields=["until_on", "changed_at"])
        return self

    def _lock(self) -> None:
        self.refresh_from_db(from_queryset=TeamMember.objects.select_for_update(of=("self",)))


def _prefixes(codes: Sequence[str]) -> Iterator[Sequence[str]]:
    yield from (codes[:end] for end in range(1, len(codes) + 1))
