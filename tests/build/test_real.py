"""
The real files, by the command that users type: every count as published, each event once.

The counts are those that publishers and the notes beside the files give.
"""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from custodes.engine import query
from custodes.provenance import Dataset, verify

pytestmark = [pytest.mark.real, pytest.mark.slow]

FOLDERS = (
    "enforcement-fy16-19",
    "seattle-productions",
    "release-2025-samples",
    "release-2026-samples",
    "detainers-pennsylvania",
    "287g-participating",
    "287g-pending",
    "detention-statistics",
)


@dataclass(frozen=True, slots=True)
class Run:
    """
    A build as a user saw it, and what it left.
    """

    status: int
    errors: list[str]
    dataset: Dataset

    def ask(self, sql: str) -> list[tuple[object, ...]]:
        return [tuple(r.values()) for r in query(self.dataset.tables, sql).to_pylist()]


def build(paths: list[Path], to: Path) -> Run:
    done = subprocess.run(
        [sys.executable, "-m", "custodes", "build", *map(str, paths), "--to", str(to)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return Run(done.returncode, done.stderr.splitlines(), Dataset.open(to))


@pytest.fixture(scope="module")
def built(real_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    return build([real_data / f for f in FOLDERS], tmp_path_factory.mktemp("eight") / "set")


def test_the_eight_folders_are_built_without_a_failure(built: Run) -> None:
    assert built.status == 0
    assert verify(built.dataset) == []


def test_what_is_no_release_is_named_and_only_that(built: Run, real_data: Path) -> None:
    # Tables that others parsed or summed up from releases.
    parsed = {p.name for p in (real_data / "detention-statistics" / "parsed").iterdir()}
    summed = {"stint_lengths.csv", "whipple_lengths.csv"}

    assert {p.name for p in built.dataset.manifest.problems} == parsed | summed
    assert {line.split(":")[0] for line in built.errors} == parsed | summed


def test_arrests_of_each_year_are_those_published(built: Run) -> None:
    asked = """
        SELECT file, count(*), count(*) FILTER (WHERE apprehension_method = '287(g) Program')
        FROM arrests WHERE release = '2019-icfo-53623' GROUP BY file ORDER BY file
    """
    assert built.ask(asked) == [
        ("EROArrests_FY2016.csv.gz", 110_104, 3_149),
        ("EROArrests_FY2017.csv.gz", 143_470, 7_164),
        ("EROArrests_FY2018.csv.gz", 158_581, 10_338),
    ]


def test_removals_of_each_year_are_those_published(built: Run) -> None:
    asked = """
        SELECT file, count(*) FROM removals
        WHERE release = '2019-icfo-53623' GROUP BY file ORDER BY file
    """
    assert built.ask(asked) == [
        ("ICERemovals_FY2016.csv.gz", 240_255),
        ("ICERemovals_FY2017.csv.gz", 226_119),
        ("ICERemovals_FY2018.csv.gz", 256_085),
    ]


def test_encounters_are_those_published(built: Run) -> None:
    asked = "SELECT count(*) FROM encounters WHERE file = 'EROEncounters_FY2016.csv.gz'"
    assert built.ask(asked) == [(368_645,)]


def test_the_seattle_workbook_is_whole_and_its_sheets_as_text_are_set_aside(built: Run) -> None:
    asked = """
        SELECT sheet, count(*), count(DISTINCT file) FROM (
            SELECT release, sheet, file FROM arrests
            UNION ALL SELECT release, sheet, file FROM stints
            UNION ALL SELECT release, sheet, file FROM removals
        ) WHERE release = 'seattle-productions' GROUP BY sheet ORDER BY sheet
    """
    assert built.ask(asked) == [
        ("Arrests", 32_549, 1),
        ("Book Ins", 36_811, 1),
        ("Expedited Removals", 6_529, 1),
        ("Other Removals", 20_384, 1),
    ]
    aside = built.dataset.manifest.set_aside
    assert {(a.name, a.rows) for a in aside} == {
        ("arrests.csv.gz", 32_549),
        ("bookins.csv.gz", 36_811),
        ("expedited-removals.csv.gz", 6_529),
        ("other-removals.csv.gz", 20_384),
    }
    assert len(aside) == 4


def test_an_arrest_in_two_releases_counts_once(built: Run) -> None:
    # The national release holds October 2015 to September 2018 of the Seattle area too.
    asked = """
        SELECT count(*) FILTER (WHERE superseded_by IS NULL AND during),
               count(*) FILTER (WHERE superseded_by IS NOT NULL AND NOT during)
        FROM (
            SELECT superseded_by,
                apprehension_date >= DATE '2015-10-01' AND apprehension_date < DATE '2018-10-01'
                    AS during
            FROM arrests WHERE release = 'seattle-productions'
        )
    """
    assert built.ask(asked) == [(0, 0)]
    assert {(c.table, c.release, c.superseded_by) for c in built.dataset.manifest.coverage} == {
        ("arrests", "seattle-productions", "2019-icfo-53623"),
        ("removals", "seattle-productions", "2019-icfo-53623"),
    }


def test_pennsylvanias_detainers_are_all_there(built: Run) -> None:
    asked = "SELECT count(*) FROM detainers WHERE file = 'pa_detainers.csv'"
    assert built.ask(asked) == [(32_757,)]


def test_no_row_of_a_287g_list_is_lost_and_the_misnamed_one_is_pending(built: Run) -> None:
    # 40,326 rows lie in 95 files named participating, one of which holds a pending list of 42.
    asked = "SELECT list_kind, count(DISTINCT file), count(*) FROM agreements GROUP BY 1 ORDER BY 1"
    assert built.ask(asked) == [
        ("participating", 95 - 1, 40_326 - 42),
        ("pending", 12 + 1, 529 + 42),
    ]
    misnamed = """
        SELECT DISTINCT list_kind FROM agreements
        WHERE file = 'participatingAgencies09222025pm.xlsx'
    """
    assert built.ask(misnamed) == [("pending",)]


def test_the_washington_join_is_of_thirty_people(built: Run) -> None:
    asked = """
        SELECT count(DISTINCT unique_identifier) FROM (
            SELECT release, unique_identifier FROM arrests
            UNION ALL SELECT release, unique_identifier FROM detainers
            UNION ALL SELECT release, unique_identifier FROM encounters
            UNION ALL SELECT release, unique_identifier FROM stints
        ) WHERE release = '2025-02-washington'
    """
    assert built.ask(asked) == [(30,)]


def test_every_row_names_a_file_whose_hash_is_in_the_manifest(built: Run) -> None:
    read = {(i.name, i.sha256) for i in built.dataset.manifest.inputs}
    for table in ("arrests", "stints", "removals", "detainers", "encounters", "agreements"):
        asked = f"SELECT DISTINCT file, file_sha256 FROM {table}"
        assert set(built.ask(asked)) <= read
        nowhere = f'SELECT count(*) FROM {table} WHERE "row" IS NULL OR "row" < 1'
        assert built.ask(nowhere) == [(0,)]


def test_of_the_whole_folder_what_is_no_release_is_named_and_the_rest_is_read(
    built: Run, real_data: Path, tmp_path: Path
) -> None:
    whole = build([real_data], tmp_path / "set")
    named = {p.name for p in whole.dataset.manifest.problems}

    assert whole.status == 0
    assert named >= {p.name for p in (real_data / "oracles").iterdir() if p.is_file()}
    assert named >= {p.name for p in (real_data / "codebook").iterdir()}
    assert "README.md" in named
    for table in ("arrests", "stints", "removals", "detainers", "encounters", "agreements"):
        asked = f"SELECT count(*) FROM {table}"
        assert whole.ask(asked) == built.ask(asked)
    for table in ("offices", "population", "facilities"):
        assert whole.ask(f"SELECT count(*) > 0 FROM {table}") == [(True,)]
