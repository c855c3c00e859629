"""
Of releases that overlap, the manifest says which counts for which period, and the user may say otherwise.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from custodes.cli.build import command
from custodes.engine import query
from custodes.provenance import Dataset
from custodes.synthetic import make

OLD, NEW = "synthetic-2025-07", "synthetic-2026-03"


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """
    One made-up world as two releases show it.
    """
    root = tmp_path_factory.mktemp("releases")
    layouts = ("2025-07", "2026-03")
    return [make(150, 7, root / layout, layout=layout).folder for layout in layouts]


def built(releases: list[Path], to: Path, *options: str) -> tuple[Dataset, str]:
    call = [*map(str, releases), "--to", str(to), "--quiet", *options]
    done = CliRunner().invoke(command, call, catch_exceptions=False)
    assert done.exit_code == 0
    return Dataset.open(to), done.output


def counted(dataset: Dataset, where: str) -> dict[str, tuple[int, int]]:
    """
    Arrests of each release: those that count, and those that give way.
    """
    asked = f"""
        SELECT release, count(*) FILTER (WHERE superseded_by IS NULL) AS counts, count(*) AS n
        FROM arrests WHERE {where} GROUP BY release
    """
    rows = query(dataset.tables, asked).to_pylist()
    return {r["release"]: (r["counts"], r["n"] - r["counts"]) for r in rows}


# Months that both hold in full, and later than the first that the shipped order gives to the new.
BOTH = "apprehension_date >= DATE '2023-10-01' AND apprehension_date < DATE '2025-07-01'"


def test_the_manifest_says_who_gives_way_when_and_in_how_many_rows(
    releases: list[Path], tmp_path: Path
) -> None:
    dataset, said = built(releases, tmp_path / "set")
    (old, gone), (new, none) = (counted(dataset, BOTH)[r] for r in (OLD, NEW))

    assert (old, none) == (0, 0)
    assert min(gone, new) > 10
    listed = [c for c in dataset.manifest.coverage if c.table == "arrests"]
    assert {(c.release, c.superseded_by) for c in listed} == {(OLD, NEW)}
    assert sum(c.rows for c in listed) == counted(dataset, "TRUE")[OLD][1]
    assert f"arrests: {NEW} counts for" in said


def test_the_user_may_say_which_release_counts(releases: list[Path], tmp_path: Path) -> None:
    dataset, _ = built(releases, tmp_path / "set", "--wins", f"arrests={OLD}")
    (old, none), (new, gone) = (counted(dataset, BOTH)[r] for r in (OLD, NEW))

    assert (none, new) == (0, 0)
    assert min(old, gone) > 10
    by_table = {(c.table, c.superseded_by) for c in dataset.manifest.coverage}
    assert {by for table, by in by_table if table == "arrests"} == {OLD}
    assert {by for table, by in by_table if table != "arrests"} == {NEW}
    assert dataset.manifest.options["wins arrests"] == OLD
