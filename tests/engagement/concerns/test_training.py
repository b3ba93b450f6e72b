"""An agency learns its own words from concerns that people have labelled."""

import csv
import json

import pytest
from django.core.management import CommandError, call_command

from engagement.concerns import training
from engagement.concerns.suggestion import suggest
from tests.real_data import real

LINES = [
    *[(f"The river floods the lower path again, week {n}", "Flood") for n in range(6)],
    *[(f"Pétanque players shout on the lawn, day {n}", "Games") for n in range(6)],
    *[(f"Zebedee {n} wrote one line about a unicorn{n}", "Other") for n in range(6)],
]


@pytest.fixture
def labelled(tmp_path):
    path = tmp_path / "lines.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["words", "label"])
        writer.writerows(LINES)
    return path


def train(*files, out, **options):
    call_command("train_categories", *map(str, files), out=out, **options)
    return json.loads(out.read_text(encoding="utf-8"))


def test_the_words_that_tell_one_category_from_the_others_are_written(labelled, tmp_path, capsys):
    out = tmp_path / "words.json"
    names = ["Flood=crossings", "Games=parks"]
    learned = train(labelled, out=out, text="words", category="label", map=names)
    assert learned["crossings"]["river floods"] >= 1
    assert "petanque" in learned["parks"]
    assert "the" not in learned["parks"]
    assert "crossings: 6 lines" in capsys.readouterr().out


def test_what_was_learned_is_used(labelled, tmp_path, settings):
    out = tmp_path / "words.json"
    train(labelled, out=out, text="words", category="label", map=["Flood=crossings", "Games=parks"])
    settings.CATEGORY_WORDS = str(out)
    assert suggest("The river floods the gardens").slug == "crossings"


def test_a_word_of_one_or_two_texts_is_not_learned():
    learned = training.learn([(text, label) for text, label in LINES], 60)
    assert not any("unicorn" in phrase and phrase[-1].isdigit() for phrase in learned["Other"])
    rare = training.learn([("Walter plays drums", "a"), ("Walter sings", "a"), ("x y z", "b")], 60)
    assert rare == {"a": {}, "b": {}}


def test_a_file_without_the_columns_is_refused_in_a_sentence(labelled, tmp_path):
    with pytest.raises(CommandError, match="There is no column category or text"):
        train(labelled, out=tmp_path / "words.json")
    with pytest.raises(CommandError, match="cannot be read"):
        train(tmp_path / "nowhere.csv", out=tmp_path / "words.json")
    with pytest.raises(CommandError, match="LABEL=CATEGORY"):
        train(labelled, out=tmp_path / "words.json", map=["Flood"])
    with pytest.raises(CommandError, match="at least two categories"):
        train(labelled, out=tmp_path / "w.json", text="words", category="label", map=["Flood=a"])


@pytest.mark.real_data
def test_it_learns_from_answers_that_a_real_city_has_coded_by_hand(tmp_path, capsys):
    path = real("free_text/santa_monica_wellbeing_2014_open_ended_coded.csv")
    learned = train(path, out=tmp_path / "words.json", text="Fullstring", category="Category 1")
    told = capsys.readouterr().out
    right = int(told.split("Right for ")[1].split("%")[0])
    assert len(learned) > 5
    assert right >= 40  # the commonest of seventeen categories is right for 20
