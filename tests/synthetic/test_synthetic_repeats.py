"""
The same arguments give the same bytes; others give others.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

from custodes.synthetic import SyntheticRelease, make


def _hashes(release: SyntheticRelease) -> dict[str, str]:
    paths = [*release.paths, *Path(release.truth).iterdir()]
    return {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in paths}


def test_parquet_is_the_same_byte_for_byte(tmp_path):
    first = make(500, 3, tmp_path / "a")
    assert _hashes(make(500, 3, tmp_path / "b")) == _hashes(first)


def test_no_stray_byte_of_memory_and_no_order_of_a_set_reaches_a_file(tmp_path):
    first = make(3_000, 3, tmp_path / "a")
    strange = {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_PERTURB_": "165",
               "PYTHONHASHSEED": "77"}  # fmt: skip
    script = "import sys; from pathlib import Path; from custodes.synthetic import make; "
    script += "make(3_000, 3, Path(sys.argv[1]))"
    call = [sys.executable, "-c", script, str(tmp_path / "b")]
    subprocess.run(call, check=True, env=os.environ | strange)
    second = {
        p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in (tmp_path / "b").glob("*/*.*")
    }
    assert second == _hashes(first)


def test_workbooks_are_the_same_byte_for_byte_at_another_time_and_in_another_zone(
    tmp_path, monkeypatch
):
    first = make(60, 3, tmp_path / "a", raw_workbooks=True)
    monkeypatch.setenv("TZ", "Asia/Kathmandu")
    time.tzset()
    try:
        second = make(60, 3, tmp_path / "b", raw_workbooks=True)
    finally:
        os.environ.pop("TZ")
        time.tzset()
    assert _hashes(second) == _hashes(first)


def test_another_seed_gives_other_bytes_in_every_file_with_rows(tmp_path):
    first, second = make(500, 3, tmp_path / "a"), make(500, 4, tmp_path / "b")
    same = {n for n, h in _hashes(first).items() if _hashes(second)[n] == h}
    assert same == {"README.md"}


def test_making_a_release_again_in_its_folder_leaves_the_same_files(tmp_path):
    first = _hashes(make(300, 3, tmp_path))
    assert _hashes(make(300, 3, tmp_path)) == first


def test_what_was_made_before_in_the_folder_does_not_stay_beside_it(tmp_path):
    make(60, 3, tmp_path, raw_workbooks=True)
    (tmp_path / "release" / "notes.txt").write_text("mine")
    made = make(60, 3, tmp_path)
    left = {p.name for p in made.folder.iterdir()}
    assert left == {p.name for p in made.paths} | {"notes.txt"}


def test_workbooks_and_parquet_hold_as_many_rows(tmp_path):
    as_parquet = make(300, 3, tmp_path / "a")
    as_workbooks = make(300, 3, tmp_path / "b", raw_workbooks=True)
    assert as_workbooks.rows == as_parquet.rows
