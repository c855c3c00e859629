"""
A view that has answered other splits and limits answers the next as a fresh one does.
"""

import gc
from pathlib import Path

from custodes.measures import View, catalog
from small_datasets import manifest, moment, rows, view

MADE = dict.fromkeys(("ice-2026-03", "local"), "2026-03-10")
STINTS = [
    ("a", "SPM", "2026-03-01 08:00", "2026-03-04 08:00", "ice-2026-03", "MEXICO"),
    ("a", "CHI", "2026-03-04 09:00", "2026-03-06 08:00", "ice-2026-03", "MEXICO"),
    ("b", "CHI", "2026-03-02 09:00", None, "ice-2026-03", "CUBA"),
    ("c", "CHI", "2026-03-03 09:00", "2026-03-03 10:00", "ice-2026-03", "CUBA"),
    ("d", "SEA", "2026-03-03 09:00", "2026-03-05 10:00", "local", "CUBA"),
]
ASKED = [
    (["day"], {}),
    (["office"], {}),
    (["office"], {"country": "cuba"}),
    (["month"], {"release": "local"}),
    (["day"], {"from": "2026-03-03", "to": "2026-03-05"}),
    (["office"], {"from": "2026-03-03"}),
    (["day"], {}),
    ([], {"country": "MEXICO"}),
]


def stint(person, office, began, ended, release, country):
    return {
        "unique_identifier": person,
        "detention_facility_code": office,
        "area_of_responsibility": office,
        "book_in_date_time": moment(began),
        "book_out_date_time": moment(ended),
        "citizenship_country": country,
        "release": release,
    }


def answers(name, one, fresh, asked):
    measure = catalog()[name]
    for by, where in asked:
        yield measure.compute(one, by, where), measure.compute(fresh(), by, where)


def test_population_after_other_questions_is_that_of_a_fresh_view(tmp_path):
    made = manifest(MADE, scopes={"local": "Seattle"})
    one = view(tmp_path, {"stints": rows("stints", [stint(*s) for s in STINTS])}, made)

    def fresh():
        return View.over(one.tables, one.manifest)

    for again, first in answers("population", one, fresh, ASKED):
        assert again.table.equals(first.table)
        assert again.ledger == first.ledger
        assert again.table.num_rows > 0


def test_flows_after_other_questions_are_those_of_a_fresh_view(tmp_path):
    made = manifest(MADE, scopes={"local": "Seattle"})
    one = view(tmp_path, {"stints": rows("stints", [stint(*s) for s in STINTS])}, made)

    def fresh():
        return View.over(one.tables, one.manifest)

    asked = [(b, w) for b, w in ASKED if not {"from", "to"} & set(w)]
    for again, first in answers("flows", one, fresh, asked):
        assert again.table.equals(first.table)
        assert again.ledger == first.ledger


def test_what_does_not_fit_has_a_folder_that_goes_with_the_view():
    asked = View.over({}, manifest())
    (row,) = asked.engine.fetch("SELECT current_setting('temp_directory') AS folder").to_pylist()
    folder = Path(row["folder"])
    assert folder.stat().st_mode & 0o077 == 0
    del asked
    gc.collect()
    assert not folder.exists()
