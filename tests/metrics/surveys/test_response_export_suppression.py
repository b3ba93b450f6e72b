from collections import Counter
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from metrics.surveys.words.deidentified import coarse_weights, suppressed, suppressed_in_turn

FLOOR = 5
trait = st.sampled_from(["", "a", "b", "c"])
who = st.tuples(trait, trait, trait)
how = st.tuples(trait, trait)
sizes = st.integers(min_value=1, max_value=9)
tables = st.dictionaries(who, sizes, min_size=1, max_size=30)
tables_in_turn = st.dictionaries(st.tuples(who, how), sizes, min_size=1, max_size=40)


def alike(counts, shown):
    found = Counter()
    for traits, n in counts.items():
        found[shown[traits]] += n
    return found


@given(tables)
def test_whatever_is_shown_is_shared_by_enough(counts):
    shown = suppressed(counts, FLOOR)
    if sum(counts.values()) < FLOOR:
        assert set(shown.values()) == {("", "", "")}
    else:
        assert min(alike(counts, shown).values()) >= FLOOR


@given(tables_in_turn)
def test_both_parts_together_are_shared_by_enough(counts):
    shown = suppressed_in_turn(counts, FLOOR)
    found = alike(counts, shown)
    if sum(counts.values()) < FLOOR:
        assert not any(any(who) for who, _how in found)
    else:
        assert min(found.values()) >= FLOOR


@given(tables)
def test_nothing_is_made_up(counts):
    for was, now in suppressed(counts, FLOOR).items():
        assert all(after in {before, ""} for before, after in zip(was, now, strict=True))


@given(tables, st.randoms())
def test_the_order_of_the_answers_makes_no_difference(counts, lot):
    mixed = list(counts.items())
    lot.shuffle(mixed)
    assert suppressed(dict(mixed), FLOOR) == suppressed(counts, FLOOR)


@given(st.dictionaries(st.decimals("0.2", "5", places=2), sizes, min_size=1, max_size=30))
def test_weights_are_shared_by_enough_and_keep_their_sum(counts):
    coarse = coarse_weights(counts, FLOOR)
    found = Counter()
    for weight, n in counts.items():
        found[coarse[weight]] += n
    if sum(counts.values()) >= FLOOR:
        assert min(found.values()) >= FLOOR
    before = sum(weight * n for weight, n in counts.items())
    after = sum(weight * n for weight, n in found.items())
    assert abs(before - after) < Decimal("0.02")


def test_what_is_common_stays():
    counts = {("young", "woman"): 8, ("old", "man"): 9}
    assert suppressed(counts, FLOOR) == {traits: traits for traits in counts}


def test_the_rarest_trait_goes_first():
    counts = {("young", "woman"): 8, ("old", "woman"): 2, ("young", "man"): 20}
    shown = suppressed(counts, FLOOR)
    # The two would stand alone as women of no age: they join those of whom nothing is shown,
    # who would be two; so the smallest group joins them.
    assert shown["old", "woman"] == ("", "")
    assert shown["young", "woman"] == ("", "")
    assert shown["young", "man"] == ("young", "man")


def test_a_trait_left_out_makes_people_alike():
    counts = {("young", "woman"): 3, ("old", "woman"): 2, ("middle", "woman"): 9}
    shown = suppressed(counts, FLOOR)
    assert shown["young", "woman"] == shown["old", "woman"] == ("", "woman")
