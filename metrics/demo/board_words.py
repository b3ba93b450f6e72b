# ruff: noqa: E501  # one board, or one thing it asks, a line
"""What the boards of the demo city are, ask, and are answered."""

# name, kind, part of, code of the area, what it is for, seats
BOARDS = (
    ("Linden Ferry Community Advisory Board", "advisory", "", "", "Neighbors, schools, shops and faith groups who tell the police what residents need.", 11),
    ("Youth Council", "council", "", "", "People from 15 to 21 who look at how the police meet young people.", 9),
    ("Civilian Oversight Board", "review", "", "", "Reviews policies and complaints, apart from the police.", 7),
    ("Harbor Safety Council", "council", "", "3", "Residents and shops of the harbor district.", 7),
    ("Subcommittee on Language Access", "subcommittee", "Linden Ferry Community Advisory Board", "", "Interpreters, forms and signs in the languages of the city.", 5),
    ("Subcommittee on Older Adults", "subcommittee", "Linden Ferry Community Advisory Board", "", "Falls, fraud and getting around safely.", 5),
    ("Task Force on Foot Pursuits", "task_force", "", "", "Looked at when officers run after someone.", 8),
)  # fmt: skip

MEMBERS = (
    ("Ines Carrow", "chair", "tenants of Millrace"),
    ("Theo Balint", "vice", "shops on Ferry Street"),
    ("Adaeze Nwosu", "member", "parents of Eastbank school"),
    ("Lorenz Pike", "member", "people over 60"),
    ("Mai Tran", "member", "the Vietnamese association"),
    ("Hector Solana", "member", "the night shift at the port"),
    ("Ruth Abelard", "member", "Second Street Church"),
    ("Sergeant on duty", "liaison", "the police, without a vote"),
)

# title, topic, why, evidence
ASKED = (
    ("Call an interpreter before the first question, not after", "language", "Neighbors answer in half sentences and are misunderstood.", "Minutes of our March meeting."),
    ("Post every policy that is not secret by law", "policy", "People cannot hold anyone to a rule they cannot read.", ""),
    ("Teach officers to slow down with people in crisis", "crisis", "Families told us that calls end in force too soon.", "Twelve letters, names removed."),
    ("Ask young people to help write the school visit guide", "youth", "Visits feel like warnings, not like talks.", "Survey of 140 students."),
    ("Say within a day why a street was closed", "engagement", "Rumors run faster than the truth.", ""),
    ("Publish how many searches found nothing", "stops", "Only then can anyone tell whether they are worth it.", "Practice of three other cities."),
    ("Let people bring someone when they complain", "accountability", "Older neighbors do not dare to come alone.", ""),
    ("End foot pursuits at school fences", "force", "Children were knocked over twice this year.", "Two incident summaries."),
    ("Put the crosswalk at Ferry and Third on the list", "streets", "It is dark, wide and on the way to school.", "Count of 300 crossings in one hour."),
    ("Say in public which cameras are in use and for how long", "technology", "Nobody knows what is kept.", ""),
    ("Meet twice a year with people who were stopped", "stops", "Their view is missing at our table.", ""),
    ("Print the complaint form in Vietnamese", "language", "One in nine homes speaks it.", "City language survey."),
)  # fmt: skip

ANSWERS = {
    "accept": (
        "We agree. It costs little and helps at once. The training division begins this quarter.",
        "We agree. The draft order is written and goes to every shift.",
    ),
    "partly": (
        "We do this for patrol now. For detectives we need the county, and we have asked them.",
        "We take up the first half. The second half would need a new system, and there is no money this year.",
    ),
    "reject": ("State law does not let us. We have asked our representative to look at it.",),
}

ACTIONS = (
    ("Write the order and read it at every roll call", "Policy and Planning", "Read at every roll call in the first week."),
    ("Hold the course for every shift", "Training Division", "Held nine times; 132 of 140 officers came."),
    ("Put it on the website, in three languages", "Public Information Office", "It is up, and linked from the front page."),
)  # fmt: skip

WHY_LATER = "The city attorney has to read the draft order first."

FOOT = (
    ("Before the run", "Officers think of who may be hurt before they run after someone."),
    ("When they stop", "They stop when they lose sight, or at a school fence."),
    ("Afterwards", "A supervisor reviews each pursuit within seven days."),
)
CAMERAS = (
    ("Where they are", "A list of all fixed cameras is published and kept current."),
    ("How long it is kept", "Recordings are erased after 30 days unless a case needs them."),
    ("Who looks", "Every look is logged, and the log is audited twice a year."),
)
SAID = (
    (1, "Say who decides when two officers disagree.", "A crossing guard", "en"),
    (2, "La reja de la escuela no basta. También el parque.", "", "es"),
    (2, "Please name playgrounds too, not just schools.", "Parent", "en"),
    (3, "Seven days is too long. Three would do.", "", "en"),
    (None, "Thank you for asking before it is decided.", "", "en"),
    (None, "Officers need to be able to run. Do not tie their hands.", "Shop owner", "en"),
)
