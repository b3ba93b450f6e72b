"""What a resident who was drawn at random thinks of the police: as one person, in codes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from metrics.demo.places import PLACES
from metrics.demo.waves import MIDDLE
from metrics.surveys.models import Question

if TYPE_CHECKING:
    from metrics.demo.city import City
    from metrics.demo.places import Place

AGE_CODES = {"18-34": (1, 2), "35-54": (3, 4), "55+": (5, 6)}
# Share of people, and how much likelier they are to answer: older people do.
AGES = {"18-34": (0.31, 0.7), "35-54": (0.36, 1.0), "55+": (0.33, 1.4)}
SEXES = {"female": (1, 0.52, 1.1), "male": (2, 0.48, 0.9)}
RACES = {"white": (1, 1.1), "black": (2, 0.85), "hispanic": (3, 0.75), "asian": (4, 0.9),
         "other": (5, 0.9)}  # fmt: skip
# How trust differs between people, in points of ten.
BY_AGE = {"18-34": -0.6, "35-54": 0.0, "55+": 0.5}
BY_RACE = {"white": 0.3, "black": -0.7, "hispanic": -0.3, "asian": 0.1, "other": -0.2}
# Those who come to meetings trust more than those who never do.
AT_HOME = -0.5
A_QUARTER = 0.06
# A man was hurt during an arrest in the Mill District. What was promised there was kept.
DIPS = {("2", 3): -1.3, ("2", 4): -0.9, ("2", 5): -0.4, ("2", 6): -0.1}
# Scales and steps: how far the middle lies above that of trust, in points of ten.
SCALES = {"listen": 0.0, "respect": 0.6, "safe": 0.4}
FAIR = {"explain": -0.5, "decide_fairly": -0.1, "dignity": 0.5, "rights": 0.3}
UNKNOWN = {
    "listen": 0.06, "respect": 0.04, "safe": 0.01, "good_job": 0.05, "explain": 0.12,
    "decide_fairly": 0.14, "dignity": 0.07, "rights": 0.13, "cooperate": 0.03, "after_dark": 0.02,
}  # fmt: skip
WEIGHTS: dict[str, float] = {
    place.code: place.people * sum(share * RACES[race][1] for race, share in place.races.items())
    for place in PLACES
}


@dataclass
class Resident:
    """One person who answers: who they are, and what they say."""

    place: Place
    age: str
    sex: str
    race: str
    spanish: bool
    trust: float
    answers: dict[str, int | list[int]] = field(default_factory=dict)


def someone(city: City, quarter: int) -> Resident:
    """Drawn by lot among those who answer, in the eighth of eight quarters or an earlier one."""
    dice = city.dice
    place = dice.choices(PLACES, weights=list(WEIGHTS.values()))[0]
    age = dice.choices(list(AGES), weights=[share * keen for share, keen in AGES.values()])[0]
    sex = dice.choices(list(SEXES), weights=[share * keen for _, share, keen in SEXES.values()])[0]
    races = place.races
    race = dice.choices(
        list(races), weights=[share * RACES[each][1] for each, share in races.items()]
    )[0]
    middle = MIDDLE[place.code] + AT_HOME + A_QUARTER * quarter
    middle += BY_AGE[age] + BY_RACE[race] + DIPS.get((place.district, quarter), 0.0)
    spanish = race == "hispanic" and city.chance(0.45)
    return Resident(place, age, sex, race, spanish, dice.gauss(middle, 1.7))


def short_form(city: City, person: Resident) -> None:
    """The three questions from 0 to 10."""
    for code, above in SCALES.items():
        person.answers[code] = _known(city, code, _scale(city, person.trust + above))


def long_form(city: City, person: Resident, *, to_the_end: bool = True) -> None:
    """All of the general survey; someone who stops half-way leaves the rest out."""
    short_form(city, person)
    answers = person.answers
    answers["good_job"] = _known(city, "good_job", _step(city, person.trust, 5))
    for code, above in FAIR.items():
        answers[code] = _known(city, code, _step(city, person.trust + above, 5))
    if not to_the_end:
        return
    answers["cooperate"] = _known(city, "cooperate", _step(city, person.trust + 1.6, 4))
    dark = person.trust + (0.9 if person.sex == "male" else -0.7)
    answers["after_dark"] = _known(city, "after_dark", _step(city, dark, 4))
    answers["heard_from"] = sorted(city.dice.sample(range(1, 7), city.dice.choice((1, 1, 2, 3))))
    answers["contact"] = 1 if city.chance(0.24) else 2
    if answers["contact"] == 1:
        answers["contact_fair"] = _step(city, person.trust + 0.8, 4)
    answers["owns_home"] = city.dice.choices((1, 2, 3), (0.61, 0.33, 0.06))[0]
    who_they_are(city, person)


def who_they_are(city: City, person: Resident) -> None:
    """Age, sex, race or ethnicity; a few would rather not say."""
    told = {
        "age": city.dice.choice(AGE_CODES[person.age]),
        "gender": SEXES[person.sex][0],
        "race": RACES[person.race][0],
    }
    for code, said in told.items():
        person.answers[code] = Question.RATHER_NOT if city.chance(0.03) else said


def after_contact(city: City, person: Resident) -> None:
    """How an officer treated them, lately."""
    items = {
        "polite": 1.4, "heard_out": 0.5, "explained": 0.2, "treated_fairly": 0.8,
        "with_respect": 1.2, "told_next": -0.8,
    }  # fmt: skip
    for code, above in items.items():
        person.answers[code] = _known(city, code, _step(city, person.trust + above, 4))
    person.answers["satisfied"] = _step(city, person.trust + 0.5, 5)


def traits(person: Resident) -> dict[str, str]:
    """As the answers tell them, in the categories of the population counts."""
    told = person.answers
    known = {"age": person.age, "gender": person.sex, "race": person.race}
    columns = {"age": "age_band", "gender": "sex", "race": "race_ethnicity"}
    return {
        columns[code]: "" if told.get(code, Question.RATHER_NOT) in Question.MISSING else category
        for code, category in known.items()
    }


def _known(city: City, code: str, said: int) -> int:
    if city.chance(UNKNOWN.get(code, 0.03)):
        return Question.DONT_KNOW
    return said


def _scale(city: City, middle: float) -> int:
    return min(10, max(0, round(city.dice.gauss(middle, 1.3))))


def _step(city: City, middle: float, steps: int) -> int:
    """A step from 1, where 0 to 10 are cut into as many."""
    return min(steps, max(1, round(1 + city.dice.gauss(middle, 1.5) / 10 * (steps - 1))))
