"""Whoever adds a text hears at once that it needs a translator."""

import gettext

import pytest
from django.core.management import CommandError, call_command

from portal.pages import translations

CODE = """
from django.utils.translation import gettext as _, ngettext, pgettext

def words(n):
    _("Raise a concern")
    ngettext("%(n)d day", "%(n)d days", n)
    return pgettext("button", "Close")
"""
PAGE = """{% load i18n %}
  {% translate "Meetings" %}
    {% blocktranslate with place=agency.place trimmed %}
      {{ place }} and its police
    {% endblocktranslate %}
  <p title="it's 95% sure">
  {% blocktranslate count n=days %}One day{% plural %}{{ n }} days{% endblocktranslate %}
"""


@pytest.fixture
def sources(tmp_path):
    """A small site with one module and one page."""
    for folder in translations.SOURCES:
        (tmp_path / folder).mkdir()
    (tmp_path / "portal" / "words.py").write_text(CODE)
    (tmp_path / "templates" / "page.html").write_text(PAGE)
    return tmp_path


@pytest.fixture
def catalog(sources):
    """Its Spanish catalog, with the texts found and none translated."""
    call_command("translations", "--update", root=str(sources))
    return sources / "locale" / "es" / "LC_MESSAGES" / "django.po"


def translate(path, text, *strings, flag=None):
    catalog = translations.read(path, "es")
    message = catalog.get(text)
    message.string = strings if len(strings) > 1 else strings[0]
    if flag:
        message.flags.add(flag)
    with path.open("wb") as file:
        translations.write_po(file, catalog)


def problems(sources, path):
    return {(p.kind, p.text) for p in translations.check(sources, path, "es")}


def test_texts_of_code_and_pages_are_found(catalog):
    found = {m.id for m in translations.read(catalog, "es") if m.id}
    assert found == {
        "Raise a concern",
        ("%(n)d day", "%(n)d days"),
        "Close",
        "Meetings",
        "%(place)s and its police",
        ("One day", "%(n)s days"),
    }


def test_a_text_keeps_its_context(catalog):
    assert translations.read(catalog, "es").get("Close", "button") is not None


def test_a_new_text_is_reported_as_missing(sources, catalog):
    (sources / "portal" / "more.py").write_text('_("Print this page")')
    assert ("missing", "portal/more.py: Print this page") in problems(sources, catalog)


def test_an_empty_translation_is_reported(sources, catalog):
    assert ("untranslated", "templates/page.html: Meetings") in problems(sources, catalog)


def test_one_empty_plural_is_reported(sources, catalog):
    translate(catalog, "%(n)d day", "%(n)d día", "")
    assert ("untranslated", "portal/words.py: %(n)d day") in problems(sources, catalog)


def test_a_doubtful_translation_is_reported(sources, catalog):
    translate(catalog, "Meetings", "Reuniones", flag="fuzzy")
    assert ("fuzzy", "templates/page.html: Meetings") in problems(sources, catalog)


def test_a_translation_that_loses_a_value_is_reported(sources, catalog):
    translate(catalog, "%(place)s and its police", "La ciudad y su policía")
    kind = ("placeholders differ", "templates/page.html: %(place)s and its police")
    assert kind in problems(sources, catalog)


def test_one_of_something_may_be_said_without_its_number(sources, catalog):
    translate(catalog, "One day", "Un día", "%(n)s días")
    assert not {text for _kind, text in problems(sources, catalog) if "One day" in text}


def test_updating_keeps_what_was_translated_and_drops_what_is_gone(sources, catalog):
    translate(catalog, "Meetings", "Reuniones")
    (sources / "portal" / "words.py").unlink()
    call_command("translations", "--update", root=str(sources))
    kept = {m.id: m.string for m in translations.read(catalog, "es") if m.id}
    assert kept["Meetings"] == "Reuniones"
    assert "Raise a concern" not in kept


def test_updating_twice_changes_nothing(sources, catalog):
    before = catalog.read_bytes()
    call_command("translations", "--update", root=str(sources))
    assert catalog.read_bytes() == before


def test_the_check_fails_until_everything_is_translated(sources, catalog):
    with pytest.raises(CommandError, match="6 texts need a translator"):
        call_command("translations", "--check", root=str(sources))
    for path in (sources / "portal" / "words.py", sources / "templates" / "page.html"):
        path.write_text("")
    call_command("translations", "--check", root=str(sources))


def test_the_compiled_catalog_is_what_the_site_reads(sources, catalog):
    translate(catalog, "Meetings", "Reuniones")
    call_command("translations", "--compile", root=str(sources))
    with catalog.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Meetings") == "Reuniones"


def test_a_language_nobody_has_begun_is_not_compiled(sources):
    call_command("translations", "--compile", root=str(sources))
    assert not list(sources.rglob("*.mo"))
