"""An old number never silently changes: who counts otherwise says so, with a new version."""

from __future__ import annotations

import hashlib
import json
from dataclasses import astuple
from pathlib import Path

import pytest

from metrics.dashboards.rollups.facts import FACTS
from metrics.dashboards.rollups.subjects import SUBJECTS

KNOWN = json.loads(Path(__file__).with_name("definitions.json").read_text(encoding="utf-8"))
WHAT_TO_DO = """
The way `{name}` is counted is not the one that was written down. If a number means something else
now, raise the version of each fact it touches in rollups/facts.py. Then write {now} as
“counted_by” and the versions as “versions” of it into definitions.json beside this test.
"""


def counted_by(subject):
    """What makes the counts, apart from settings of one agency."""
    sources = [astuple(each) for each in subject.sources]
    words = repr((sources, subject.by_instant, subject.standing))
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def versions(subject):
    return {name: FACTS[name].version for name in (*subject.facts, *subject.standing_facts)}


@pytest.mark.parametrize("name", sorted(SUBJECTS))
def test_what_is_counted_otherwise_has_a_new_version(name):
    subject = SUBJECTS[name]
    now = counted_by(subject)
    assert KNOWN[name]["counted_by"] == now, WHAT_TO_DO.format(name=name, now=now)
    assert KNOWN[name]["versions"] == versions(subject)


def test_every_fact_is_counted_by_one_subject():
    counted = [
        fact for subject in SUBJECTS.values() for fact in (*subject.facts, *subject.standing_facts)
    ]
    assert sorted(counted) == sorted(FACTS)
