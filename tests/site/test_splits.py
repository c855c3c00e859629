"""
Splits of measures: what is said of them, what their tables show, and what is never shown.
"""

from __future__ import annotations

import datetime as dt

import pyarrow as pa
import pytest

from custodes.disclosure import Judgement, Publication, Why, cell, protect
from custodes.measures import Measure
from custodes.measures._findings import Findings, Ledger, Source
from custodes.measures._measure import Figure
from custodes.site._labels import group, plain_case, slug
from custodes.site._places import index_table, place_page, places
from custodes.site._shown import Judged, Number
from custodes.site._spec import Spec, Top, spec
from custodes.site._split import Split, split
from custodes.site._tables import long_table, table
from custodes.site._tops import headlines

COUNTS = (
    Figure("people", "People", additive=True),
    Figure("hits", "Hits", additive=True),
    Figure("ids", "Ids", public=False),
    Figure("share", "Share", "share", rests_on=("hits", "people")),
    Figure("share_low", "Lowest", "share", rests_on=("hits", "people")),
    Figure("share_high", "Highest", "share", rests_on=("hits", "people")),
    Figure("bare", "Bare", "share"),
)
ROWS = [
    ("Boston Area of Responsibility", 2024, 40, 20),
    ("Boston Area of Responsibility", 2025, 50, 3),
    ("St. Paul Area of Responsibility", 2024, 60, 30),
    ("St. Paul Area of Responsibility", 2025, 70, 35),
]


def measure(figures=COUNTS, name="made"):
    return Measure(
        name=name,
        title="Made up",
        question="Is it?",
        needs=(),
        choices=("office", "fiscal_year", "state", "release"),
        filters=(),
        default=("fiscal_year",),
        definition="",
        run=lambda *_: None,
        figures=figures,
    )


def findings(rows=ROWS, by=("office", "fiscal_year"), name="made"):
    made = [
        {
            **dict(zip(by, r, strict=False)),
            "people": r[-2],
            "hits": r[-1],
            "ids": 1,
            "share": r[-1] / r[-2],
            "share_low": r[-1] / r[-2] / 2,
            "share_high": r[-1] / r[-2] * 2,
            "bare": 0.5,
        }
        for r in rows
    ]
    source = Source("r", "Release r", dt.date(2025, 6, 30), False, 4, "rows")
    return Findings(
        name, "Made up", by, {}, "rows", pa.Table.from_pylist(made), Ledger(), (), "", "", (source,)
    )


@pytest.fixture
def said():
    publication = Publication()
    made = split(publication, measure(), findings(), Spec(()))
    return publication, made, Judged(protect(publication))


def place(made: Split, office: str, year: int | None = None):
    at = {"office": f"{office} Area of Responsibility"}
    return {**at, "fiscal_year": year} if year else at


def text(made, judged, name, at):
    figure = next(f for f in made.figures if f.name == name)
    return made.whole(judged, figure, at).text


def test_counts_that_add_up_are_said_with_all_their_totals(said):
    publication, _, _ = said
    assert publication.values[cell("made.people")] == 220
    assert publication.values[cell("made.people", fiscal_year=2025)] == 120
    assert publication.values[cell("made.hits", **place(None, "Boston"))] == 23


def test_ids_and_shares_that_rest_on_nothing_are_published_nowhere(said):
    publication, made, judged = said
    assert {f.name for f in made.figures} == {"people", "hits", "share", "share_low", "share_high"}
    assert not [k for k in publication.values if k[0] == "made.ids"]
    assert "ids" not in [h.name for h in long_table(made, judged, {}).headings]


def test_a_share_stands_with_its_interval_where_both_its_counts_are_shown():
    publication = Publication()
    made = split(publication, measure(), findings(ROWS[2:]), Spec(()))
    judged = Judged(protect(publication))
    at = place(made, "St. Paul", 2024)
    # 30 of 60; the ends are made up as half and twice.
    assert text(made, judged, "share", at) == "50.0% (25.0%–100.0%)"  # noqa: RUF001


def test_a_share_of_a_small_count_is_hidden_with_its_interval(said):
    _, made, judged = said
    at = place(made, "Boston", 2025)
    assert text(made, judged, "hits", at) in ("<11", "hidden")
    assert text(made, judged, "share", at) == "hidden"
    cells = [c for r in long_table(made, judged, at).rows for c in r if isinstance(c, Number)]
    assert [c.text for c in cells if c.kind == "share"] == ["hidden"] * 3


def test_what_is_left_of_a_whole_is_guarded_as_the_part_is():
    # 47 of 50 hit: the 3 that did not are as few as 3 that did.
    rows = [("Boston Area of Responsibility", 2025, 50, 47), (*ROWS[2],), (*ROWS[3],), (*ROWS[0],)]
    publication = Publication()
    made = split(publication, measure(), findings(rows), Spec(()))
    judged = Judged(protect(publication))
    at = place(made, "Boston", 2025)
    shown = {n: text(made, judged, n, at) for n in ("people", "hits", "share")}
    assert "hidden" in (shown["people"], shown["hits"])
    assert shown["share"] == "hidden"


def test_a_measure_that_names_no_figures_gives_its_whole_numbers_and_no_ids():
    made = split(Publication(), measure(()), findings(), Spec(()))
    assert [f.name for f in made.figures] == ["people", "hits", "ids"]
    assert all(f.kind == "count" and not f.additive for f in made.figures)


def test_years_go_across_with_a_total_and_one_place_goes_down(said):
    _, made, judged = said
    across = table(made, judged, {}, id="a")
    assert [h.text for h in across.headings] == ["Office", "2024", "2025", "All years"]
    assert [str(r[0]) for r in across.rows] == ["St. Paul", "Boston", "All"]
    assert [c.text for c in across.rows[0][1:]] == ["60", "70", "130"]
    alone = table(made, judged, place(made, "St. Paul", 2024), id="b")
    assert (alone.rows[0][0], alone.rows[0][1].text) == ("People", "60")
    one = table(made, judged, place(made, "St. Paul"), id="c")
    assert [str(r[0]) for r in one.rows] == ["2025", "2024", "All"]


def test_splits_that_are_added_up_over_leave_only_counts_that_add_up():
    made = split(Publication(), measure(), findings(), Spec(()), over=["office"])
    assert made.by == ("fiscal_year",)
    assert [f.name for f in made.figures] == ["people", "hits"]
    assert [(r["fiscal_year"], r["people"]) for r in made.rows] == [(2024, 100), (2025, 120)]


def test_a_headline_is_of_the_latest_year_that_the_release_knows_whole():
    # The release was drawn on 30 June 2025, within fiscal year 2025.
    over = split(Publication(), measure(), findings(), Spec(()), over=["office"])
    shown = Judged(Judgement(_publication(over)))
    (top,) = headlines([Top("releases", "people")], [over], shown)
    assert (top.figure, top.when) == ("100", "in fiscal year 2024")
    # Of a stock the last is known, whatever comes after it.
    (top,) = headlines([Top("releases", "people", stock=True)], [over], shown)
    assert (top.figure, top.when) == ("120", "in fiscal year 2025")


def _publication(made: Split) -> Publication:
    publication = Publication()
    publication.cube("made.people", made.rows, made.by, "people")
    return publication


def test_a_headline_without_a_number_that_may_be_shown_is_not_there():
    over = split(Publication(), measure(), findings(), Spec(()), over=["office"])
    said = _publication(over)
    hidden = Judged(Judgement(said, dict.fromkeys(said.values, Why.SMALL)))
    assert headlines([Top("releases", "people")], [over], hidden) == []


def test_a_place_has_one_page_whatever_its_spelling_and_years_begin_with_the_latest(said):
    _, made, _ = said
    assert [p.slug for p in places([made], "office")] == ["boston", "st-paul"]
    assert [p.name for p in places([made], "fiscal_year")] == ["2025", "2024"]
    rows = [("MINNESOTA", 2024, 40, 20), ("MN", 2025, 50, 30)]
    states = split(Publication(), measure(), findings(rows, ("state", "fiscal_year")), Spec(()))
    assert [(p.name, p.file) for p in places([states], "state")] == [
        ("Minnesota", "states/minnesota.html")
    ]


def test_the_page_and_the_download_of_a_place_hold_its_own_numbers_only(said):
    _, made, judged = said
    (boston, _) = places([made], "office")
    page = place_page(boston, judged)
    assert page.download.download == "offices/boston.csv"
    assert {str(r[1]) for r in page.download.rows} == {"Boston Area of Responsibility"}
    assert page.sections[0].tables[0].rows


def test_the_table_of_all_places_links_to_each(said):
    _, made, judged = said
    found = places([made], "office")
    shown = index_table(found, "office", [("made", Top("releases", "people"))], judged)
    assert [(r[0].text, r[0].page, r[1].text) for r in shown.rows] == [
        ("Boston", "offices/boston.html", "90"),
        ("St. Paul", "offices/st-paul.html", "130"),
    ]


@pytest.mark.parametrize(
    ("name", "value", "shown"),
    [
        ("office", "St. Paul Area of Responsibility", "St. Paul"),
        ("state", "MN", "Minnesota"),
        ("state", "NORTH DAKOTA", "North Dakota"),
        ("country", "DOMINICAN REPUBLIC", "Dominican Republic"),
        ("country", None, "Not stated"),
        ("level", "1", "Level 1"),
        ("month", dt.date(2025, 3, 1), "2025-03"),
        ("method", "Located", "Located"),
    ],
)
def test_groups_are_called_as_people_call_them(name, value, shown):
    assert group(name, value) == shown


def test_names_of_files_hold_nothing_that_a_disk_minds():
    assert slug("../CÔTE D'IVOIRE <script>") == "cote-d-ivoire-script"
    assert slug("<>") == "unnamed"
    assert plain_case("Already so") == "Already so"


def test_every_measure_of_the_file_is_one_and_asks_for_splits_and_figures_that_it_has():
    import tomllib
    from importlib.resources import files

    from custodes.measures import catalog

    told = tomllib.loads((files("custodes.site") / "pages.toml").read_text("utf-8"))
    for name in told:
        each = catalog()[name]
        figures = {f.name for f in each.figures}
        asked = spec(each)
        assert set(asked.figures or ()) <= figures, name
        assert asked.aside <= figures, name
        assert len(asked.splits) >= len(told[name].get("split", [])), name
        assert {t.figure for t in (*asked.tops, *asked.index)} <= figures, name
