"""
The pages of the tests of disparity, of made-up stops with a bias planted in one district.
"""

from __future__ import annotations

import csv
import re

import duckdb
import pytest
from read_pages import read

from custodes.build import Options, build
from custodes.measures import View, catalog
from custodes.site import write
from custodes.synthetic import make

TESTS = ("disparity_veil", "disparity_outcome", "disparity_benchmark", "disparity_before_after")
BIASED, FAIR = "District 1", "District 2"
PLANTED = {
    "disparity_veil": ("daylight odds ratio", "odds_ratio", 1),
    "disparity_outcome": ("hit rate", "difference", 0),
    "disparity_benchmark": ("rate ratio", "ratio", 1),
}


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(5_000, 7, tmp_path_factory.mktemp("made"), lists=True)


@pytest.fixture(scope="module")
def site(made, tmp_path_factory):
    folder = tmp_path_factory.mktemp("stops")
    paths = [p for p in made.paths if re.search(r"stops|residents|Agencies", p.name)]
    dataset = build(paths, folder / "set", Options()).dataset
    return write(View.of(dataset), folder / "site").index.parent


def said(page):
    """
    The sentence that heads a page, and the paragraphs of its first section.
    """
    (lead,) = [p.text for p in page.all("p") if p.attrs.get("class") == "lead"]
    verdict = next(s for s in page.all("section") if s.attrs["aria-labelledby"] == "verdict-title")
    return lead, [p.text for p in verdict.all("p")]


def sentence(texts, begins):
    (found,) = [t for t in texts if t.startswith(begins)]
    return found


def after(text, mark):
    """
    What a sentence lists after a mark, to its end.
    """
    return text.partition(mark)[2].partition(").")[0]


def rows(site, name):
    with (site / "data" / name).open(encoding="utf-8") as f:
        return list(csv.DictReader(f))


@pytest.mark.parametrize(
    ("name", "found", "even"),
    [
        ("disparity_veil", "Above 1: ", "Not told from 1: "),
        ("disparity_outcome", "Below 0: ", "Not told from 0: "),
        ("disparity_benchmark", "Above 1: ", "Not told from 1: "),
    ],
)
def test_the_planted_bias_is_found_and_none_where_none_is_planted(site, name, found, even):
    _, texts = said(read(site / f"{name}.html"))
    told = sentence(texts, "By district.")
    assert BIASED in after(told, found)
    assert FAIR not in after(told, found)
    assert FAIR in after(told, even)


@pytest.mark.parametrize("name", PLANTED)
def test_the_interval_of_a_page_holds_what_was_planted(site, made, name):
    what, figure, _ = PLANTED[name]
    truth = duckdb.sql(
        f"SELECT district, race, planted FROM '{made.truth / 'truth_disparity.parquet'}' "
        f"WHERE what = '{what}' AND district IS NOT NULL"
    ).fetchall()
    planted = {(district, race): value for district, race, value in truth}
    file = f"{name}-by-district-race.csv".replace("_", "-")
    shown = {r["district"]: r for r in rows(site, file) if r["race"] == "black"}
    for district in (BIASED, FAIR):
        if figure == "difference":
            true = planted[district, "black"] - planted[district, "white"]
        else:
            true = planted[district, None]
        row = shown[district]
        assert float(row[f"{figure}_low"]) < true < float(row[f"{figure}_high"]), district


@pytest.mark.parametrize("name", TESTS)
def test_a_page_says_on_top_the_estimate_its_interval_and_what_it_assumes_and_does_not_mean(
    site, name
):
    for folder, interval, assumes, not_ in (
        (site, "95 percent interval", "assumption", "It does not mean"),
        (site / "es", "intervalo del 95 por ciento", "supuesto", "No significa"),
    ):
        page = read(folder / f"{name}.html")
        lead, texts = said(page)
        assert re.search(rf"\d.*\({interval}", lead)
        assert assumes in texts[0]
        assert texts[1].startswith(not_)
        assert page.all("h2")[0].text == {"en": "What the test finds"}.get(
            page.all("html")[0].attrs["lang"], "Qué halla la prueba"
        )


@pytest.mark.parametrize("name", TESTS)
def test_counts_stand_before_what_is_made_of_them(site, name):
    tables = [t for t in read(site / f"{name}.html").all("table") if "ledger" not in str(t.attrs)]
    heads = [[h.text for h in t.all("th") if h.attrs.get("scope") == "col"] for t in tables]
    made_of = re.compile("odds|rate|share|change", re.IGNORECASE)
    first = heads[0]
    seen = [bool(made_of.search(h)) for h in first]
    assert any(seen)
    assert seen == sorted(seen)


@pytest.mark.parametrize("name", TESTS)
def test_no_heading_says_its_split_twice(site, name):
    for folder in (site, site / "es"):
        for caption in read(folder / f"{name}.html").all("caption"):
            split = re.split(", (?:by|por) ", caption.text.strip())
            assert len(split) <= 2, caption.text


def test_pairs_of_counties_are_shown_however_few(site):
    found = rows(site, "disparity-before-after-by-source-category.csv")
    assert {r["pairs"] for r in found} == {"2"}


@pytest.mark.parametrize("place", ["district", "county"])
def test_the_stops_held_against_add_up_over_places_and_are_judged_so(site, place):
    # A stratum is of one place: who sees all places but one and their sum knows that one.
    whole = rows(site, "disparity-veil-by-race.csv")
    parts = rows(site, f"disparity-veil-by-{place}-race.csv")
    for figure in ("light", "dark", "reference_light", "reference_dark"):
        known = [p[figure] for p in parts if p["race"] == "black"]
        (total,) = [w[figure] for w in whole if w["race"] == "black"]
        assert sum(map(int, known)) == int(total)
        (said,) = [f for f in catalog()["disparity_veil"].figures if f.name == figure]
        assert said.additive
        assert place not in said.apart
