from __future__ import annotations

import secrets
from datetime import timedelta
from itertools import chain, count
from typing import TYPE_CHECKING, Self

import pgtrigger
from django.conf import settings
from django.db import models, transaction
from django.db.models import Count, F, Func, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Greatest, Least
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from metrics.surveys import scores
from metrics.surveys.models.instrument import Instrument
from portal.accounts.models import Role
from portal.accounts.scope import within_scope
from portal.notices.models import Message
from portal.refusals import NotPossible

if TYPE_CHECKING:
    from datetime import datetime

    from metrics.trust.estimates import Estimate
    from portal.accounts.models import User
    from portal.areas.models import Area
    from portal.notices.models.message import MessageQuerySet

GRACE = timedelta(hours=1)
LONGEST = timedelta(days=366)
# What may not change once people are asked. When it ends, and whether its mails wait, may.
PLAN = (
    *("instrument_id", "area_id", "operator_id", "frame", "sample_type", "mode"),
    *("asks_area", "remind_on"),
)
OLD, NEW = (", ".join(f"{row}.{name}" for name in PLAN) for row in ("OLD", "NEW"))
REMINDERS_PLANNED = Func(
    F("remind_on"), function="jsonb_array_length", output_field=models.IntegerField()
)
# For addresses that people type from a poster: no sign that is taken for another.
SIGNS = "23456789cfghjmpqrvwx"


class WaveQuerySet(models.QuerySet["Wave"]):
    def open(self, at: datetime | None = None) -> Self:
        at = at or timezone.now()
        return self.launched().filter(opens_at__lte=at, closes_at__gt=at)

    def launched(self) -> Self:
        return self.filter(launched_at__isnull=False)

    def drafts(self) -> Self:
        return self.filter(launched_at=None)

    def ahead(self, at: datetime | None = None) -> Self:
        """Launched, and not open yet."""
        return self.launched().filter(opens_at__gt=at or timezone.now())

    def ended(self, at: datetime | None = None) -> Self:
        return self.launched().filter(closes_at__lte=at or timezone.now())

    def released(self) -> Self:
        return self.filter(releases__isnull=False).distinct()

    def over(self, at: datetime | None = None) -> Self:
        """Closed, and the hour for answers begun before is past too."""
        return self.launched().filter(closes_at__lte=(at or timezone.now()) - GRACE)

    def after_meetings(self) -> Self:
        return self.filter(instrument__kind=Instrument.Kind.EVENT)

    def within(self, area: Area) -> Self:
        return self.filter(area__path__startswith=area.path)

    def visible_to(self, user: User) -> Self:
        """To staff and oversight where they serve, to an organization what it runs.

        That it is asked, and its plan. How many answered and what they said is another
        question: `surveys.see_numbers` of the wave.
        """
        from metrics.surveys.rules import run_by

        there = within_scope(user, *Role.STAFF, Role.Kind.OVERSIGHT)
        return self.filter(there | Q(operator__in=run_by(user)))

    def numbers_visible_to(self, user: User) -> Self:
        """Those of them whose answers this person may see counted before they are released."""
        from metrics.surveys.rules import run_by

        agencys = Q(operator=None) & within_scope(user, *Role.STAFF)
        watched = within_scope(user, Role.Kind.OVERSIGHT)
        return self.filter(agencys | watched | Q(operator__in=run_by(user)))

    def free_slug(self, wave: Wave) -> str:
        """An address like `safety-in-riverside-2026-11`, that no other wave has."""
        stem = slugify(f"{wave.title[:60]} {timezone.localdate(wave.opens_at):%Y-%m}") or "wave"
        taken = set(self.filter(slug__startswith=stem).values_list("slug", flat=True))
        others = (f"{stem}-{number}" for number in count(2))
        return next(slug for slug in chain([stem], others) if slug not in taken)

    def with_counts(self) -> Self:
        """How many were invited, how many `answered`, and how many of those stand `apart`.

        Apart are answers of people who were not invited: on a tablet, or typed in without a
        code. On the web whoever is invited answers; of the others as many as used a code.
        """
        from metrics.surveys.models.invitation import Disposition
        from metrics.surveys.models.response import Response

        answers = Response.objects.filter(wave=OuterRef("pk")).order_by().values("wave")
        ended = Disposition.objects.filter(wave=OuterRef("pk"), outcome="answered")
        counted = ended.order_by().values("wave").annotate(n=Sum("invitations")).values("n")
        used = Count("invitations", filter=Q(invitations__outcome="answered"))
        on_the_web = answers.filter(mode=Wave.Mode.WEB)
        return self.annotate(
            invited=F("closed_invitations") + Count("invitations"),
            answered=Coalesce(Subquery(answers.annotate(n=Count("pk")).values("n")), 0),
            used=used + Coalesce(Subquery(counted), 0),
            on_the_web=Coalesce(Subquery(on_the_web.annotate(n=Count("pk")).values("n")), 0),
            answered_invited=Least("answered", Greatest("used", "on_the_web")),
            apart=F("answered") - F("answered_invited"),
        )


def remind_on() -> list[int]:
    """Days after the invitation on which those who have not answered are reminded."""
    return [3, 8]


def margins() -> list[str]:
    return ["area", "age_band", "sex", "race_ethnicity"]


class Wave(models.Model):
    """One round of asking: what, whom, where, when, and how they were chosen."""

    class Frame(models.TextChoices):
        """Where those who are asked come from."""

        ATTENDED = "attended", _("Everyone who came to a meeting")
        LIST = "list", _("A list of addresses")
        LINK = "link", _("A link open to anyone")
        QR = "qr", _("A code on a poster or card")
        IMPORTED = "imported", _("Answers collected elsewhere")

    class SampleType(models.TextChoices):
        ATTENDED = "attended", _("People who came to a meeting and chose to answer")
        LISTED = "listed", _("Everyone on a list who chose to answer")
        OPEN = "open", _("Anyone who found the link and chose to answer")
        PROBABILITY = "probability", _("A random sample of residents")

    class Mode(models.TextChoices):
        WEB = "web", _("On the web")
        PAPER = "paper", _("On paper")
        PHONE = "phone", _("By phone")
        KIOSK = "kiosk", _("On a shared tablet")

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="waves")
    area = models.ForeignKey(
        "areas.Area", models.PROTECT, null=True, blank=True, related_name="waves"
    )
    session = models.OneToOneField(
        "events.Session", models.SET_NULL, null=True, blank=True, related_name="wave"
    )
    # Who runs it, where that is not the agency: its answers are then closed to the police.
    operator = models.ForeignKey(
        "organizations.Organization",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="waves",
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    title = models.CharField(max_length=200)
    slug = models.SlugField(max_length=80, unique=True, null=True, blank=True, editable=False)
    frame = models.CharField(max_length=10, choices=Frame, default=Frame.ATTENDED)
    sample_type = models.CharField(max_length=20, choices=SampleType)
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.WEB)
    opens_at = models.DateTimeField()
    closes_at = models.DateTimeField()
    # A draft until then; afterwards its instrument is fielded and its plan is fixed.
    launched_at = models.DateTimeField(null=True, blank=True, default=timezone.now, editable=False)
    # What the address of an open wave ends in.
    link_code = models.SlugField(max_length=20, unique=True, null=True, blank=True, editable=False)
    has_kiosk = models.BooleanField(default=False)
    # Ask where people live, because nothing else tells.
    asks_area = models.BooleanField(default=False)
    remind_on = models.JSONField(default=remind_on, blank=True)
    # No mail while something grave has just happened there.
    held_at = models.DateTimeField(null=True, blank=True, editable=False)
    held_because = models.CharField(max_length=300, blank=True)
    # What answers are weighted by, and the largest weight.
    margins = models.JSONField(default=margins, blank=True)
    weight_cap = models.DecimalField(max_digits=4, decimal_places=2, default=5)
    # Invitations are erased when the wave is over; how many there were stays.
    closed_invitations = models.PositiveIntegerField(default=0, editable=False)

    objects = WaveQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="a_wave_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=~Q(frame__in=["link", "qr"]) | Q(sample_type="open"),
                name="whoever_finds_a_link_is_no_random_sample",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(REMINDERS_PLANNED, 3),
                name="no_one_is_reminded_more_than_three_times",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="plan_fixed_once_launched",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__launched_at__isnull=False),
                func=f"""
                    IF ({OLD}) IS DISTINCT FROM ({NEW}) OR NEW.launched_at IS NULL THEN
                        RAISE EXCEPTION 'The plan of a wave is fixed once it is launched.';
                    END IF;
                    RETURN NEW;
                """,
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_draft(self) -> bool:
        return self.launched_at is None

    @property
    def is_open_to_all(self) -> bool:
        return self.frame in {self.Frame.LINK, self.Frame.QR}

    @property
    def invites(self) -> bool:
        """Whether people are asked one by one, by mail."""
        return self.frame in {self.Frame.LIST, self.Frame.ATTENDED}

    @property
    def thanks(self) -> bool:
        """Whether those who answered get a mail at the end: one of four at most."""
        kinds = {Instrument.Kind.GENERAL, Instrument.Kind.CONTACT}
        return self.instrument.kind in kinds and len(self.remind_on) <= 2  # noqa: PLR2004

    @property
    def mail_prefix(self) -> str:
        """What the keys of all its mails begin with."""
        return f"survey/{self.pk}/"

    def mails(self) -> MessageQuerySet:
        return Message.objects.filter(key__startswith=self.mail_prefix)

    def is_open(self, at: datetime | None = None) -> bool:
        return not self.is_draft and self.opens_at <= (at or timezone.now()) < self.closes_at

    def still_takes(self, at: datetime | None = None) -> bool:
        """Whoever began before it closed may finish within the hour."""
        until = self.closes_at + GRACE
        return not self.is_draft and self.opens_at <= (at or timezone.now()) < until

    def is_past(self, at: datetime | None = None) -> bool:
        return not self.is_draft and self.closes_at <= (at or timezone.now())

    @transaction.atomic
    def launch(self, at: datetime | None = None) -> bool:
        """From a draft to the field: the plan and the wording are fixed. False if it was before."""
        at = at or timezone.now()
        wave = Wave.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if wave.launched_at:
            return False
        if wave.instrument.retired_at:
            raise NotPossible(_("This survey is retired. Choose its newest version."))
        if wave.closes_at <= at:
            raise NotPossible(_("Its last day is past. Change the days first."))
        wave.instrument.field()
        wave.launched_at = at
        wave.opens_at = max(wave.opens_at, at)
        wave.slug = Wave.objects.free_slug(wave)
        if wave.is_open_to_all or wave.has_kiosk:
            wave.link_code = "".join(secrets.choice(SIGNS) for _sign in range(8))
        wave.save()
        self.refresh_from_db()
        return True

    @transaction.atomic
    def move_end(self, until: datetime, at: datetime | None = None) -> None:
        """End it later, or earlier, or now; never before now. Later mails are taken back."""
        at = at or timezone.now()
        wave = Wave.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if wave.is_draft:
            raise NotPossible(_("It is a draft. Change its days there."))
        if wave.closes_at + GRACE <= at:
            raise NotPossible(_("It is over. Plan another one."))
        if until < at:
            raise NotPossible(_("It cannot end before now."))
        if until <= wave.opens_at:
            raise NotPossible(_("It cannot end before it has begun."))
        if until - wave.opens_at > LONGEST:
            raise NotPossible(_("A wave runs for a year at most. Plan another one."))
        wave.closes_at = until
        wave.save(update_fields=["closes_at"])
        still_to_come = wave.mails().exclude(key__endswith="/thanks")
        still_to_come.filter(state__in=Message.UNGONE, due_at__gte=until).erase()
        if until <= at:
            still_to_come.filter(state__in=Message.UNGONE).erase()
        self.refresh_from_db()

    @transaction.atomic
    def hold(self, because: str, at: datetime | None = None) -> bool:
        """No mail goes out, not even what a worker has in hand. False if held before."""
        wave = Wave.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if wave.held_at:
            return False
        wave.held_at, wave.held_because = at or timezone.now(), because
        wave.save(update_fields=["held_at", "held_because"])
        wave.mails().exclude(key__endswith="/thanks").hold()
        self.refresh_from_db()
        return True

    @transaction.atomic
    def let_go(self, at: datetime | None = None) -> bool:
        """Mails go out again, later by the whole days they were held. False if not held."""
        at = at or timezone.now()
        wave = Wave.objects.select_for_update(of=("self",)).get(pk=self.pk)
        if wave.held_at is None:
            return False
        held = wave.mails().filter(state=Message.State.HELD).exclude(key__endswith="/thanks")
        held.update(due_at=F("due_at") + timedelta(days=(at - wave.held_at).days))
        held.filter(due_at__gte=wave.closes_at).erase()
        (held.erase if wave.is_past(at) else held.let_go)()
        wave.held_at, wave.held_because = None, ""
        wave.save(update_fields=["held_at", "held_because"])
        self.refresh_from_db()
        return True

    @transaction.atomic
    def discard(self) -> None:
        """Delete a draft; what was launched stays."""
        if not Wave.objects.select_for_update(of=("self",)).filter(pk=self.pk).drafts().exists():
            raise NotPossible(_("It was launched. End it instead."))
        self.delete()

    def estimate(self, area: Area | None = None) -> Estimate | None:
        """The mean answer from 0 to 10; None below the floor (STATISTICS.md, 2.6)."""
        cells = self.cells.filter(item=scores.LISTEN)
        return scores.publishable((cells.under([area.path]) if area else cells).estimate())
