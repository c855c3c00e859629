"""
Killed at any moment, a build leaves the old dataset or the new one, never a half.
"""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from custodes.build import build
from custodes.provenance import Dataset, Manifest, verify
from custodes.synthetic import make

KILLS = 15

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("releases")
    small = make(150, 1, root / "small", raw_workbooks=["arrests"]).folder
    large = make(3_000, 2, root / "large", raw_workbooks=["detentions", "arrests"]).folder
    return small, large


def start(source: Path, to: Path) -> subprocess.Popen[bytes]:
    call = [sys.executable, "-m", "custodes", "build", str(source), "--to", str(to), "--quiet"]
    return subprocess.Popen(
        call, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )


def hashes(manifest: Manifest) -> dict[str, list[str]]:
    return {t.name: [f.sha256 for f in t.files] for t in manifest.tables}


def test_a_build_killed_at_any_moment_leaves_old_or_new(
    releases: tuple[Path, Path], tmp_path: Path
) -> None:
    small, large = releases
    reference = build([large], tmp_path / "reference").dataset.manifest
    began = time.monotonic()
    assert 0 == start(large, tmp_path / "timed").wait()
    whole = time.monotonic() - began
    chance = random.Random(5)
    old = build([small], tmp_path / "old").dataset.manifest
    seen = set()

    for n in range(KILLS):
        folder = tmp_path / f"set{n}"
        shutil.copytree(tmp_path / "old", folder)
        process = start(large, folder)
        time.sleep(chance.uniform(0.0, whole))
        process.send_signal(signal.SIGKILL)
        process.wait()

        found = Dataset.open(folder)
        seen.add(found.manifest.build_id)
        assert found.manifest.build_id in {old.build_id, reference.build_id}
        assert [] == verify(found)
        if n % 5 == 0:
            again = build([large], folder).dataset
            assert hashes(reference) == hashes(again.manifest)
            assert [] == verify(again)
            assert 1 == len(list((folder / "data").iterdir()))

    assert old.build_id in seen


def test_a_second_run_takes_up_what_the_first_had_read(
    releases: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import custodes.build._build as room

    def fail(*_given: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(room, "_write", fail)
        with pytest.raises(KeyboardInterrupt):
            build([releases[0]], tmp_path / "set")
    read: list[object] = []
    monkeypatch.setattr("custodes.build._read.read_file", lambda *a, **k: read.append(a))

    build([releases[0]], tmp_path / "set")

    assert [] == read
