"""Any Django form gets whole fields: a label, a hint, what is wrong, and what leads to what."""

import re

import pytest
from django import forms
from django.template.loader import render_to_string

from portal.pages.kit import KitForm


@pytest.fixture
def form():
    return KitForm()


@pytest.fixture
def wrong():
    """A form with a date no one can read and one answer missing."""
    return KitForm({"words": "Motorbikes race.", "seen_on": "10/44", "kind": "a"})


def test_a_field_has_its_label_and_its_hint(form):
    field = form["words"].as_field_group()
    assert '<label class="usa-label" for="id_words">' in field
    assert 'aria-describedby="id_words_helptext"' in field
    assert 'id="id_words_helptext"' in field
    assert 'class="usa-textarea"' in field


def test_only_what_may_be_skipped_says_so(form):
    assert "you can skip this" in form["where"].as_field_group()
    assert "you can skip this" not in form["words"].as_field_group()


def test_a_wrong_field_says_what_to_do_and_keeps_what_was_typed(wrong):
    field = wrong["seen_on"].as_field_group()
    assert "Write the date like this: October 4." in field
    assert 'value="10/44"' in field
    assert 'aria-invalid="true"' in field
    assert re.search(r'aria-describedby="id_seen_on_error"', field)
    assert 'id="id_seen_on_error"' in field


@pytest.mark.parametrize(("name", "kind"), [("worst", "checkbox"), ("who", "radio")])
def test_choices_stand_in_a_group_with_a_legend(form, name, kind):
    field = form[name].as_field_group()
    assert "<fieldset" in field
    assert f'class="usa-{kind}__input"' in field
    assert f'class="usa-{kind}__label" for="id_{name}_0"' in field


def test_a_single_box_has_its_label_beside_it(form):
    field = form["agreed"].as_field_group()
    assert field.index('type="checkbox"') < field.index("usa-checkbox__label")


def test_a_class_the_form_gives_is_added_to_ours():
    class Short(forms.Form):
        seats = forms.IntegerField(widget=forms.NumberInput(attrs={"class": "cg-field--short"}))

    assert 'class="usa-input cg-field--short"' in Short()["seats"].as_field_group()


def test_hidden_fields_show_nothing():
    class Quiet(forms.Form):
        key = forms.CharField(widget=forms.HiddenInput, initial="7")

    assert Quiet()["key"].as_field_group().strip() == (
        '<input type="hidden" name="key" value="7" id="id_key">'
    )


def test_what_was_typed_is_escaped(wrong):
    evil = KitForm({"where": '"><script>alert(1)</script>'})
    assert "<script>" not in evil["where"].as_field_group()


def test_the_summary_leads_to_each_field(wrong):
    summary = render_to_string("components/error_summary.html", {"form": wrong})
    assert "2 things need another look" in summary
    assert 'href="#id_seen_on"' in summary
    assert 'href="#id_who_0"' in summary


def test_a_form_with_nothing_wrong_has_no_summary(form):
    assert not render_to_string("components/error_summary.html", {"form": form}).strip()
