"""
No reader of a site works out what it hides; and the reader of these tests finds what leaks.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
import reader
from click.testing import CliRunner
from made_up_tables import made_up
from reader_pages import unlike
from reader_print import Key, Print

from custodes.cli._main import group
from custodes.disclosure import Judgement, Publication, attack, protect
from custodes.disclosure._why import Why
from custodes.site import _write, write
from custodes.site._flow_numbers import OTHER

# Releases by level and year: the 5 is small, and 60, 80 and 20 are hidden for its sake.
RELEASES = """level,fiscal_year,releases
1,2023,hidden
1,2024,hidden
1,2025,70
2,2023,hidden
2,2024,{last}
2,2025,90
"""
BY_LEVEL = "level,releases\n2,190\n1,135\n"
BY_YEAR = "fiscal_year,releases\n2025,160\n2024,80\n2023,85\n"
PAGE = """<html><body><main><section aria-labelledby="releases-title"><p class="lead">{lead}</p>
<table id="releases-by-level-table"><caption>{title}, by threat level and fiscal year</caption>
<thead><tr><th>Threat level</th>{years}<th class="n">All years</th></tr></thead>
<tbody>{rows}</tbody></table></section></main></body></html>"""


def wrote(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def by_hand(folder: Path, last: str = "hidden", **more: str) -> Path:
    files = {
        "data/releases-by-level-fiscal-year.csv": RELEASES.format(last=last),
        "data/releases-by-level.csv": BY_LEVEL,
        "data/releases-by-fiscal-year.csv": BY_YEAR,
    }
    return wrote(folder, {**files, **more})


def at(fact: str, **groups: str) -> Key:
    return fact, frozenset(groups.items())


def ends(found: list[reader.Found]) -> dict[Key, tuple[int, int]]:
    return {f.key: (round(f.low), round(f.high)) for f in found}


def test_four_hidden_numbers_of_a_square_are_not_worked_out(tmp_path: Path) -> None:
    told = reader.read(by_hand(tmp_path))

    assert len(reader.hidden(told)) == 4
    assert reader.worked_out(told) == []


def test_a_complement_that_is_shown_gives_the_other_three_away(tmp_path: Path) -> None:
    found = reader.worked_out(reader.read(by_hand(tmp_path, last="20")))

    # 80 - 20 = 60, 135 - 70 - 60 = 5, 85 - 5 = 80.
    assert ends(found) == {
        at("releases.releases", level="Level 1", fiscal_year="2023"): (5, 5),
        at("releases.releases", level="Level 1", fiscal_year="2024"): (60, 60),
        at("releases.releases", level="Level 2", fiscal_year="2023"): (80, 80),
    }


def test_a_total_of_a_table_gives_its_hidden_part_away(tmp_path: Path) -> None:
    rows = "<tr><th>Level 3</th><td>hidden</td><td>40</td><td>47</td></tr>"
    years = '<th class="n">2024</th><th class="n">2025</th>'
    page = PAGE.format(lead="", title="Releases", years=years, rows=rows)
    file = "level,fiscal_year,releases\n3,2024,hidden\n3,2025,40\n"
    site = wrote(tmp_path, {"data/releases-by-level-fiscal-year.csv": file, "releases.html": page})

    found = reader.worked_out(reader.read(site))

    assert ends(found) == {at("releases.releases", level="Level 3", fiscal_year="2024"): (7, 7)}


def test_a_number_that_only_a_sentence_tells_is_found(tmp_path: Path) -> None:
    lead = "In all, 1,377 were released by 3 August 2025; in 2025 they were 160."
    page = PAGE.format(lead=lead, title="", years="", rows="")
    site = by_hand(tmp_path, **{"releases.html": page})

    assert reader.said_only_in_words(site, reader.read(site)) == [("releases.html", lead)]


def test_a_share_beside_its_whole_gives_its_part_away(tmp_path: Path) -> None:
    file = (
        "fiscal_year,followable,followed,share_followed\n"
        "2025,1200,300,0.2500\n2024,1000,hidden,0.0210\n2023,900,hidden,hidden\n"
    )
    site = wrote(tmp_path, {"data/detainers-by-fiscal-year.csv": file})

    found = reader.worked_out(reader.read(site))

    # From 20.95 to 21.05 in a thousand; of 2023 nothing is known.
    assert ends(found) == {at("detainers.followed", fiscal_year="2024"): (21, 21)}


def test_an_order_by_size_gives_away_what_stands_between_two_that_are_near(tmp_path: Path) -> None:
    rows = "".join(f"{c},{n}\n" for c, n in [("A", 50), ("B", 32), ("C", "hidden"), ("D", 30)])
    site = wrote(tmp_path, {"data/third-country-by-country.csv": "country,departures\n" + rows})

    found = reader.worked_out(reader.read(site))

    assert ends(found) == {at("third_country.departures", country="C"): (30, 32)}


def test_parts_that_leave_little_room_in_their_whole_give_themselves_away(tmp_path: Path) -> None:
    # Removed, released and still held are within the 20 that were followed.
    file = "level,stays,removed,released,still_held\n1,20,17,hidden,hidden\n"
    site = wrote(tmp_path, {"data/repatriation-by-level.csv": file})

    found = reader.worked_out(reader.read(site))

    assert {f.key[0]: (round(f.low), round(f.high)) for f in found} == {
        "repatriation.released": (1, 2),
        "repatriation.still_held": (1, 2),
    }


def test_what_one_file_hides_and_another_shows_is_found(tmp_path: Path) -> None:
    place = "measure,office,fiscal_year,figure,value\nreleases,St. Paul,2024,releases,7\n"
    file = "office,fiscal_year,releases\nSt. Paul,2024,hidden\nSt. Paul,2023,50\n"
    site = wrote(
        tmp_path,
        {"data/releases-by-office-fiscal-year.csv": file, "data/offices/st-paul.csv": place},
    )

    found = reader.worked_out(reader.read(site))

    key = at("releases.releases", office="St. Paul", fiscal_year="2024")
    assert ends(found) == {key: (7, 7)}


def assert_safe(site: Path, at_least: int) -> Print:
    told = reader.read(site)
    assert len(reader.hidden(told)) >= at_least
    assert reader.worked_out(told) == []
    assert reader.said_only_in_words(site, told) == []
    assert unlike(site) == []
    return told


def test_no_reader_of_a_small_site_works_out_what_it_hides(site: Path) -> None:
    assert_safe(site, at_least=100)


def by_office(key: tuple[str, frozenset[tuple[str, object]]]) -> bool:
    """
    Whether a number stands in a table: of one office, not of all that have no column.
    """
    groups = dict(key[1])
    usual = key[0] == "flows.row_count" and groups.keys() == {"event", "fiscal_year", "office"}
    return usual and groups["office"] != OTHER


def test_a_number_that_a_report_ought_to_hide_is_found_by_its_reader(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def careless(said: Publication) -> Judgement:
        judged = protect(said)
        printed = [k for k, why in judged.hidden.items() if why is Why.PROTECTS and by_office(k)]
        for key in printed:
            rest = {k: v for k, v in judged.hidden.items() if k != key}
            if any(by_office(e.key) for e in attack(said, rest)):
                return Judgement(said, rest)
        raise AssertionError("nothing to plant")

    monkeypatch.setattr(_write, "protect", careless)
    report = write(made_up(tmp_path), tmp_path / "out")

    assert reader.worked_out(reader.read(report.index.parent))


def report_of(folder: Path, people: int, layout: str = "2026-08") -> Path:
    """
    The site of a made-up dataset, made as anybody makes it.
    """
    made, dataset, site = (str(folder / name) for name in ("made", "set", "site"))
    steps = (
        f"synthetic --people {people} --seed 7 --layout {layout} --format parquet --to {made} -q",
        f"build {made} --to {dataset} -q",
        f"report {dataset} --to {site} -q",
    )
    for step in steps:
        result = CliRunner().invoke(group, step.split())
        assert result.exit_code == 0, result.output
    shutil.rmtree(made)
    return Path(site)


@pytest.mark.slow
def test_no_reader_of_the_demonstration_works_out_what_it_hides(tmp_path: Path) -> None:
    told = assert_safe(report_of(tmp_path, 20_000), at_least=1_000)

    assert len(told.cells) > 10_000


@pytest.mark.slow
def test_no_reader_of_a_report_of_all_stints_works_out_what_it_hides(tmp_path: Path) -> None:
    # 2.6 million stints.
    told = assert_safe(report_of(tmp_path, 1_250_000), at_least=1_000)

    assert len(told.cells) > 10_000
