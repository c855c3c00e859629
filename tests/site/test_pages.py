"""
Every page of a made-up site, read as a reader and as a machine would.
"""

import csv
import io
import re
from pathlib import Path

import pytest
from made_up_tables import FORMULA, HOSTILE, made_up
from read_pages import read

from custodes.errors import CallError
from custodes.measures import catalog
from custodes.site import write
from small_datasets import every_table_empty, manifest, view

OWN = ("flows", "population", "agreements", "completeness")
MEASURES = tuple(catalog())
LISTS = ("offices", "countries", "states", "years")
PAGES = ("index", "measures", *MEASURES, *LISTS, "data", "method", "law", "codebook")


def files(site):
    """
    Every page of the site, in every language.
    """
    return sorted(site.rglob("*.html"))


def pages(site):
    return [read(f) for f in files(site)]


def test_the_site_has_these_pages_and_those_of_places(site):
    assert sorted(p.stem for p in site.glob("*.html")) == sorted(PAGES)
    assert {p.parent.name for p in site.glob("*/*.html")} == {*LISTS, "es"}
    assert (site / "offices" / "st-paul.html").is_file()


def test_every_page_is_there_in_spanish_and_leads_to_its_other_language(site):
    own = {f.relative_to(site) for f in files(site) if "es" not in f.relative_to(site).parts}
    spanish = {f.relative_to(site / "es") for f in files(site / "es")}
    assert own == spanish
    for file in own:
        links = [e for e in read(site / file).all("link") if e.attrs.get("hreflang") == "es"]
        (there,) = [(site / file).parent / str(e.attrs["href"]) for e in links]
        assert there.resolve() == (site / "es" / file).resolve()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_its_language_its_title_and_has_one_first_heading(site, name):
    page = read(site / f"{name}.html")
    (html,) = page.all("html")
    (title,) = page.all("title")[:1]
    assert html.attrs["lang"] == "en"
    assert read(site / "es" / f"{name}.html").all("html")[0].attrs["lang"] == "es"
    assert title.text.strip()
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    assert page.all("nav")[0].attrs["aria-label"]
    assert page.all("a")[0].attrs["href"] == "#main"


def test_the_page_that_is_open_is_marked_in_the_navigation(site):
    for name in PAGES:
        here = [
            (a.attrs["href"], a.attrs["aria-current"])
            for a in read(site / f"{name}.html").all("a")
            if a.attrs.get("aria-current")
        ]
        assert here == [("measures.html", "true") if name in MEASURES else (f"{name}.html", "page")]
    for file in (site / "offices").glob("*.html"):
        here = [a.attrs["href"] for a in read(file).all("a") if a.attrs.get("aria-current")]
        assert here == ["../offices.html"]


def test_headings_go_down_one_step_at_a_time(site):
    for page in pages(site):
        levels = [int(e.tag[1]) for e in page.every() if re.fullmatch(r"h[1-6]", e.tag)]
        order = sorted(levels)
        assert order[0] == 1
        assert set(levels) <= {1, 2, 3}


def test_no_two_elements_of_a_page_have_one_id_and_every_label_exists(site):
    for page in pages(site):
        ids = [e.attrs["id"] for e in page.every() if e.attrs.get("id")]
        assert len(ids) == len(set(ids))
        for e in page.every():
            for label in (e.attrs.get("aria-labelledby") or "").split():
                assert label in ids


def test_every_drawing_is_an_image_with_a_title_and_a_description_and_a_table(site):
    count = 0
    for page in pages(site):
        for svg in page.all("svg"):
            count += 1
            assert svg.attrs["role"] == "img"
            assert svg.all("title")[0].text.strip()
            assert len(svg.all("desc")[0].text) > 20
            section = svg
            while section.tag != "section":
                section = section.parent
            assert section.all("table") or section.all("a")[-1].text.startswith(
                ("Table:", "Tabla:")
            )
    assert count >= 10


def test_every_table_has_a_caption_and_scopes(site):
    for page in pages(site):
        for table in page.all("table"):
            assert table.all("caption")[0].text.strip()
            assert all(th.attrs.get("scope") in {"col", "row"} for th in table.all("th"))


def downloaded(file):
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8"))))


def numbers(text):
    plain = text.strip().replace(",", "")
    return [float(plain)] if re.fullmatch(r"\d+(\.\d+)?", plain) else []


def test_no_cell_of_one_to_ten_stands_in_any_table_but_the_agencys_own_marked(site):
    for file in files(site):
        for cell in read(file).all("td") + read(file).all("th"):
            assert not [n for n in numbers(cell.text) if 0 < n < 11], (file, cell.text)
    marked = [c.text for c in read(site / "agreements.html").all("td") if c.text.endswith("°")]
    assert marked
    assert all(0 < n < 11 for text in marked for n in numbers(text.rstrip("°")))


def test_no_cell_of_one_to_ten_stands_in_any_download(site):
    found = sorted((site / "data").rglob("*.csv"))
    assert len(found) >= 10
    own = ("agreements", "partners", "secrecy", "repeated")
    for file in found:
        if file.name.startswith(own) or file.name == "numbers.csv":
            continue
        for row in downloaded(file):
            if row.get("measure", "").startswith(own):
                continue
            for name, cell in row.items():
                if not name.startswith(("share", "agreements", "pending", *own)):
                    assert not [n for n in numbers(cell) if 0 < n < 11], (file.name, row)


def test_small_numbers_are_there_to_hide_and_some_larger_ones_protect_them(site):
    text = "".join((site / f"{p}.html").read_text("utf-8") for p in MEASURES)
    assert "&lt;11" in text
    assert ">hidden<" in text


def test_a_share_that_rests_on_a_hidden_number_is_not_given(site):
    for file in (site / "data").glob("completeness-of-*.csv"):
        for row in downloaded(file):
            if row["filled"] == "<11":
                assert row["share_filled"] == "<11"
            if row["filled"] == "hidden":
                assert not re.fullmatch(r"[\d.]+", row["share_filled"])


def test_nothing_is_loaded_from_a_network_and_nothing_is_run(site):
    for page in pages(site):
        assert not page.all("script")
        for e in page.every():
            for name in ("src", "href", "srcset", "data", "action"):
                assert not (e.attrs.get(name) or "").startswith(("http:", "https:", "//"))
            assert not [a for a in e.attrs if a.startswith("on")]
    assert "url(" not in (site / "style.css").read_text("utf-8")


def test_every_link_leads_somewhere(site):
    for file in files(site):
        page = read(file)
        for a in page.all("a") + page.all("link"):
            target, _, part = (a.attrs["href"] or "").partition("#")
            if target and not target.startswith("data:"):
                assert (file.parent / target).is_file(), (file, target)
            if part:
                there = read(file.parent / target).every() if target else page.every()
                assert part in {e.attrs.get("id") for e in there}


def test_hostile_text_of_a_release_is_shown_as_text(site):
    raw = "".join((site / f"{p}.html").read_text("utf-8") for p in PAGES)
    assert "<script" not in raw
    shown = "".join(p.text for p in pages(site))
    assert HOSTILE in shown


def test_no_cell_of_a_download_is_run_by_a_spreadsheet(site):
    cells = [
        cell
        for file in (site / "data").rglob("*.csv")
        for row in csv.reader(io.StringIO(file.read_text("utf-8")))
        for cell in row
    ]
    assert not [c for c in cells if c.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert f"'{FORMULA}" in cells


def test_the_site_is_under_two_megabytes_before_data_and_no_page_is_heavy(site, tmp_path):
    bare = write(view(tmp_path, {}), tmp_path / "out").index.parent
    assert sum(f.stat().st_size for f in bare.rglob("*") if f.is_file()) < 2_000_000
    assert max(f.stat().st_size for f in files(site)) < 400_000


def test_the_ledger_of_each_page_is_there_with_the_definition_the_sql_and_the_command(site):
    shown = [m for m in MEASURES if "What was left out" in read(site / f"{m}.html").text]
    assert {*OWN, "partners_arrests"} <= set(shown)
    for name in shown:
        text = read(site / f"{name}.html").text
        assert "What is counted:" in text
        assert "SELECT" in text
        assert f"custodes measure {name} DIR" in text


def test_the_headlines_bear_a_day_or_month_and_a_source(site):
    (shown,) = [
        u for u in read(site / "index.html").all("ul") if u.attrs.get("class") == "headlines"
    ]
    items = shown.all("li")
    assert len(items) >= 5
    assert all(re.search(r"20\d\d", i.text) and "Source:" in i.text for i in items)


def test_the_codebook_has_every_column_of_every_table(site):
    from custodes.records import tables

    text = read(site / "codebook.html").text
    assert all(c.name in text for t in tables().values() for c in t.stored())


def test_each_file_is_named_with_its_hash(site):
    text = read(site / "data.html").text
    assert "arrests.xlsx" in text
    assert "0" * 64 in text


def tree(folder: Path):
    return {f.relative_to(folder): f.read_bytes() for f in folder.rglob("*") if f.is_file()}


def test_the_same_dataset_gives_the_same_bytes(site, tmp_path):
    again = write(made_up(tmp_path), tmp_path / "again").index.parent
    assert tree(site) == tree(again)


def test_a_synthetic_site_says_so_on_every_page_and_in_every_download(tmp_path):
    made = manifest({"ice-2026-03": "2026-03-10"}, synthetic=True)
    folder = write(made_up(tmp_path, made), tmp_path / "out").index.parent
    for file in files(folder):
        page = read(file)
        (banner,) = page.all("aside")
        said = "SYNTHETIC: no real person"
        assert (said if "es" not in file.relative_to(folder).parts else "SYNTHETIC") in banner.text
        assert "SYNTHETIC" in page.all("title")[0].text
    for file in (folder / "data").rglob("*.csv"):
        if file.name == "numbers.csv":  # keys and what was shown, for a later report
            continue
        table = downloaded(file)
        assert all(row["synthetic"] == "yes" for row in table)


def test_a_site_of_real_releases_bears_no_banner(site):
    assert not [a for p in pages(site) for a in p.all("aside")]


def test_without_tables_each_page_says_which_releases_it_needs(tmp_path):
    folder = write(view(tmp_path, {}), tmp_path / "out").index.parent
    for name in MEASURES:
        assert "has nothing to count in this dataset" in read(folder / f"{name}.html").text
    assert "none of the tables" in read(folder / "index.html").text


def test_empty_tables_give_empty_and_explained_pages(tmp_path):
    folder = write(every_table_empty(tmp_path), tmp_path / "out").index.parent
    for name in MEASURES:
        assert re.search(r"can be counted|No file", read(folder / f"{name}.html").text)


def test_a_site_replaces_a_site_and_nothing_else(tmp_path):
    data = view(tmp_path, {})
    write(data, tmp_path / "out")
    stale = tmp_path / "out" / "stale.html"
    stale.touch()
    write(data, tmp_path / "out")
    assert not stale.exists()
    mine = tmp_path / "mine"
    mine.mkdir()
    (mine / "thesis.doc").touch()
    with pytest.raises(CallError, match="holds files that no report made"):
        write(data, mine)
    assert (mine / "thesis.doc").exists()
