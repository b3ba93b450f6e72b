"""What residents write under “What should happen next?”. Every line was written for the demo."""

from __future__ import annotations

# With {spot}, a place they would name.
ENGLISH = (
    "Come back to the meetings and tell us what was done. We hear the promise and then nothing.",
    "Walk past {spot} in the evening. A car driving by is not the same.",
    "The officer at {spot} knows our names. Please do not move her every six months.",
    "Answer the non-emergency line. I waited twenty minutes and hung up.",
    "More light at {spot}, and somebody who says when it will be repaired.",
    "Talk to the young people before something happens, not after.",
    "I have no complaint. They came quickly when my mother fell.",
    "Explain why a street is closed. We only find out from the neighbors.",
    "Stop the racing near {spot}. We have asked for two years.",
    "Say sorry when you are wrong. It would cost nothing and change a lot.",
    "Put the numbers on paper for those of us who are not online.",
    "Send people who speak Spanish to {spot}. My father nods and understands nothing.",
    "Please treat my sons as you treat me.",
    "Keep the Saturday hours at {spot}. It is the only time I can come.",
    "What happened in spring must be told in full. Trust does not come back by waiting.",
    "The new crossing at {spot} helps. Thank you for listening.",
    "Knock, and say who you are. My children were afraid.",
    "Less talk about crime in other places, more about what is done here.",
    "Ask the school near {spot}. They know which corners are bad, and when.",
    "I called about {spot} four times. The fifth time someone called me back. That felt good.",
    "Officers should live here, or at least shop here.",
    "Let the board of residents see complaints, and say what came of them.",
    "Give the bus stop at {spot} a light before you give us another leaflet.",
    "Be patient with older people. We hear badly and we are not being rude.",
)
SPANISH = (
    "Que vuelvan a decirnos qué se hizo. Prometen y después no sabemos nada.",
    "Más luz en {spot}, y que alguien diga cuándo la van a arreglar.",
    "Que manden a alguien que hable español. Mi mamá tiene miedo de llamar.",
    "Caminen por {spot} en la tarde. Pasar en carro no es lo mismo.",
    "Gracias por el cruce nuevo en {spot}. Ahora los niños pasan seguros.",
    "Que traten a los jóvenes con respeto. Ellos también viven aquí.",
    "Cuando uno llama, que contesten. Esperé media hora.",
    "Que expliquen por qué paran a la gente en {spot}.",
    "Los oficiales del sábado son amables. Que no los cambien.",
    "Después de lo que pasó en primavera, queremos saber la verdad.",
    "Quiten los carros abandonados cerca de {spot}. Ya lo pedimos muchas veces.",
    "Que las reuniones sean más tarde. Salgo del trabajo a las siete.",
)
# Read, and not shown: why, and what was written.
POINTS = (
    ("points", "The family in the corner house across from {spot}, everybody knows what they do."),
    ("points", "Ask the woman who sells flowers at {spot} on Sundays. She saw all of it."),
    ("insults", "They are all the same, and so are you who write these questions."),
    ("nothing", "asdf asdf"),
    ("nothing", "no"),
    ("points", "El señor de la tienda de {spot} vende a menores, vayan el viernes."),
)
