"""
Changes to a dataset are seen; two builds do not write into one folder.
"""

from __future__ import annotations

import json
import multiprocessing
import os
from pathlib import Path

import pytest

from custodes.errors import (
    DatasetBusyError,
    DatasetDamagedError,
    MissingTableError,
    NotADatasetError,
)
from custodes.provenance import (
    Dataset,
    Manifest,
    append_log,
    hold,
    verify,
    verify_log,
    write_atomically,
)
from datasets import dataset, table_of


@pytest.fixture
def made(tmp_path: Path) -> Dataset:
    return dataset(tmp_path, {"arrests": table_of("arrests", [{"gender": "Male"}])})


def test_a_dataset_as_built_has_nothing_wrong(made: Dataset) -> None:
    assert [] == verify(made)


def test_one_changed_byte_is_found(made: Dataset) -> None:
    path = made.paths("arrests")[0]
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(bytes(data))

    assert ["data/b/arrests.parquet: not the file that was built"] == verify(made)


def test_a_missing_and_a_strange_file_are_found(made: Dataset) -> None:
    path = made.paths("arrests")[0]
    path.rename(path.with_name("other.parquet"))

    assert [
        "data/b/arrests.parquet: named by the manifest, not there",
        "data/b/other.parquet: there, not named by the manifest",
    ] == verify(made)


@pytest.mark.parametrize(
    "path", ["../../elsewhere/arrests.parquet", "/etc/passwd", "data/../../x", "data/x", "", 5]
)
def test_a_manifest_names_no_file_outside_its_dataset(made: Dataset, path: object) -> None:
    manifest = made.folder / "manifest.json"
    told = json.loads(manifest.read_bytes())
    told["tables"][0]["files"][0]["path"] = path
    manifest.write_text(json.dumps(told))

    with pytest.raises(DatasetDamagedError, match="not a manifest that this version can read"):
        Dataset.open(made.folder)


@pytest.mark.parametrize("text", ["", "[]", "null", "[" * 100_000, '{"version": 1}', "\x00"])
def test_what_is_no_manifest_is_said(made: Dataset, text: str) -> None:
    (made.folder / "manifest.json").write_text(text)

    with pytest.raises(DatasetDamagedError, match="not a manifest that this version can read"):
        Dataset.open(made.folder)


def test_a_folder_whose_name_is_not_utf_8_is_no_dataset(made: Dataset) -> None:
    strange = Path(os.fsdecode(bytes(made.folder) + b"/bad\xff"))

    with pytest.raises(NotADatasetError, match="not UTF-8"):
        Dataset.open(strange)


@pytest.mark.parametrize("spoil", ["change", "remove", "swap"])
def test_a_log_that_was_edited_does_not_follow_from_itself(tmp_path: Path, spoil: str) -> None:
    log = tmp_path / "log.jsonl"
    for n in range(4):
        append_log(log, "build", {"rows": n})
    assert [] == verify_log(log)
    lines = log.read_text().splitlines(keepends=True)
    if spoil == "change":
        lines[1] = lines[1].replace('"rows": 1', '"rows": 9')
    elif spoil == "remove":
        del lines[1]
    else:
        lines[1], lines[2] = lines[2], lines[1]
    log.write_text("".join(lines))

    assert 1 == len(verify_log(log))


def test_a_torn_last_line_does_not_spoil_the_next(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    append_log(log, "build", {})
    with log.open("ab") as file:
        file.write(b'{"at": "20')
    append_log(log, "build", {})

    assert [] == verify_log(log)


def _try_to_hold(folder: Path, said: multiprocessing.Queue) -> None:
    try:
        with hold(folder):
            said.put("held")
    except DatasetBusyError as e:
        said.put(str(e))


def test_a_second_build_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    import os

    said: multiprocessing.Queue = multiprocessing.get_context("spawn").Queue()
    with hold(tmp_path):
        process = multiprocessing.get_context("spawn").Process(
            target=_try_to_hold, args=(tmp_path, said)
        )
        process.start()
        answer = said.get(timeout=30)
        process.join()

    assert f"process {os.getpid()} on" in answer
    with hold(tmp_path):
        pass


def test_what_is_no_dataset_is_said(tmp_path: Path, made: Dataset) -> None:
    with pytest.raises(NotADatasetError, match="no dataset here"):
        Dataset.open(tmp_path / "data")
    with pytest.raises(MissingTableError, match="it has: arrests"):
        made.paths("stints")
    for bad in (b"", b"{}", b"[]", b'{"version": 1}', b"\xff\xfe"):
        (tmp_path / "manifest.json").write_bytes(bad)
        with pytest.raises(DatasetDamagedError):
            Dataset.open(tmp_path)


def test_a_manifest_reads_back_as_it_was_written(made: Dataset) -> None:
    assert made.manifest == Manifest.from_json(made.manifest.to_json())


def test_an_atomic_write_leaves_the_old_bytes_or_the_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "m"
    write_atomically(path, b"old")

    def fail(_fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_atomically(path, b"new")

    assert b"old" == path.read_bytes()
