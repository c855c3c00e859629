"""
Building: every row kept, none counted twice, the same bytes each time.
"""

from __future__ import annotations

import datetime as dt
import errno
import gzip
import os
import shutil
from pathlib import Path

import pyarrow.compute as pc
import pyarrow.parquet as pq
import pytest

from custodes.build import Options, build
from custodes.engine import query
from custodes.errors import CallError, NothingReadError, NotRecognisedError, Place
from custodes.provenance import Dataset, verify
from custodes.synthetic import SyntheticRelease, make


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> SyntheticRelease:
    return make(400, 11, tmp_path_factory.mktemp("release"), raw_workbooks=["detentions"])


@pytest.fixture(scope="module")
def built(release: SyntheticRelease, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    return build(
        [release.folder], tmp_path_factory.mktemp("set") / "set", Options(mode="both")
    ).dataset


def count(dataset: Dataset, sql: str) -> int:
    return int(query(dataset.tables, sql)[0][0].as_py())


def test_every_row_of_the_release_is_in_the_dataset(
    release: SyntheticRelease, built: Dataset
) -> None:
    made = {("stints" if t == "detentions" else t): n for t, n in release.rows.items()}

    assert made == {t: count(built, f"SELECT count(*) FROM {t}") for t in made}


def test_every_row_names_a_file_and_a_row_that_are_there(
    release: SyntheticRelease, built: Dataset
) -> None:
    names = {p.name for p in release.paths}

    for table in ("arrests", "stints", "removals", "detainers", "encounters"):
        read = query(built.tables, f"SELECT DISTINCT file FROM {table}")["file"].to_pylist()
        assert set(read) <= names
        assert 0 == count(
            built, f"SELECT count(*) FROM {table} WHERE row IS NULL OR file_sha256 IS NULL"
        )
        twice = f"SELECT count(*) FROM (SELECT 1 FROM {table} GROUP BY file_sha256, sheet, row HAVING count(*) > 1)"
        assert 0 == count(built, twice)


def test_a_synthetic_release_says_so_in_the_manifest(built: Dataset) -> None:
    assert built.manifest.synthetic
    assert all(r.synthetic for r in built.manifest.releases)


def test_the_fields_count_every_cell(built: Dataset) -> None:
    fields = "SELECT sum(filled + blank + redacted + unreadable) FROM fields WHERE table_name = 'arrests' AND header = 'Gender'"

    assert count(built, "SELECT count(*) FROM arrests") == count(built, fields)


def test_the_same_files_give_the_same_bytes_wherever_they_lie(
    release: SyntheticRelease, built: Dataset, tmp_path: Path
) -> None:
    moved = tmp_path / "elsewhere" / "deep"
    shutil.copytree(release.folder, moved)

    again = build([moved], tmp_path / "set", Options(mode="both")).dataset

    assert built.manifest.to_json() == again.manifest.to_json()
    assert [] == verify(again)


def test_building_again_into_the_same_folder_changes_nothing_in_it(
    release: SyntheticRelease, tmp_path: Path
) -> None:
    first = build([release.folder], tmp_path / "set").dataset
    tables = {n: pq.read_table(p[0]) for n, p in first.tables.items()}

    second = build([release.folder], tmp_path / "set").dataset

    assert [] == verify(second)
    assert tables == {n: pq.read_table(p[0]) for n, p in second.tables.items()}
    assert 1 == len(list((tmp_path / "set/data").iterdir()))
    assert not (tmp_path / "set/work").exists()


def test_a_copy_of_a_sheet_is_counted_once(release: SyntheticRelease, tmp_path: Path) -> None:
    source = tmp_path / "in"
    source.mkdir()
    arrests = next(p for p in release.paths if "Arrests" in p.name)
    shutil.copy(arrests, source / arrests.name)
    shutil.copy(arrests, source / f"copy of {arrests.name}")

    made = build([source], tmp_path / "set").dataset

    assert pq.read_metadata(arrests).num_rows == count(made, "SELECT count(*) FROM arrests")
    assert 1 == len(made.manifest.set_aside)


def test_one_bad_file_does_not_stop_the_others(release: SyntheticRelease, tmp_path: Path) -> None:
    source = tmp_path / "in"
    shutil.copytree(release.folder, source)
    (source / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    (source / "notes.txt").write_text("call the office on Monday\n")
    (source / "empty.csv").write_bytes(b"")
    os.mkfifo(source / "pipe.csv")
    (source / "loop.csv").symlink_to(source / "loop.csv")

    made = build([source], tmp_path / "set")

    assert count(made.dataset, "SELECT count(*) FROM arrests") == release.rows["arrests"]
    named = {p.name: p.text for p in made.dataset.manifest.problems}
    assert {"broken.xlsx", "empty.csv", "pipe.csv", "loop.csv"} <= set(named)
    assert {"broken.xlsx", "pipe.csv", "loop.csv"} <= {p.name for p in made.failed}
    assert "notes.txt" not in {p.name for p in made.failed}
    assert all(text.count("\n") == 0 and text.endswith(".") for text in named.values())


def test_a_new_header_stops_its_file_and_is_named(tmp_path: Path) -> None:
    heads = "Area of Responsibility|Event Date|Landmark|Operation|Processing Disposition|Citizenship Country|Gender|Encounter Threat Level|Alien File Number|Shoe Size"
    with gzip.open(tmp_path / "encounters.csv.gz", "wt") as file:
        file.write(heads + "\n" + "|".join(["x"] * 10) + "\n")

    with pytest.raises(NothingReadError, match="nothing was read, and nothing changed") as e:
        build([tmp_path / "encounters.csv.gz"], tmp_path / "set")

    assert "encounters.csv.gz" in str(e.value)
    assert "'Shoe Size'" in str(e.value)
    assert not (tmp_path / "set/manifest.json").exists()


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()

    with pytest.raises(CallError, match="no file to read"):
        build([tmp_path / "in"], tmp_path / "set")


def test_the_extract_date_is_the_users_where_he_says_so(
    release: SyntheticRelease, tmp_path: Path
) -> None:
    import datetime as dt

    plain = build([release.folder], tmp_path / "plain").dataset.manifest.releases[0]
    given = Options(extracts={plain.id: dt.date(2026, 3, 9)})

    told = build([release.folder], tmp_path / "told", given).dataset.manifest.releases[0]

    assert "2026-03-10T23:59:59" == plain.extract_end
    assert ("2026-03-09T23:59:59", "the user") == (told.extract_end, told.extract_from)


def test_dates_of_the_release_reach_the_dataset_as_days(built: Dataset) -> None:
    stays = pq.read_table(built.paths("stays")[0])

    assert pc.count(stays["stay_book_in_date_time"]).as_py() == stays.num_rows


def test_a_folder_that_holds_other_files_is_refused_and_untouched(
    release: SyntheticRelease, tmp_path: Path
) -> None:
    project = tmp_path / "project"
    shutil.copytree(release.folder, project / "data" / "releases")
    (project / "work").mkdir()
    (project / "work" / "notes.txt").write_text("mine")
    (project / "manifest.json").write_text('{"name": "mine"}')
    before = {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}

    with pytest.raises(CallError, match="holds files that no build made"):
        build([project / "data"], project)

    assert before == {p: p.read_bytes() for p in project.rglob("*") if p.is_file()}


def test_folders_that_a_user_put_into_a_dataset_stay(
    release: SyntheticRelease, tmp_path: Path
) -> None:
    build([release.folder], tmp_path / "set")
    for name in ("data/mine", "work/mine"):
        (tmp_path / "set" / name).mkdir(parents=True)

    build([release.folder], tmp_path / "set", Options(mode="ddp"))

    assert (tmp_path / "set" / "data" / "mine").is_dir()
    assert (tmp_path / "set" / "work" / "mine").is_dir()


def test_a_dataset_below_the_releases_is_not_read_again(
    release: SyntheticRelease, tmp_path: Path
) -> None:
    shutil.copytree(release.folder, tmp_path / "releases")

    builds = [build([tmp_path], tmp_path / "set") for _ in range(2)]

    first, second = (b.dataset.manifest for b in builds)
    assert first.inputs == second.inputs
    assert () == second.problems


def test_a_file_and_its_copy_of_the_same_name_are_both_found_and_counted_once(
    release: SyntheticRelease, tmp_path: Path
) -> None:
    source = next(p for p in release.paths if "Detainers" in p.name)
    for n in range(6):
        (tmp_path / f"{n}" / "same").mkdir(parents=True)
        shutil.copy(source, tmp_path / f"{n}" / "same" / source.name)

    made = build([tmp_path / f"{n}" for n in range(6)], tmp_path / "set", Options(mode="records"))

    assert () == made.dataset.manifest.problems
    assert 5 == len(made.dataset.manifest.set_aside)
    assert release.rows["detainers"] == count(made.dataset, "SELECT count(*) FROM detainers")


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (Options(wins={"stint": "synthetic-2026-03"}), "no release gives way in a table 'stint'"),
        (Options(wins={"stints": "2026-03"}), "no stints of a release '2026-03' were read"),
        (Options(extracts={"2029-01": dt.date(2029, 1, 1)}), "no release '2029-01' was read"),
    ],
)
def test_a_choice_about_a_release_that_is_not_there_is_refused(
    asked: Options, said: str, release: SyntheticRelease, tmp_path: Path
) -> None:
    with pytest.raises(CallError, match=said):
        build([release.folder], tmp_path / "set", asked)

    assert not (tmp_path / "set" / "manifest.json").exists()


@pytest.mark.parametrize("name", ["a:b", "a--b", "it's", "[1]*?", "Ñ 😀"])
def test_a_folder_may_have_any_name(
    name: str, release: SyntheticRelease, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    source = next(p for p in release.paths if "Detainers" in p.name)
    (tmp_path / f"in {name}").mkdir()
    shutil.copy(source, tmp_path / f"in {name}" / source.name)

    made = build([Path(f"in {name}")], Path(name)).dataset

    assert release.rows["detainers"] == count(made, "SELECT count(*) FROM detainers")


def test_a_full_disk_ends_the_build_and_leaves_the_old_dataset(
    release: SyntheticRelease, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([release.folder], tmp_path / "set", Options(mode="records"))
    before = (tmp_path / "set" / "manifest.json").read_bytes()

    def full(path: Path, *_: object, **__: object) -> None:
        if "Arrests" in path.name:
            raise OSError(errno.ENOSPC, "No space left on device")
        raise NotRecognisedError(Place(path.name), "not it", "leave it out")

    monkeypatch.setattr("custodes.build._read.read_file", full)
    with pytest.raises(OSError, match="No space left"):
        build([release.folder], tmp_path / "set")

    assert before == (tmp_path / "set" / "manifest.json").read_bytes()
    assert [] == verify(Dataset.open(tmp_path / "set"))


def test_verify_sees_a_manifest_that_was_changed_by_hand(
    release: SyntheticRelease, tmp_path: Path
) -> None:
    made = build([release.folder], tmp_path / "set", Options(mode="records")).dataset
    path = made.folder / "manifest.json"
    path.write_bytes(path.read_bytes().replace(b'"synthetic": true', b'"synthetic": false'))

    assert ["manifest.json: not one that a build of the log wrote"] == verify(
        Dataset.open(made.folder)
    )
