"""What people in Linden Ferry say. Every line was written for the demo city."""

from __future__ import annotations

# category -> lines a resident might write; {spot} is a place they would name
CONCERNS_EN: dict[str, tuple[str, ...]] = {
    "speeding": (
        "Cars race past {spot} when school lets out. My son waits on the curb until it is quiet.",
        "Drivers do not stop at {spot}. I was nearly hit twice this month with the stroller.",
        "Trucks cut through by {spot} before six in the morning to miss the light.",
        "People run the stop sign near {spot} every evening around half past five.",
        "Someone does burnouts at {spot} on Saturday nights. It goes on past midnight.",
        "The crossing at {spot} is too wide for older people to make it on one light.",
    ),
    "noise": (
        "Loud music near {spot} three nights this week, until two in the morning.",
        "Motorbikes rev their engines at {spot} after eleven. We have a newborn.",
        "Fireworks at {spot} most weekends. My father has PTSD and hides in the bath.",
        "The bar by {spot} props its back door open and we hear every word.",
        "Deliveries at {spot} start at four in the morning with the radio on.",
    ),
    "lighting": (
        "Three street lights are out near {spot}. It is pitch dark when I walk home from work.",
        "The bus stop by {spot} has no light. Girls from the high school wait there at six.",
        "The lamp at {spot} flickers and goes off for hours.",
        "You cannot see the steps at {spot} after sunset. A neighbor fell last week.",
    ),
    "parks": (
        "There are needles in the grass near {spot}. Children play there.",
        "Groups drink at {spot} from noon and shout at people going by.",
        "The playground at {spot} is taken over by older kids after dark and little ones are scared.",
        "Someone sleeps by {spot} and seems unwell. I want them to get help, not trouble.",
        "The fence at {spot} has a hole and people cut through at night.",
    ),
    "theft": (
        "Packages have been taken from our porch near {spot} four times since last month.",
        "Car windows get broken at {spot}, always between Sunday night and Monday morning.",
        "Bikes disappear from the rack at {spot}. Two neighbors lost theirs this week.",
        "Somebody tries the car doors along the street by {spot} around three at night.",
        "Fresh graffiti at {spot} again. We painted over it on Sunday.",
    ),
    "parking": (
        "A car with flat tires has stood at {spot} for six weeks.",
        "Vans block the wheelchair ramp at {spot} every market day.",
        "Cars park on the sidewalk at {spot} and I have to push the stroller into the road.",
        "Scooters are left across the path at {spot}. My wife uses a wheelchair.",
    ),
    "threats": (
        "I do not feel safe waiting at {spot} after nine. There are fights most Fridays.",
        "People are buying and selling something at {spot} at all hours. We see it from the kitchen.",
        "A dog runs loose near {spot} and has chased my kids twice.",
        "The empty building by {spot} is open and people go in and out at night.",
        "Kids are being pushed to hand over phones on the way past {spot} after school.",
    ),
    "policing": (
        "Nobody answers when we call about {spot} in Spanish.",
        "I reported the trouble at {spot} in spring and never heard what happened.",
        "I would like to meet the officer for {spot}. We do not know who it is.",
        "Can someone come to our building near {spot} and explain how to report things?",
    ),
}

CONCERNS_ES: dict[str, tuple[str, ...]] = {
    "speeding": (
        "Los carros pasan muy rápido por {spot} a la salida de la escuela. Tengo miedo por mis hijos.",
        "Nadie para en el cruce de {spot}. Ayer casi atropellan a una señora mayor.",
    ),
    "noise": (
        "Hay música muy fuerte cerca de {spot} tres noches por semana, hasta las dos de la mañana.",
        "Las motos hacen mucho ruido en {spot} después de las once. Mi mamá está enferma.",
    ),
    "lighting": (
        "No hay luz en la parada de {spot}. Mi hija espera ahí a las seis de la mañana.",
        "Las lámparas de {spot} llevan un mes apagadas y da miedo pasar.",
    ),
    "parks": (
        "Hay jeringas en el pasto cerca de {spot}. Los niños juegan ahí.",
        "Por las tardes hay gente tomando en {spot} y las familias ya no van.",
    ),
    "theft": (
        "Nos han robado paquetes de la puerta cerca de {spot} cuatro veces este mes.",
        "Rompen los vidrios de los carros en {spot}, casi siempre los domingos por la noche.",
    ),
    "parking": (
        "Las camionetas tapan la rampa de {spot} los días de mercado y mi papá usa silla de ruedas.",
    ),
    "threats": (
        "No me siento segura esperando en {spot} después de las nueve. Los viernes hay peleas.",
        "Le quitan el teléfono a los muchachos cuando pasan por {spot} al salir de la escuela.",
    ),
    "policing": (
        "Cuando llamamos por lo de {spot} nadie contesta en español.",
        "Reporté el problema de {spot} en la primavera y nunca supe qué pasó.",
    ),
}

WISHES = (
    "", "", "", "Someone to come by at the right hour.", "A light, or a camera the neighbors agree to.",
    "Just tell us what can be done.", "Talk to the kids, do not arrest them.", "Paint the crossing again.",
)  # fmt: skip

ANSWERS: dict[str, tuple[str, ...]] = {
    "speeding": (
        "I stood there on two afternoons and saw what you mean. The traffic unit will count cars for a week, and I will tell you the numbers.",
        "The Streets Department put the crossing on its paint list for this month. Until then I will be there when school lets out.",
    ),
    "noise": (
        "I spoke with the owner. The door stays shut after ten from now on. Please tell me if it does not.",
        "We came by three nights in a row. Two were loud, and we asked them to stop. We will keep passing by on weekends.",
    ),
    "lighting": (
        "I checked it after dark: three lamps are out. The city has the order and gave us a date.",
        "A lamp is ordered. Until it is up, the bus waits at the next stop, which is lit.",
    ),
    "parks": (
        "Harbor Health now cleans that corner on Mondays and Thursdays and offers care to people who are there.",
        "I walked through with the parks crew. The fence will be mended, and we pass by at closing time.",
    ),
    "theft": (
        "We looked at when it happens and changed our rounds to fit. The block club will share a drop-off point for packages.",
        "Thank you for telling us the hour. Two of us will be there on Sunday nights for a month, and I will write to you after.",
    ),
    "parking": (
        "The car got its notice today. If it is still there in seven days it is towed.",
        "We asked the market to keep the ramp clear and they put out cones. I will look again next market day.",
    ),
    "threats": (
        "We walk there on Friday and Saturday nights for six weeks and then come back and ask you if it helped.",
        "The owner was told to close the building and has ten days. I will check it on the eleventh.",
    ),
    "policing": (
        "You can write to me here in any language and I will answer. I am also at the library on the first Tuesday.",
        "I am sorry that nobody told you. I found your report and this is what was done with it.",
    ),
}

ANSWERS_ES = (
    "Fui a ver el lugar dos veces esta semana. Ya pedimos que lo arreglen y le escribo cuando tenga la fecha.",
    "Gracias por decirnos la hora. Vamos a pasar por ahí los fines de semana y le cuento lo que vimos.",
)

# name, language, what an answer may begin with
TEMPLATES = (
    (
        "We went to look",
        "en",
        "I went to look at {place} and saw what you mean. This is what happens next: ",
    ),
    (
        "Not ours, and whose",
        "en",
        "This one belongs to another office. I sent them your words on {date}, and their answer will stand here.",
    ),
    (
        "We need to know more",
        "en",
        "Thank you for telling us about {place}. At what hour, and on which days, is it worst?",
    ),
    (
        "Fuimos a ver",
        "es",
        "Fui a ver {place} y entiendo lo que usted dice. Esto es lo que sigue: ",
    ),
    (
        "Necesitamos saber más",
        "es",
        "Gracias por contarnos lo de {place}. ¿A qué hora y qué días es peor?",
    ),
)

VOICES = (
    "",
    "",
    "",
    "The same on our side of the street.",
    "It woke my kids too.",
    "Lo mismo aquí.",
)

OUTCOMES: dict[str, tuple[str, ...]] = {
    "speeding": ("The crossing was painted and cars now slow down. We measured it.",),
    "noise": ("The owner keeps the door shut, and neighbors say it is quieter.",),
    "lighting": ("The lamps work again. We checked after dark.",),
    "parks": ("The corner is cleaned twice a week and the fence is mended.",),
    "theft": ("Four weeks without a break-in on that block. We keep the new rounds.",),
    "parking": ("The car is gone and the ramp is clear.",),
    "threats": ("Calls about fights there fell by nearly half in six weeks.",),
    "policing": ("We met, and you know who to call now.",),
}

OUTCOMES_ES = (
    "Ya quedó arreglado. Fuimos a comprobarlo de noche.",
    "Hablamos con los dueños y con los vecinos, y desde entonces está más tranquilo.",
    "Cambiamos el horario de nuestras rondas. Van cuatro semanas sin problemas.",
)

REASONS_NOT = (
    "This one belongs to the Streets Department. We sent them your words and keep their number on file.",
    "The land is the rail company's. We wrote to them twice, and their answer is below.",
    "We cannot put an officer at one corner every night. We come by when we can, and this is why.",
    "It is allowed there until ten. We told the owner that neighbors mind, and it is up to them.",
)

REASONS_NOT_ES = (
    "Esto le toca al departamento de calles. Les mandamos sus palabras y guardamos el número del caso.",
    "No podemos poner a un agente en una esquina todas las noches. Pasamos cuando podemos, y por eso se lo decimos.",
)

THANKS = ("It works, thank you.", "Better, but Fridays are still loud.", "Thank you for coming by.")
THANKS_ES = ("Gracias, ya se ve mejor.", "Está mejor, pero los viernes sigue el ruido.")

OUTREACH: tuple[tuple[str, str], ...] = (
    # type, what happened
    ("meeting", "Neighbors asked when the walk signal comes. We said what we know and promised to write when the date is set."),
    ("patrol", "Walked the length of the street at closing time. Shop owners said it is calmer, and asked us to keep coming on Fridays."),
    ("business", "Seven shops visited. Four had trouble with bikes taken from the rack. They want it moved under the lamp."),
    ("school", "Talked with two classes about the way home. They named the corner they avoid and why."),
    ("door_knock", "Knocked on two dozen doors about the dark steps. People want a light and are willing to sign for it."),
    ("office_hours", "Nine people came by. Three asked about parking, two how to report in Spanish, the rest to say hello."),
    ("watch", "The block club set up a drop-off point for packages and asked for one talk on what to do when someone tries car doors."),
    ("youth", "Played one game, then listened. They would like the court lights on until nine."),
)  # fmt: skip

PARTNERS: tuple[tuple[str, str, str], ...] = (
    ("Harbor Families", "non_profit", "Help with food, rent and school for families, in Spanish, Vietnamese and English."),
    ("Harbor Health", "health", "Street nurses and a walk-in clinic. Nobody is asked for papers."),
    ("Second Street Church", "faith", "Co-hosts the Millrace meetings and opens its hall on cold nights."),
    ("Fairmeadow School", "school", "Teachers and parents who want a safe way home."),
    ("Eastbank Traders", "business", "Shops along Bridge Road that look out for one another."),
    ("Orchard Hill Neighbors", "neighborhood", "A block club with twelve captains and a phone tree."),
    ("River Youth", "youth", "Boxing, homework and a quiet room for ages 10 to 19."),
    ("Casa Abierta", "cultural", "Music, law clinics and Spanish story hours at Old Depot."),
    ("Linden Ferry Streets Department", "government", "Lamps, crossings, humps and paint."),
    ("Southfield Tenants", "neighborhood", "Tenants of the four towers by Kestrel Park."),
    ("Lantern Square Market", "business", "Forty stalls, Wednesdays and Saturdays."),
    ("Ferry Point Mosque", "faith", "Friday suppers for anyone, and a youth soccer team."),
)  # fmt: skip

FIRST_NAMES = (
    "Ines", "Theo", "Amara", "Jonah", "Linh", "Marisol", "Petra", "Kofi", "Noor", "Selma", "Davor", "Yuki",
    "Tomas", "Brisa", "Elias", "Hana", "Mateo", "Orla", "Rafi", "Zuri", "Anouk", "Cyrus", "Dalia", "Emre",
)  # fmt: skip
LAST_NAMES = (
    "Raman", "Lindqvist", "Okafor", "Haas", "Delmar", "Quispe", "Thornbury", "Vasquez-Lund", "Abara", "Pell",
    "Marchetti", "Oyelaran", "Brandvold", "Tran-Hill", "Castellan", "Ferrow", "Ibekwe", "Novakov", "Sorrel", "Wray",
)  # fmt: skip
