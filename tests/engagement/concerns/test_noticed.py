"""What the second screen points out: the kind, and words that are better left out."""

import json

import pytest

from engagement.concerns import looks, suggestion
from engagement.concerns.categories import KINDS, seed
from engagement.concerns.models import Category, Concern
from engagement.concerns.suggestion import suggest
from metrics.demo import words

# Where the demo city's own label is broader than what the line is about.
LABELLED_BY_HAND = {
    "The crossing at {spot} is too wide": "crossings",
    "Groups drink at {spot}": "drugs",
    "Someone sleeps by {spot}": "care",
    "Fresh graffiti at {spot}": "damage",
    "People are buying and selling": "drugs",
    "A dog runs loose near {spot}": "animals",
    "The empty building by {spot}": "buildings",
    "Por las tardes hay gente tomando": "drugs",
}
# Written after the words were chosen, and never used to choose them.
UNSEEN = [
    ("Someone shoots off firecrackers every night and my baby wakes up", "noise"),
    ("The neighbors have a party each Thursday with the bass turned up", "noise"),
    ("People do eighty down our street and nobody slows for the kids", "speeding"),
    ("Big trucks ignore the red light on Main and go way too fast", "speeding"),
    ("The signal for pedestrians is so short that we get stuck in the middle", "crossings"),
    ("There is a deep pothole and cyclists fall", "crossings"),
    ("A truck is parked across our driveway every morning", "parking"),
    ("There is an abandoned car with no plates in front of the clinic", "parking"),
    ("All the street lights on our block have been off since the storm", "lighting"),
    ("The alley is so dark that I take the long way", "lighting"),
    ("Somebody dumps mattresses behind the laundromat", "trash"),
    ("The bins overflow and the whole corner smells", "trash"),
    ("Vacant house with a broken door, people light fires inside", "buildings"),
    ("Kids keep tagging the wall of the church", "damage"),
    ("My bike was stolen from the hallway", "theft"),
    ("They broke into three garages on our street", "theft"),
    ("People deal drugs out of a van by the bus stop", "drugs"),
    ("We heard shots again on Saturday around midnight", "guns"),
    ("A man follows women from the station and threatens them", "threats"),
    ("The playground swings are broken and no one fixes them", "parks"),
    ("Parents block the school gate at drop off and it is chaos", "schools"),
    ("An elderly neighbor seems confused and wanders around at night", "care"),
    ("Stray dogs run in a pack near the market", "animals"),
    ("I called the police twice and nobody came", "policing"),
    ("El vecino pone la música a todo volumen hasta las tres", "noise"),
    ("Los coches van a toda velocidad por la avenida", "speeding"),
    ("Hay un bache enorme en la esquina y la gente se cae", "crossings"),
    ("Un carro abandonado lleva meses en la calle", "parking"),
    ("La calle está muy oscura, las farolas no funcionan", "lighting"),
    ("Tiran basura y escombros en la esquina", "trash"),
    ("Me robaron la bicicleta en la puerta de mi casa", "theft"),
    ("Venden droga frente a la tienda a cualquier hora", "drugs"),
    ("Se oyen disparos casi todos los fines de semana", "guns"),
    ("Unos perros sueltos atacan a la gente en el callejón", "animals"),
    ("Llamé a la policía y no vinieron", "policing"),
    ("En el parque los columpios están rotos", "parks"),
]


@pytest.fixture(autouse=True)
def _the_kinds_we_start_with():
    seed(Category)


def labelled():
    for lines_of in (words.CONCERNS_EN, words.CONCERNS_ES):
        for slug, lines in lines_of.items():
            for line in lines:
                by_hand = (
                    kind for start, kind in LABELLED_BY_HAND.items() if line.startswith(start)
                )
                yield line.format(spot="the old mill"), next(by_hand, slug)


def right(lines):
    """The share of lines whose suggestion is what a person says."""
    found = [(line, slug, suggest(line)) for line, slug in lines]
    wrong = [(line, slug, got) for line, slug, got in found if not got or got.slug != slug]
    return 1 - len(wrong) / len(found), wrong


def test_the_suggestion_is_right_for_what_people_of_the_demo_city_say():
    share, wrong = right(list(labelled()))
    assert share >= 0.95, wrong


def test_the_suggestion_is_mostly_right_for_lines_it_was_not_made_for():
    share, wrong = right(UNSEEN)
    assert share >= 0.8, wrong


def test_the_suggestion_says_which_words_made_it():
    found = suggest("There is LOUD MUSIC near the mill, until two in the morning.")
    assert (found.slug, found.because) == ("noise", ("LOUD MUSIC", "until two in the morning"))
    assert suggest("Música, muy FUERTE música").slug == "noise"


@pytest.mark.parametrize("text", ["", "Hello", "???", "🚲", "Something happened here yesterday"])
def test_too_little_suggests_nothing(text):
    assert suggest(text) is None


def test_words_are_found_where_they_stand_whatever_the_letters():
    text = "İİİ ﬁ ß Ñandú — música fuerte"
    assert suggestion.fold(text).startswith("iii")
    assert len(suggestion.fold(text)) == len(text)
    assert suggest(text).because == ("música fuerte",)


def test_an_agency_can_bring_its_own_words(settings, tmp_path):
    own = tmp_path / "words.json"
    own.write_text(json.dumps({"parks": {"pétanque*": 3}}), encoding="utf-8")
    settings.CATEGORY_WORDS = str(own)
    assert suggest("The petanque players are out").slug == "parks"
    assert suggest("Loud music") is None


def test_every_suggested_category_is_one_we_offer():
    kinds = {kind.slug for kind in KINDS}
    assert set(json.loads(suggestion.SHIPPED.read_text(encoding="utf-8"))) <= kinds


def test_the_second_screen_chooses_it_and_says_that_a_computer_did(resident):
    page = resident.look_over(text="Loud music every night until two").text
    assert "We think this is about: Noise, because you wrote “Loud music”" in page
    assert "A computer suggests this. Change it if it is wrong." in page
    assert '<option value="noise" selected>' in page


def test_a_person_overrules_it(resident):
    resident.send(text="Loud music every night until two", category="parks")
    assert Concern.objects.get().category.slug == "parks"


def test_a_retired_category_is_not_suggested(resident):
    Category.objects.filter(slug="noise").update(retired=True)
    assert "We think this is about" not in resident.look_over(text="Loud music all night").text


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Call me at 312-555-0142 about it", "phone number: “312-555-0142”"),
        ("A red car, plate ABC 1234, races here", "license plate: “ABC 1234”"),
        ("Loud music from Walter Kowalczyk, at night", "someone’s name: “Walter Kowalczyk”"),
        ("Some black guys stand at the corner", "“black guys” tells how someone looks"),
        ("A man wearing a hoodie sells something", "“wearing a hoodie” tells how"),
        ("Unos tipos con capucha venden algo", "“con capucha” tells how"),
    ],
)
def test_what_is_better_left_out_is_pointed_out_before_sending(resident, text, words):
    page = resident.look_over(text=text).text
    assert "Before you send: is this needed?" in page
    assert words in page.replace("&#x27;", "'")
    assert "Change what you wrote" in page
    assert "Send it anyway" in page


def test_they_can_send_it_anyway(resident):
    resident.send(text="Call me at 312-555-0142 about it")
    assert Concern.objects.get().text == "Call me at 312-555-0142 about it"


def test_names_of_areas_are_no_names_of_people(resident, millrace):
    millrace.name = "Walter Kowalczyk"
    millrace.save()
    assert "is this needed" not in resident.look_over(text="Noise all over Walter Kowalczyk").text


def test_what_people_do_raises_no_warning(resident):
    page = resident.look_over(text="A white van drives past the black gate and honks all night.")
    assert "is this needed" not in page.text
    assert "Send my concern" in page.text


def test_the_same_look_is_pointed_out_once():
    assert looks.told_in("black men, then black men, then a woman with a turban") == [
        "black men",
        "with a turban",
    ]
