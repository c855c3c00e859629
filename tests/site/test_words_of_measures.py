"""
What measures say of themselves, in every language.
"""

from __future__ import annotations

import re
import string
import tomllib
from importlib.resources import files

import pytest
from markupsafe import Markup
from measure_sentences import sentences

from custodes.errors import CustodesError
from custodes.measures import catalog
from custodes.measures._view import FILLED_BY
from custodes.site._translate import told, told_plain, translated
from custodes.site._words import FIRST, languages, speaking
from small_datasets import every_table_empty

OTHERS = [name for name in languages() if name != FIRST]


def toml(missing):
    return "\n".join(f"{sentence!r} = ''" for sentence in sorted(missing))


@pytest.mark.parametrize("name", OTHERS)
def test_every_sentence_of_every_measure_is_translated(name):
    missing = {s for s in sentences() if translated(s, name) is None}
    assert not missing, f"add to words/measures.{name}.toml:\n{toml(missing)}"


@pytest.mark.parametrize("name", OTHERS)
def test_what_measures_answer_of_empty_tables_is_translated(name, tmp_path):
    view = every_table_empty(tmp_path)
    said = set()
    for measure in catalog().values():
        try:
            found = measure.compute(view)
        except CustodesError:
            continue
        said |= {found.title, *found.caveats}
        said |= {loss.why for part in found.ledger.parts for loss in part.losses}
    assert len(said) > 50
    missing = {s for s in said if translated(s, name) is None}
    assert not missing, f"add to words/measures.{name}.toml:\n{toml(missing)}"


@pytest.mark.parametrize("name", OTHERS)
def test_a_translation_keeps_the_values_of_its_sentence(name):
    file = files("custodes.site") / "words" / f"measures.{name}.toml"
    for english, other in tomllib.loads(file.read_text("utf-8"))["sentences"].items():
        fields = [f for _, f, _, _ in string.Formatter().parse(other) if f is not None]
        assert len(fields) == english.count("{}"), english
        # A year or a number that the sentence itself names is in the other too.
        numbers = re.findall(r"\d+", english)
        assert sorted(numbers) == sorted(re.findall(r"\d+", other)), english


def test_a_sentence_is_told_in_the_language_spoken():
    text = "How many were released after a final order of removal, and under what?"
    assert told(text) == text
    with speaking("es"):
        assert told(text).startswith("¿Cuántas personas fueron liberadas")


def test_values_stay_and_what_they_name_is_translated_too():
    with speaking("es"):
        assert told("Removed first, days 366 to 730") == "Expulsadas antes, días 366 a 730"
        assert told("Back in custody within 365 days, share, highest") == (
            "De nuevo en custodia en 365 días, proporción, la más alta"
        )


def test_what_a_dataset_lacks_is_told_in_every_language():
    tables = [t for m in catalog().values() for t in m.needs]
    for name in OTHERS:
        for table in tables:
            needs = f"{table} ({FILLED_BY[table]})"
            assert translated(needs, name) is not None, needs
    text = f"'x' has nothing to count in this dataset; build it with {needs}; or {needs}."
    with speaking("es"):
        assert told(text).count(told_plain(needs)) == 2
        assert "; o " in told(text)


def test_what_has_no_translation_stays_english_and_says_so():
    strange = "Nobody <b>wrote</b> this."
    with speaking("es"):
        marked = told(strange)
        assert isinstance(marked, Markup)
        assert marked == '<span lang="en">Nobody &lt;b&gt;wrote&lt;/b&gt; this.</span>'
        assert told_plain(strange) == strange
        assert told("") == ""
    assert not isinstance(told(strange), Markup)
