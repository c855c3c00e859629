"""
What a page shows of a table: rows of numbers, and in a sentence what is hidden throughout.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace

from read_pages import read

from custodes.disclosure import Why
from custodes.site._shown import Heading, Link, Number, Section, Table
from custodes.site._templates import _environment
from custodes.site._words import words

HIDDEN = Number(None, why=Why.PROTECTS)
SMALL = Number(None, why=Why.SMALL)
HEADS = (Heading("Place", "place", number=False), Heading("A", "a"), Heading("B", "b"))


def table(*rows, total=False):
    return Table("t", "Caption", HEADS, tuple(rows), total=total)


def test_a_table_of_which_nothing_is_shown_is_all_hidden():
    assert table(("x", HIDDEN, HIDDEN), ("y", HIDDEN, Number(None))).all_hidden
    assert not table(("x", HIDDEN, HIDDEN), ("y", HIDDEN, Number(0))).all_hidden
    assert not table(("x", HIDDEN, SMALL)).all_hidden
    assert not table(("x", Number(None), Number(None))).all_hidden
    assert not table().all_hidden


def test_rows_of_which_nothing_is_shown_are_named_where_they_are_three():
    gone = [(n, HIDDEN, HIDDEN) for n in ("p", "q", "r")]
    shown = ("x", Number(12), HIDDEN)
    made = table(shown, *gone)
    assert (made.seen, made.veiled) == ((shown,), ("p", "q", "r"))
    assert table(shown, *gone[:2]).veiled == ()
    assert table(shown, *gone[:2]).seen == (shown, *gone[:2])


def test_a_row_that_says_small_stays_and_so_does_that_of_all():
    gone = [(n, HIDDEN, HIDDEN) for n in ("p", "q", "r")]
    small, whole = ("s", SMALL, HIDDEN), ("All", HIDDEN, HIDDEN)
    made = table(small, *gone, whole, total=True)
    assert made.seen == (small, whole)


def test_a_row_that_leads_to_a_page_stays():
    rows = [(Link(n, f"{n}.html"), HIDDEN, HIDDEN) for n in ("p", "q", "r")]
    made = table(("x", Number(12), HIDDEN), *rows)
    assert made.veiled == ()


def pages_of_places(site):
    return [
        p for d in ("offices", "countries", "states", "years") for p in (site / d).glob("*.html")
    ]


def test_no_table_of_a_page_holds_nothing_but_hidden_numbers(site):
    for file in [*site.glob("*.html"), *pages_of_places(site)]:
        for found in read(file).all("table"):
            cells = [c.text.strip() for c in found.all("td") if "n" in (c.attrs.get("class") or "")]
            assert set(filter(None, cells)) != {"hidden"}, (file, found.attrs.get("id"))


def test_a_wall_of_hidden_numbers_is_one_sentence_and_its_file_is_there(tmp_path):
    wall = table(("x", HIDDEN, HIDDEN), ("y", HIDDEN, HIDDEN))
    sections = [Section("s", "Title", tables=(replace(wall, download="wall.csv"),))]
    made = tmp_path / "wall.html"
    parts = _environment().get_template("_parts.html").module
    made.write_text(str(parts.section(sections[0], words(), "", "")), "utf-8")
    page = read(made)
    assert page.all("table") == []
    (told,) = [p.text for p in page.all("p") if p.attrs.get("class") == "veiled"]
    assert told.startswith("Caption. Every number of this table is hidden")
    assert [a.attrs["href"] for a in page.all("a")] == ["data/wall.csv"]


def numbers_of(file):
    """
    Every number of the tables of a page, without the ends of intervals.
    """
    for found in read(file).all("table"):
        if (found.attrs.get("id") or "").startswith("partners-"):
            continue
        for cell in found.all("td"):
            text = cell.text.strip().rstrip("°").partition(" (")[0].replace(",", "")
            if "n" in (cell.attrs.get("class") or "").split() and re.fullmatch(r"[\d.]+%?", text):
                yield text


def written(value):
    """
    How a number of a file is printed: whole, with two decimals, as a share.
    """
    try:
        number = float(value)
    except ValueError:
        return set()
    whole = {f"{number + half:.0f}" for half in (-0.05, 0, 0.05)}
    return {*whole, f"{number:.2f}", f"{number:.1%}"}


def test_every_place_has_a_file_that_holds_each_number_of_its_page_and_no_other_place(site):
    found = pages_of_places(site)
    assert len(found) >= 10
    for file in found:
        name = f"data/{file.parent.name}/{file.stem}.csv"
        links = {a.attrs["href"] for a in read(file).all("a")}
        assert f"../{name}" in links, file
        rows = list(csv.DictReader(io.StringIO((site / name).read_text("utf-8"))))
        assert rows
        kind = {"offices": "office", "countries": "country", "states": "state"}.get(
            file.parent.name, "fiscal_year"
        )
        assert len({r[kind].casefold() for r in rows}) == 1
        held = {t for r in rows for t in written(r["value"])}
        assert [n for n in numbers_of(file) if n not in held] == [], file


def test_the_head_of_a_place_gives_figures_of_its_own_page(site):
    told = 0
    for file in pages_of_places(site):
        page = read(file)
        for shown in [u for u in page.all("ul") if u.attrs.get("class") == "headlines"]:
            for item in shown.all("li"):
                (figure,) = [
                    p.text.strip() for p in item.all("p") if p.attrs.get("class") == "figure"
                ]
                assert re.search(r"20\d\d|latest list", item.text), item.text
                assert re.fullmatch(r"[\d,.]+[%°]?", figure), figure
                assert figure.rstrip("°").replace(",", "") in set(numbers_of(file)), (file, figure)
                told += 1
    assert told >= 10
