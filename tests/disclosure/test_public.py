"""
Judged tables as files.
"""

from __future__ import annotations

import csv
import json
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq
import pyreadstat
import pytest
from openpyxl import load_workbook

from custodes.disclosure import (
    FORMATS,
    PublicColumn,
    PublicTable,
    Why,
    export,
    export_public,
)
from custodes.errors import CallError
from custodes.provenance import Dataset, Manifest
from datasets import dataset, table_of

TABLE = PublicTable(
    "releases-by-office",
    "Releases by office.",
    (PublicColumn("office", "Office"), PublicColumn("releases", "Releases", "count")),
    (("St. Paul", 12.0), ("=Boston", Why.PROTECTS), ("Guam", Why.SMALL), ("Miami", None)),
)


@pytest.fixture
def built(tmp_path: Path) -> Dataset:
    return dataset(tmp_path / "set", {"stints": table_of("stints", [{"birth_year": 1990}])})


@pytest.fixture
def manifest(built: Dataset) -> Manifest:
    return built.manifest


def test_a_hidden_number_is_not_in_the_file_but_why_is(tmp_path: Path, manifest: Manifest) -> None:
    export_public([TABLE], manifest, tmp_path / "out", "csv")

    with (tmp_path / "out/releases-by-office.csv").open(newline="") as file:
        rows = list(csv.reader(file))
    assert rows == [
        ["office", "releases", "releases_hidden"],
        ["St. Paul", "12", ""],
        ["'=Boston", "", "protects"],
        ["Guam", "", "small"],
        ["Miami", "", ""],
    ]


def test_every_form_holds_the_same_numbers(tmp_path: Path, manifest: Manifest) -> None:
    for form in FORMATS:
        export_public([TABLE], manifest, tmp_path / form, form)
    name = "releases-by-office"

    sheet = load_workbook(tmp_path / f"xlsx/{name}.xlsx")[name]
    found = {
        "parquet": pq.read_table(tmp_path / f"parquet/{name}.parquet")["releases"].to_pylist(),
        "xlsx": [c.value for c in sheet["B"][1:]],
        **{
            form: [
                None if v != v else v  # noqa: PLR0124  pandas' way of saying none
                for v in read(str(tmp_path / f"{form}/{name}.{form}"))[0]["releases"].tolist()
            ]
            for form, read in (("dta", pyreadstat.read_dta), ("sav", pyreadstat.read_sav))
        },
    }

    assert found == {form: [12, None, None, None] for form in found}


def test_the_package_says_what_it_is_and_how_it_was_made(
    tmp_path: Path, manifest: Manifest
) -> None:
    export_public([TABLE], manifest, tmp_path / "out", "csv")

    package = json.loads((tmp_path / "out/datapackage.json").read_text())
    (resource, _codebook) = package["resources"]
    data = (tmp_path / "out/releases-by-office.csv").read_bytes()
    assert package["not_for_publication"] is False
    assert package["command"] == "custodes export DIR --to OUT --format csv --public"
    assert resource["hash"] == f"sha256:{sha256(data).hexdigest()}"
    assert [f["name"] for f in resource["schema"]["fields"]] == [
        "office",
        "releases",
        "releases_hidden",
    ]


def test_rows_of_persons_never_lie_beside_what_may_be_published(
    tmp_path: Path, built: Dataset
) -> None:
    export(built, tmp_path / "rows", "csv")
    export_public([TABLE], built.manifest, tmp_path / "public", "csv")

    with pytest.raises(CallError, match="not for publication"):
        export_public([TABLE], built.manifest, tmp_path / "rows", "csv")
    with pytest.raises(CallError, match="an export for publication"):
        export(built, tmp_path / "public", "csv")
