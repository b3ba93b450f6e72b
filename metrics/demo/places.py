"""Linden Ferry: a city that does not exist, on a river that does not either.

Nine beats in three districts, drawn on a plan of 400 by 300 paces and set down on
farmland, so that no real neighborhood is shown as this one.
"""

from __future__ import annotations

from dataclasses import dataclass

NORTH, WEST = 40.36, -88.96
PACE_NORTH, PACE_EAST = 0.0002, 0.00026


@dataclass(frozen=True)
class Place:
    """A beat: where it lies on the plan, who lives there, and spots people name."""

    code: str
    name: str
    district: str
    corners: tuple[tuple[int, int], ...]
    people: int
    spanish: float  # share of homes where Spanish is spoken
    spots: tuple[str, ...]

    @property
    def races(self) -> dict[str, float]:
        """Share of people by race or ethnicity; more speak Spanish where more are Hispanic."""
        hispanic = round(self.spanish + 0.05, 2)
        black, asian, other = BLACK.get(self.code, 0.15), 0.06, 0.05
        white = round(1 - hispanic - black - asian - other, 2)
        return {
            "white": white,
            "black": black,
            "hispanic": hispanic,
            "asian": asian,
            "other": other,
        }

    @property
    def boundary(self) -> dict[str, object]:
        ring = [degrees(x, y) for x, y in (*self.corners, self.corners[0])]
        return {"type": "Polygon", "coordinates": [ring]}

    @property
    def middle(self) -> tuple[float, float]:
        """Latitude and longitude of the middle of the corners."""
        xs, ys = zip(*self.corners, strict=True)
        lon, lat = degrees(sum(xs) / len(xs), sum(ys) / len(ys))
        return lat, lon


def degrees(x: float, y: float) -> list[float]:
    """Longitude and latitude of a point on the plan."""
    return [round(WEST + x * PACE_EAST, 6), round(NORTH - y * PACE_NORTH, 6)]


# Share of people who are Black, where it is not as in most places.
BLACK = {"11": 0.08, "12": 0.11, "22": 0.22, "31": 0.31, "33": 0.27}

DISTRICTS = {"1": "Upper Town", "2": "Mill District", "3": "Harbor District"}

PLACES = (
    Place(
        "11",
        "Orchard Hill",
        "1",
        ((0, 0), (128, 0), (118, 108), (0, 92)),
        5400,
        0.08,
        (
            "Orchard Hill Library",
            "the water tower",
            "Crown Street",
            "Hill School",
            "the 22 bus stop on Pear Lane",
        ),
    ),
    Place(
        "12",
        "Fairmeadow",
        "1",
        ((128, 0), (262, 0), (248, 84), (118, 108)),
        6900,
        0.14,
        (
            "Alma Street",
            "Fairmeadow School",
            "the soccer field",
            "Clover Court",
            "the laundromat on Alma Street",
        ),
    ),
    Place(
        "13",
        "Northgate",
        "1",
        ((262, 0), (400, 0), (400, 100), (248, 84)),
        3100,
        0.11,
        ("Gate Road", "the old brickworks", "Northgate Plaza", "the underpass"),
    ),
    Place(
        "21",
        "Canal Row",
        "2",
        ((0, 92), (118, 108), (140, 204), (0, 196)),
        4200,
        0.24,
        (
            "the canal towpath",
            "Lock Street",
            "the footbridge",
            "Canal Row Market",
            "the skate park",
        ),
    ),
    Place(
        "22",
        "Millrace",
        "2",
        ((118, 108), (248, 84), (268, 186), (140, 204)),
        6200,
        0.31,
        ("Cannery Hall", "Mill Street crossing", "Cannery Park", "the river path", "Second Street"),
    ),
    Place(
        "23",
        "Eastbank",
        "2",
        ((248, 84), (400, 100), (400, 206), (268, 186)),
        7300,
        0.19,
        (
            "Bridge Road",
            "Eastbank Clinic",
            "the bakery on Bridge Road",
            "Ropewalk Lane",
            "the bus depot gate",
        ),
    ),
    Place(
        "31",
        "Old Depot",
        "3",
        ((0, 196), (140, 204), (150, 300), (0, 300)),
        5600,
        0.42,
        (
            "Depot Road",
            "Ninth and Depot",
            "the empty lot on Ninth",
            "the corner store on Depot Road",
            "Freight Alley",
        ),
    ),
    Place(
        "32",
        "Ferry Point",
        "3",
        ((140, 204), (268, 186), (284, 300), (150, 300)),
        4900,
        0.22,
        (
            "the boat ramp",
            "Harbor Families center",
            "Pier Street",
            "the fish market",
            "Lantern Square",
        ),
    ),
    Place(
        "33",
        "Southfield",
        "3",
        ((268, 186), (400, 206), (400, 300), (284, 300)),
        8200,
        0.17,
        (
            "Southfield Mall",
            "Kestrel Park",
            "Summer Street",
            "Southfield High School",
            "the 14 bus turnaround",
        ),
    ),
)
