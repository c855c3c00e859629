"""
A dataset is replaced and never rewritten: at each step there is an old one or a new one, whole.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from custodes.build import _commit, build
from custodes.provenance import Dataset, verify
from custodes.synthetic import make


@pytest.fixture(scope="module")
def releases(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    root = tmp_path_factory.mktemp("releases")
    first, second = (make(50, seed, root / str(seed)).folder for seed in (1, 2))
    return first, second


def contents(folder: Path) -> dict[str, bytes]:
    return {
        str(p.relative_to(folder)): p.read_bytes()
        for part in ("manifest.json", "data")
        for p in sorted([folder / part, *(folder / part).rglob("*")])
        if p.is_file()
    }


def test_no_file_of_the_old_dataset_is_written_into(
    releases: tuple[Path, Path], tmp_path: Path
) -> None:
    # Whoever has a file of it open goes on reading what was there when he opened it.
    old = build([releases[0]], tmp_path / "set").dataset.folder
    before = contents(old)
    for name in before:
        kept = tmp_path / "kept" / name
        kept.parent.mkdir(parents=True, exist_ok=True)
        os.link(old / name, kept)

    build([releases[1]], tmp_path / "set")

    assert contents(tmp_path / "kept") == before
    assert set(contents(old)) & set(before) == {"manifest.json"}
    assert contents(old)["manifest.json"] != before["manifest.json"]


@pytest.mark.parametrize("stopped", ["before", "after"])
def test_the_manifest_is_the_moment_at_which_old_becomes_new(
    releases: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, stopped: str
) -> None:
    old = build([releases[0]], tmp_path / "set").dataset.manifest
    written = _commit.write_atomically

    def interrupted(path: Path, data: bytes) -> None:
        # All that the new manifest is going to name is there already.
        assert verify(Dataset.open(tmp_path / "set")) == []
        if stopped == "after":
            written(path, data)
        raise KeyboardInterrupt

    with monkeypatch.context() as m:
        m.setattr(_commit, "write_atomically", interrupted)
        with pytest.raises(KeyboardInterrupt):
            build([releases[1]], tmp_path / "set")
    left = Dataset.open(tmp_path / "set")
    again = build([releases[1]], tmp_path / "set").dataset

    assert (left.manifest.build_id == old.build_id) == (stopped == "before")
    assert verify(again) == []
    assert len(list((tmp_path / "set" / "data").iterdir())) == 1


def test_what_an_interrupted_build_left_does_not_spoil_the_dataset_it_leaves(
    releases: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build([releases[0]], tmp_path / "set")
    before = contents(tmp_path / "set")

    def interrupted(*_given: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(_commit, "write_atomically", interrupted)
    with pytest.raises(KeyboardInterrupt):
        build([releases[1]], tmp_path / "set")

    assert before.items() <= contents(tmp_path / "set").items()
