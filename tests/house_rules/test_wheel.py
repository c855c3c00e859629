"""
The wheel holds what the checkout holds: code, and the data that code reads.
"""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """
    Names of all that is in the wheel.
    """
    folder = str(tmp_path_factory.mktemp("wheel"))
    (made,) = WheelBuilder(str(ROOT)).build(directory=folder, versions=["standard"])
    with zipfile.ZipFile(made) as archive:
        return set(archive.namelist())


def test_every_file_of_the_package_is_in_it(wheel: set[str]) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "src/custodes"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("no checkout to compare with")
    kept = {
        name.removeprefix("src/") for name in listed.stdout.split("\n") if (ROOT / name).is_file()
    }

    assert kept - wheel == set()


@pytest.mark.parametrize("ending", [".toml", ".sql", ".tsv", ".csv", ".html", ".css", "py.typed"])
def test_each_kind_of_data_is_in_it(wheel: set[str], ending: str) -> None:
    there = {
        str(p.relative_to(ROOT / "src"))
        for p in (ROOT / "src").rglob(f"*{ending}")
        if "__pycache__" not in p.parts
    }

    assert there
    assert there - wheel == set()


def test_nothing_else_is_in_it(wheel: set[str]) -> None:
    strange = {n for n in wheel if not n.startswith(("custodes/", "custodes-"))}
    caches = {n for n in wheel if "__pycache__" in n or n.endswith((".pyc", ".parquet", ".xlsx"))}

    assert strange | caches == set()
    assert any(n.endswith("dist-info/licenses/LICENSE") for n in wheel)
