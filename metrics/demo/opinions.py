"""What residents wrote in their own words: most of it shown, some waiting, some withheld."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from metrics.demo import resident_words as words
from metrics.demo.bulk import copy_in
from metrics.surveys.models import OwnWords, Question
from portal.accounts.models import User

if TYPE_CHECKING:
    from metrics.demo.city import City
    from metrics.surveys.models import Wave

TEXTS = 40
IN_SPANISH = 0.25
NOT_SHOWN = 0.1
# Of an old wave a few are left to read, of the newest most.
NOT_READ = {True: 0.05, False: 0.6}


def write_down(city: City, wave: Wave, *, all_read: bool) -> None:
    """About forty texts a wave; fewer where few people are asked for at all."""
    question = Question.objects.get(section__instrument=wave.instrument, code="next")
    reader = User.objects.get(email="command@demo.example")
    read_at = min(wave.closes_at + timedelta(days=3), city.now)
    texts = []
    for _ in range(min(TEXTS, max(3, city.responses // 20))):
        written = OwnWords(
            pk=UUID(int=city.dice.getrandbits(128), version=4), wave=wave, question=question
        )
        _say(city, written)
        # Those who answer for the police read nothing of a wave that others run.
        if wave.operator_id or city.chance(NOT_READ[all_read]):
            written.state, written.why = OwnWords.State.HELD, ""
        else:
            written.read_at, written.read_by = read_at, reader
        texts.append(written)
    copy_in(OwnWords, texts)


def _say(city: City, written: OwnWords) -> None:
    written.state = OwnWords.State.SHOWN
    spanish = city.chance(IN_SPANISH)
    line = city.dice.choice(words.SPANISH if spanish else words.ENGLISH)
    if city.chance(NOT_SHOWN):
        written.why, line = city.dice.choice(words.POINTS)
        written.state = OwnWords.State.WITHHELD
        spanish = line.startswith("El ")
    written.text = line.format(spot=city.dice.choice(city.place().spots))
    written.language = "es" if spanish else "en"
