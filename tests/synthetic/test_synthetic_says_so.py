"""
Whatever is made says that it is synthetic: each file, and each page and table made from it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from custodes.build import Options, build
from custodes.measures import View
from custodes.releases import inspect
from custodes.site import write
from custodes.synthetic import make


def test_each_parquet_file_and_each_table_of_the_truth_says_so_inside(parquet_release):
    files = [*parquet_release.paths, *Path(parquet_release.truth).glob("*.parquet")]

    assert len(files) > 10
    for path in files:
        said = pq.read_schema(path).metadata
        assert (said[b"custodes.synthetic"], said[b"custodes.seed"]) == (b"yes", b"11"), path.name
    assert all(p.name.startswith("SYNTHETIC_") for p in parquet_release.paths)


@pytest.mark.parametrize(
    ("layout", "raw"), [("2025-07", True), ("2026-03", False), ("2026-08", True)]
)
def test_a_dataset_of_it_and_each_page_say_so(tmp_path, layout, raw):
    made = make(50, 2, tmp_path, layout=layout, raw_workbooks=raw)
    (release,) = {r.release for r in inspect([made.folder])}
    assert release == f"synthetic-{layout}"

    dataset = build([made.folder], tmp_path / "set", Options(mode="records")).dataset
    assert dataset.manifest.synthetic
    assert [r.synthetic for r in dataset.manifest.releases] == [True]

    pages = sorted(write(View.of(dataset), tmp_path / "site").index.parent.glob("*.html"))
    titles = [re.findall(r"<title>(.*?)</title>", p.read_text("utf-8"), re.DOTALL) for p in pages]
    assert [t for t in titles if "SYNTHETIC" not in t[0]] == []
    assert [p.name for p in pages if "no real person" not in p.read_text("utf-8")] == []


@pytest.mark.parametrize("raw", [False, True])
def test_a_file_under_another_name_is_still_known_to_be_made_up(tmp_path, raw):
    made = make(50, 2, tmp_path / "made", raw_workbooks=raw)
    path = next(p for p in made.paths if "Arrests" in p.name)
    renamed = path.rename(tmp_path / f"arrests{path.suffix}")

    assert [r.release for r in inspect([renamed])] == ["synthetic-2026-03"]
