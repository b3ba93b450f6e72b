"""Problems that Linden Ferry worked on, in its own words. None of them happened."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Story:
    """One problem: where, what was found and done, by whom, and how it ended."""

    beat: str
    category: str
    place: str
    title: str
    summary: str
    resumen: str
    evidence: str
    # What causes it and who has influence; who is hurt and who could protect; place and keeper.
    triangle: tuple[str, str, str, str, str, str]
    hypothesis: str
    months: int  # since it began
    stage: str
    goal: tuple[str, str, str, int, int, int | None]  # words, indicator, unit, was, target, now
    police: tuple[str, ...] = ()
    community: tuple[str, ...] = ()
    # Done, changed, displaced, residents: each an answer and words.
    found: tuple[tuple[str, str], ...] = ()
    ended: str = ""
    lessons: str = ""
    scene: str = ""


STORIES = (
    Story(
        "22", "speeding", "Mill Street crossing",
        "Cars do not stop at the Mill Street crossing when school lets out",
        "Drivers did not stop for children at the Mill Street crossing. The city, the school and"
        " the police changed the crossing together.",
        "Los carros no paraban para los niños en el cruce de Mill Street. La ciudad, la escuela y"
        " la policía cambiaron el cruce juntos.",
        "31 of 100 cars did not stop, counted on four school days between 2:30 and 3:30. Two near"
        " misses in spring, told at the beat meeting.",
        ("Drivers on the way home from the mill", "The mill’s managers; the traffic unit",
         "Children from Fairmeadow and Hill schools", "Crossing guards, parents",
         "Wide road, worn paint, no island", "Streets Department"),
        "The road is wide and looks empty, so drivers see the children too late.",
        22, "closed",
        ("Drivers stop for children", "Cars that do not stop", "of 100 cars", 31, 10, 6),
        ("Count cars on four school days", "Stand at the crossing for two weeks in September"),
        ("Paint the crossing and build an island", "Two parents walk the first week of each term"),
        (("yes", "All four steps, the island five weeks late."),
         ("yes", "6 of 100 did not stop, counted in the same hour."),
         ("no", "We counted at Second Street too: no change."),
         ("yes", "At the beat meeting eleven of twelve said it is better.")),
        "solved",
        "The island did more than standing there did. Ask Streets for its dates on day one.",
        "crossing",
    ),
    Story(
        "31", "threats", "the empty lot on Ninth",
        "Fights and dealing on the empty lot on Ninth after dark",
        "People were afraid to pass the empty lot on Ninth after dark. Neighbors, the owner and"
        " the police cleared and lit it.",
        "La gente tenía miedo de pasar por el lote vacío de la calle Nueve. Vecinos, el dueño y la"
        " policía lo limpiaron y le pusieron luz.",
        "19 calls in three months, most Thursday to Saturday from 9 to 1. Neighbors see cars stop"
        " for a minute and go.",
        ("Small groups who come by car", "Families of the younger ones; outreach workers",
         "People walking home from the bus", "Shop owners on Depot Road",
         "High weeds, no light, two ways out", "The owner, who lives out of town"),
        "One can come and go unseen, and nobody uses the lot for anything else.",
        20, "closed",
        ("Fewer calls about the lot", "Calls about the lot", "calls in three months", 19, 8, 7),
        ("Write to the owner with the city’s notice", "Walk by at ten on Fridays for eight weeks"),
        ("Clear the weeds on two Saturdays", "Run a food stand there on Friday evenings"),
        (("yes", "The lamps came late, the rest in time."),
         ("yes", "7 calls in the three months after, of 19 before."),
         ("partly", "Two calls more at Freight Alley; we watch it."),
         ("yes", "Eight shops on Depot Road were asked; seven say it is better.")),
        "reduced",
        "Giving people a reason to be there helped more than patrols. Talk to the owner first.",
        "lot",
    ),
    Story(
        "21", "noise", "the skate park",
        "Loud music at the skate park after eleven in summer",
        "Music at the skate park kept families on Lock Street awake. Young people and neighbors"
        " agreed on rules.",
        "La música en el parque de patinaje no dejaba dormir a las familias de Lock Street. Los"
        " jóvenes y los vecinos acordaron reglas.",
        "24 calls in July and August, nearly all between 11 and 1, on warm nights.",
        ("Young people from three beats", "The youth workers; older skaters",
         "Forty homes on Lock Street", "The block club",
         "Open until dawn, with a power outlet", "Parks Department"),
        "There is nowhere else to be at night, and the outlet makes big speakers easy.",
        16, "closed",
        ("Quiet after eleven", "Calls about music", "calls in two months", 24, 8, 5),
        ("Meet the skaters twice at the park", "Tell them the hours before anyone is fined"),
        ("Open the youth room on Friday nights until midnight", "Switch the outlet off at eleven"),
        (("yes", "Done before the next summer."), ("yes", "5 calls in July and August."),
         ("no", "No more calls at the footbridge."),
         ("yes", "The block club says so, and so do the skaters.")),
        "solved",
        "The skaters wrote the rules themselves. That is why they hold.",
    ),
    Story(
        "33", "theft", "Southfield Mall",
        "Car windows broken in the mall’s east lot",
        "Car windows were broken in the east lot of Southfield Mall. More patrols did not help for"
        " long: it moved to the bus turnaround.",
        "Rompían vidrios de carros en el estacionamiento este. Más patrullas no ayudaron: el"
        " problema se movió a otro lugar.",
        "14 broken windows in two months, Sunday night to Monday morning, always in the east lot.",
        ("Not known; likely few people", "Not known", "Workers of the late shift", "Mall guards",
         "Out of sight from the mall, lamps off at ten", "Mall management"),
        "The east lot is dark when the late shift is still inside.",
        14, "closed",
        ("Fewer broken windows", "Broken windows", "in two months", 14, 4, 12),
        ("Drive through every hour on Sunday nights for eight weeks",),
        ("Ask workers to leave nothing in their cars",),
        (("partly", "We drove through; the mall did not keep the lamps on."),
         ("no", "3 in the lot, 9 at the bus turnaround: 12 in all, of 14."),
         ("yes", "To the 14 bus turnaround, three weeks after we began."),
         ("no", "Workers say it only happens elsewhere now.")),
        "moved_on",
        "It did not work. We drove around and left the dark as it was, so it moved. The next"
        " attempt begins with the lamps, at both places, with the mall and the bus company.",
    ),
    Story(
        "23", "parking", "the bakery on Bridge Road",
        "Delivery vans block the ramp on Bridge Road",
        "Delivery vans stood on the ramp, and people in wheelchairs had to use the road.",
        "Las camionetas tapaban la rampa y la gente en silla de ruedas tenía que ir por la calle.",
        "Blocked on 9 of 10 mornings we looked, for 20 minutes on average.",
        ("Drivers in a hurry", "Four delivery companies", "People in wheelchairs, strollers",
         "The bakery’s staff", "No place to unload within a block", "Streets Department"),
        "Drivers have nowhere else to unload before eight.",
        12, "closed",
        ("The ramp is free", "Mornings with the ramp blocked", "of 10 mornings", 9, 2, 2),
        ("Talk to the four companies",),
        ("Mark a loading place across the road", "The bakery takes deliveries at its side door"),
        (("yes", "All of it."), ("yes", "Blocked on 2 of 10 mornings."),
         ("no", "We looked at Ropewalk Lane too."),
         ("partly", "Two of three who use the ramp say it is fine; one still meets vans.")),
        "reduced",
        "A painted loading place cost less than one month of tickets.",
        "crossing",
    ),
    Story(
        "13", "lighting", "the underpass",
        "The underpass is dark and people take the road instead",
        "Lamps in the underpass were out for months. The railway owns it, and it said no.",
        "Las lámparas del paso subterráneo llevaban meses apagadas. El ferrocarril es el dueño y"
        " dijo que no.",
        "Four of six lamps out since March. 60 people an hour walk on the road at rush hour.",
        ("No one; lamps age", "The railway", "Bus riders from Northgate Plaza", "Bus drivers",
         "No other way for half a mile", "The railway company"),
        "Nobody but the railway may touch the lamps.",
        15, "closed",
        ("People use the underpass again", "People who walk on the road", "an hour", 60, 10, 58),
        ("Write to the railway three times", "Ask the city attorney what can be done"),
        ("Neighbors collect 200 names",),
        (("yes", "All letters were sent; the answer was no."), ("no", "58 an hour."),
         ("no", "Nothing moved."), ("no", "People are tired of hearing about the railway.")),
        "not_ours",
        "We cannot solve it alone. The council asks the railway now; the bus stops on the other"
        " side after dark.",
    ),
    Story(
        "32", "parks", "Lantern Square",
        "Needles and shouting in Lantern Square at noon",
        "Families stopped coming to Lantern Square. We bring care, and more going on at noon.",
        "Las familias dejaron de venir a Lantern Square. Hay atención para quienes están ahí, y más"
        " actividades.",
        "40 needles a week found by the clinic’s team; eight concerns since spring.",
        ("People who use drugs and have no place by day", "Clinic workers whom they know",
         "Children, market sellers", "Sellers, the library’s staff",
         "Benches behind a wall, no one in charge at noon", "Parks Department"),
        "The day center closes from eleven to three, and the wall hides the benches.",
        8, "assessment",
        ("Fewer needles", "Needles found", "a week", 40, 10, 14),
        ("Walk through with the clinic’s team twice a week", "Call care before tickets"),
        ("Keep the day center open at noon", "Take the wall down to knee height"),
        (("yes", "The wall came down in spring."), ("partly", "14 a week, of 40."),
         ("unknown", "We have not counted at the boat ramp yet."),
         ("partly", "Sellers say it is better on weekdays.")),
        scene="lot",
    ),
    Story(
        "12", "speeding", "Alma Street",
        "Cars cut through Alma Street at school time",
        "Cars cut through Alma Street to miss the light. We try a one-way hour with the school.",
        "Los carros cortan por Alma Street a la hora de la escuela. Probamos una hora de un solo"
        " sentido con la escuela.",
        "210 cars between 7:30 and 8:30, counted on three days; the street is built for 60.",
        ("Drivers from the north who miss the light", "Map apps, the traffic engineer",
         "Children on foot", "Parents, the school",
         "The only street with no light", "Streets Department"),
        "The light at Clover Court is so long that Alma Street is faster.",
        5, "response",
        ("Fewer cars at school time", "Cars from 7:30 to 8:30", "cars", 210, 80, None),
        ("Count again every month", "Stand at the corner in the first week"),
        ("Ask parents to walk the last block", "Try a one-way hour for a month"),
        scene="crossing",
    ),
    Story(
        "22", "theft", "Cannery Park",
        "Bikes disappear from the rack at Cannery Park",
        "Bikes are taken from the rack in the evening. A new place and better locks are tried.",
        "Se roban bicicletas por la tarde. Probamos otro lugar y mejores candados.",
        "11 bikes in three months, most between five and eight in the evening.",
        ("One or two people with a bolt cutter", "Not known", "Players of the evening league",
         "The league; the hall’s staff", "The rack is behind the hall, out of sight",
         "Parks Department"),
        "Nobody can see the rack from the hall or the field.",
        4, "response",
        ("Fewer bikes stolen", "Bikes stolen", "in three months", 11, 3, None),
        ("Mark bikes at two league nights",),
        ("Move the rack to the front of the hall", "The league watches the rack in turns"),
        scene="wall",
    ),
    Story(
        "31", "noise", "Ninth and Depot",
        "Burnouts at Ninth and Depot on Saturday nights",
        "Cars spin at the crossing on Saturday nights and people cannot sleep.",
        "Los carros queman llantas los sábados por la noche y la gente no puede dormir.",
        "Nine Saturdays of twelve; 10 to 30 cars; neighbors sent the hours.",
        ("Drivers who meet through a chat group", "Car clubs that race on the track",
         "Sixty homes around the crossing", "The corner store",
         "Four wide lanes, no island", "Streets Department"),
        "",
        2, "analysis",
        ("Quiet Saturdays", "Saturdays with burnouts", "of 12", 9, 2, None),
    ),
    Story(
        "11", "threats", "the 22 bus stop on Pear Lane",
        "Phones taken from students at the bus stop on Pear Lane", "", "",
        "Four concerns in a month, all after three in the afternoon.",
        ("", "", "", "", "", ""), "", 1, "scanning",
        ("", "", "", 0, 0, None),
    ),
    Story(
        "33", "lighting", "Kestrel Park",
        "Dark path through Kestrel Park", "", "",
        "Lamps broken in one night in October.",
        ("", "", "", "", "", ""), "", 6, "closed",
        ("", "", "", 0, 0, None),
        ended="not_a_problem",
        lessons="It was one night of broken lamps. They were mended within ten days, and it did not"
        " happen again.",
    ),
)  # fmt: skip
