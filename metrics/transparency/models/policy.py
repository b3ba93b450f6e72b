from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any, Self

import pgtrigger
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from portal.refusals import NotPossible
from portal.wordings import WordsField, in_languages, wording

if TYPE_CHECKING:
    from datetime import date, datetime

    from partnerships.boards.models import Consultation
    from portal.accounts.models import User

FROZEN = "RAISE EXCEPTION 'A policy that was published does not change. Add a version.';"


class PolicyQuerySet(models.QuerySet["Policy"]):
    def with_versions(self) -> Self:
        return self.prefetch_related("versions__consultation")

    def begin(self, title: str) -> Policy:
        """A policy with an address of its own and no text yet."""
        stem = slugify(title)[:60] or "policy"
        taken = set(self.filter(slug__startswith=stem).values_list("slug", flat=True))
        numbered = (f"{stem}-{n}" for n in range(2, len(taken) + 3))
        return self.create(slug=next(each for each in (stem, *numbered) if each not in taken))


class Policy(models.Model):
    """A rule the police work by. Its text is in its versions, each of which stays."""

    slug = models.SlugField(max_length=80, unique=True)

    objects = PolicyQuerySet.as_manager()

    class Meta:
        ordering = ["slug"]
        verbose_name_plural = "policies"

    def __str__(self) -> str:
        newest = self.newest
        return str(newest.title) if newest else self.slug

    def get_absolute_url(self) -> str:
        return reverse("transparency:policy", args=[self.slug])

    # Questions

    @property
    def newest(self) -> PolicyVersion | None:
        return next(iter(self.versions.all()), None)

    def in_force(self, on: date | None = None) -> PolicyVersion | None:
        """What holds on that day; None before any did."""
        on = on or timezone.localdate()
        return next((each for each in self.versions.all() if each.in_force_from <= on), None)

    # Verbs

    @transaction.atomic
    def publish(  # noqa: PLR0913  a version has that many parts, all named
        self,
        by: User | None,
        *,
        title: object,
        body: object,
        in_force_from: date,
        note: object = "",
        consultation: Consultation | None = None,
        at: datetime | None = None,
    ) -> PolicyVersion:
        """Let everyone read these words, from now on and for good. The same ones twice are one.

        Raises NotPossible without a note on what changed, and for a day before the last version's.
        """
        Policy.objects.select_for_update().get(pk=self.pk)
        last = self.versions.order_by("-number").first()
        sha256 = fingerprint(title, body, in_force_from)
        if last and last.sha256 == sha256:
            return last
        if last and not str(wording(note)).strip():
            raise NotPossible(_now("Say what changed and why. Everyone reads it."))
        if last and in_force_from < last.in_force_from:
            raise NotPossible(
                _now("The version before holds from a later day. Choose that day or a later one.")
            )
        try:
            with transaction.atomic():
                return self.versions.create(
                    number=last.number + 1 if last else 1,
                    title=title,
                    body=body,
                    in_force_from=in_force_from,
                    note=note,
                    consultation=consultation,
                    published_by=by,
                    published_at=at or timezone.now(),
                    sha256=sha256,
                )
        except IntegrityError as error:
            raise NotPossible(_now("Somebody added a version just now. Read it first.")) from error


class PolicyVersion(models.Model):
    """The words of a policy from one day on, frozen when they were published."""

    policy = models.ForeignKey(Policy, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = WordsField(_("title"), max_length=160)
    body = WordsField(_("text"), lines=16)
    in_force_from = models.DateField(_("in force from"))
    # What changed since the version before, and why.
    note = WordsField(_("what changed, and why"), blank=True, lines=3)
    consultation = models.ForeignKey(
        "boards.Consultation",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="policy_versions",
        verbose_name=_("consultation about it"),
    )
    published_at = models.DateTimeField(default=timezone.now, editable=False)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sha256 = models.CharField(max_length=64, editable=False)

    class Meta:
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["policy", "number"], name="policy_versions_are_numbered"
            ),
            models.CheckConstraint(condition=Q(number__gte=1), name="policy_versions_begin_at_one"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="frozen",
                when=pgtrigger.Before,
                operation=pgtrigger.UpdateOf(  # type: ignore[no-untyped-call]  # as it is made
                    "policy_id", "number", "title", "body", "in_force_from", "note",
                    "published_at", "sha256",
                )
                | pgtrigger.Delete,
                func=FROZEN,
            )
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.title}, {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("transparency:policy_version", args=[self.policy.slug, self.number])


def fingerprint(title: object, body: object, in_force_from: date) -> str:
    """SHA-256 of the words in every language and their day, as canonical JSON."""
    said: dict[str, Any] = {
        "title": in_languages(title),
        "body": in_languages(body),
        "in_force_from": in_force_from.isoformat(),
    }
    text = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
