"""Days are written in the order of each language."""

from datetime import date

import pytest
from django.conf import settings
from django.utils import formats, translation

from portal.formats.en import formats as english

SUNDAY = date(2026, 11, 22)


def names():
    return [name for name in vars(english) if name.endswith("_FORMAT")]


@pytest.mark.parametrize(
    ("language", "words"), [("en", "Sunday, November 22"), ("es", "domingo 22 de noviembre")]
)
def test_a_weekday_is_said_as_people_say_it(language, words):
    with translation.override(language):
        assert formats.date_format(SUNDAY, "WEEKDAY_FORMAT") == words


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
@pytest.mark.parametrize("name", names())
def test_every_language_has_every_format(language, name):
    assert formats.get_format(name, language) != name
