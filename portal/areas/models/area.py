from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models, transaction
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Substr
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from portal.areas import boundaries
from portal.areas.words import matching

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

ASIDE = 0.25  # of an area's width, within which another lies around it


class AreaQuerySet(models.QuerySet["Area"]):
    def within(self, area: Area) -> Self:
        """The area itself and everything under it."""
        return self.filter(path__startswith=area.path)

    def near(self, area: Area) -> Self:
        """Those of the same kind that lie around it, itself included."""
        box = area.bbox
        if box is None:
            return self.none()
        west, south, east, north = box
        wide, tall = (east - west) * ASIDE, (north - south) * ASIDE
        return self.filter(
            level=area.level,
            boundary__west__lte=east + wide,
            boundary__east__gte=west - wide,
            boundary__south__lte=north + tall,
            boundary__north__gte=south - tall,
        )

    def beats(self) -> Self:
        return self.filter(level=Area.Level.BEAT)

    def districts(self) -> Self:
        return self.filter(level=Area.Level.DISTRICT)

    def matching(self, text: str) -> Self:
        """Those that words such as "beat 1112" or "near Mill Street" may mean, best first."""
        return matching(self, text)

    @transaction.atomic
    def establish(
        self,
        *,
        level: str,
        code: str,
        name: str,
        parent: Area | None = None,
        geometry: Mapping[str, object] | None = None,
    ) -> Area:
        """A new area with its slug, its place in the tree and its boundary."""
        area = self.model(parent=parent, level=level, code=code, name=name)
        area.slug = area.free_slug()
        area.path = area.free_path()
        area.save()
        if geometry is not None:
            area.draw(geometry)
        return area


class Area(models.Model):
    """A place the police answer for or neighbors name: a district, a beat, a neighborhood."""

    class Level(models.TextChoices):
        DISTRICT = "district", _("District")
        SECTOR = "sector", _("Sector")
        BEAT = "beat", _("Beat")
        NEIGHBORHOOD = "neighborhood", _("Neighborhood")

    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="parts",
        verbose_name=_("part of"),
    )
    level = models.CharField(_("kind"), max_length=20, choices=Level)
    code = models.CharField(
        _("code"), max_length=80, help_text=_("The number or name the agency uses.")
    )
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("address"), max_length=140, unique=True)
    about = models.CharField(
        _("where it lies"),
        max_length=200,
        blank=True,
        help_text=_("Such as: between Mill Street and the river."),
    )
    # Codes from the top down, each ended by a slash, so that a prefix is a subtree.
    path = models.CharField(max_length=400, unique=True, editable=False)
    # A point inside the boundary, for labels and the weather.
    latitude = models.FloatField(null=True, blank=True, editable=False)
    longitude = models.FloatField(null=True, blank=True, editable=False)
    population = models.PositiveIntegerField(_("people who live here"), null=True, blank=True)
    # The team's own, never a person's: it stays when an officer leaves.
    team_email = models.EmailField(
        _("email of the team"), blank=True, help_text=_("One the whole team reads.")
    )
    team_phone = models.CharField(
        _("phone of the team"),
        max_length=40,
        blank=True,
        help_text=_("An office number. Never anyone's own phone."),
    )
    changed_at = models.DateTimeField(auto_now=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["path"]
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        constraints = [
            models.UniqueConstraint(fields=["level", "code"], name="one_area_per_level_and_code"),
            models.CheckConstraint(condition=~Q(code=""), name="an_area_has_a_code"),
            models.CheckConstraint(
                condition=Q(path__endswith="/"), name="an_area_path_ends_with_a_slash"
            ),
        ]
        indexes = [
            models.Index(fields=["path"], name="area_subtree", opclasses=["text_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("areas:area", args=[self.slug])

    @property
    def depth(self) -> int:
        """1 at the top of the tree."""
        return self.path.count("/")

    @property
    def home_to(self) -> int | None:
        """People who live here, rounded as one would say it: 6,187 is 6,200."""
        if not self.population:
            return None
        step = int(10 ** max(len(str(self.population)) - 2, 0))
        return round(self.population / step) * step

    @property
    def bbox(self) -> tuple[float, float, float, float] | None:
        """West, south, east, north in degrees; None without a boundary."""
        edges = ("boundary__west", "boundary__south", "boundary__east", "boundary__north")
        box: tuple[float, float, float, float] | None = (
            Area.objects.filter(pk=self.pk, boundary__isnull=False).values_list(*edges).first()
        )
        return box

    @transaction.atomic
    def draw(self, geometry: Mapping[str, object]) -> bool:
        """Set the boundary from a GeoJSON geometry in WGS84; says whether anything changed.

        Raises BoundaryError, in words for a person, where the geometry is not a usable polygon.
        """
        from portal.areas.models.boundary import Boundary

        shape = boundaries.read(geometry)
        drawn = boundaries.write(shape)
        if Boundary.objects.filter(area=self, geometry=drawn).exists():
            return False
        west, south, east, north = shape.bounds
        self.boundary, _created = Boundary.objects.update_or_create(
            area=self,
            defaults={
                "geometry": drawn,
                "outline": boundaries.outline(shape),
                "west": west,
                "south": south,
                "east": east,
                "north": north,
            },
        )
        inside = shape.representative_point()
        self.latitude, self.longitude = inside.y, inside.x
        self.save(update_fields=["latitude", "longitude", "changed_at"])
        return True

    @transaction.atomic
    def move(self, parent: Area | None) -> bool:
        """Put the area, with all its parts, under another one; says whether anything changed."""
        self.refresh_from_db(from_queryset=Area.objects.select_for_update())
        if parent == self.parent:
            return False
        if parent and parent.path.startswith(self.path):
            raise boundaries.BoundaryError(_("An area cannot be part of itself."))
        was, self.parent = self.path, parent
        self.path = self.free_path()
        parts = Area.objects.filter(path__startswith=was).exclude(pk=self.pk)
        parts.update(path=Concat(Value(self.path), Substr(F("path"), len(was) + 1)))
        self.save(update_fields=["parent", "path", "changed_at"])
        return True

    def free_slug(self) -> str:
        """The name as an address; with the code, then a number, where another area has it."""
        name = slugify(self.name) or slugify(f"{self.level} {self.code}") or self.level
        with_code = slugify(f"{self.name} {self.code}")
        taken = set(
            Area.objects.exclude(pk=self.pk)
            .filter(Q(slug__startswith=name[:100]) | Q(slug__startswith=with_code[:100]))
            .values_list("slug", flat=True)
        )
        return _first_free(_candidates(name[:120], with_code[:120]), taken)

    def free_path(self) -> str:
        """The codes from the top down, with the level where one of another level has the code."""
        start = self.parent.path if self.parent else ""
        code = self.code.replace("/", "-")
        near = Area.objects.exclude(pk=self.pk).filter(path__startswith=start + code)
        taken = set(near.values_list("path", flat=True))
        return _first_free(
            (f"{start}{part}/" for part in _candidates(code, f"{code}.{self.level}")), taken
        )


def _candidates(plain: str, longer: str) -> Iterable[str]:
    yield plain
    yield longer
    yield from (f"{longer}-{number}" for number in range(2, 10_000))


def _first_free(candidates: Iterable[str], taken: set[str]) -> str:
    return next(candidate for candidate in candidates if candidate not in taken)
