"""What to know before a wave is launched; nothing of it keeps anyone from launching."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.translation import gettext as _

from metrics.surveys.models import Instrument, Translation
from metrics.surveys.waves.forms import TRAITS
from portal.areas.models.population import Population

if TYPE_CHECKING:
    from collections.abc import Iterator

    from metrics.surveys.models import Wave


def warnings(wave: Wave) -> Iterator[str]:
    instrument = wave.instrument
    status = dict(instrument.translations.values_list("language", "status"))
    for code, name in settings.LANGUAGES:
        if code not in status:
            yield _("There is no translation into %(language)s.") % {"language": str(name)}
        elif status[code] != Translation.Status.CHECKED:
            yield _("Nobody has checked the words in %(language)s yet.") % {"language": str(name)}
    if instrument.fielded_at is None:
        yield _("This version was never asked. Launching fixes its wording for good: try it first.")
    if Instrument.objects.filter(
        slug=instrument.slug, version__gt=instrument.version, retired_at=None
    ).exists():
        yield _("There is a newer version of this survey.")
    days = (wave.closes_at - wave.opens_at).days
    if wave.invites and wave.remind_on and wave.remind_on[-1] >= days:
        yield _("The last reminder comes after the last day, so it is not sent.")
    if wave.is_open_to_all and not wave.asks_area and wave.area is None:
        yield _("Nothing tells where people live, so there will be no numbers by district.")
    yield from _without_population(wave)


def _without_population(wave: Wave) -> Iterator[str]:
    there = Population.objects.all()
    if wave.area:
        there = there.filter(area__path__startswith=wave.area.path)
    for trait, name in TRAITS:
        if trait not in wave.margins:
            continue
        # Counts by age and sex together tell of each alone.
        told = there if trait == "area" else there.exclude(**{trait: ""})
        if told.exists():
            continue
        if trait == "area":
            yield _("How many people live in each area is not known here, so it cannot weight.")
        else:
            yield _("No counts of people by %(trait)s are known here, so it cannot weight.") % {
                "trait": name
            }
