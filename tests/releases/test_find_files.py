"""
The files that a call names.
"""

from __future__ import annotations

import os
from pathlib import Path

from custodes.releases import find_files


def test_a_folder_is_walked_in_one_order_without_hidden_and_lock_files(tmp_path: Path) -> None:
    for name in ("b/2.csv", "b/1.csv", "a.csv", ".hidden", "~$a.xlsx", ".git/x.csv"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x")
    found = find_files([tmp_path])
    assert [p.relative_to(tmp_path).as_posix() for p in found.files] == [
        "a.csv",
        "b/1.csv",
        "b/2.csv",
    ]
    assert found.problems == ()


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    one = tmp_path / "one.csv"
    one.write_text("x")
    (tmp_path / "two.csv").symlink_to(one)
    assert find_files([one, tmp_path, one]).files == (one,)


def test_a_hidden_file_that_is_named_itself_is_taken(tmp_path: Path) -> None:
    hidden = tmp_path / ".data.csv"
    hidden.write_text("x")
    assert find_files([hidden]).files == (hidden,)


def test_folders_linked_in_a_circle_are_walked_once(tmp_path: Path) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "a.csv").write_text("x")
    (inner / "up").symlink_to(tmp_path)
    found = find_files([tmp_path])
    assert ([p.name for p in found.files], found.problems) == (["a.csv"], ())


def test_what_cannot_be_read_is_named_and_the_rest_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("x")
    os.mkfifo(tmp_path / "b.csv")
    (tmp_path / "c.csv").symlink_to(tmp_path / "c.csv")
    (tmp_path / "d.csv").symlink_to(tmp_path / "nowhere")
    found = find_files([tmp_path, tmp_path / "e.csv"])
    assert [p.name for p in found.files] == ["a.csv"]
    assert [str(p) for p in found.problems] == [
        "b.csv: is no file but a pipe, a socket or a device; leave it out.",
        "c.csv: is a link that leads nowhere or in a circle; check the path.",
        "d.csv: is a link that leads nowhere or in a circle; check the path.",
        "e.csv: no such file or directory; check the path.",
    ]


def test_a_name_that_is_no_text_is_a_problem_of_that_file_alone(tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text("x")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/bad\xff.csv")).write_text("x")
    found = find_files([tmp_path])
    assert [p.name for p in found.files] == ["good.csv"]
    (problem,) = found.problems
    assert str(problem) == (
        "bad\\xff.csv: has a name or a folder's name that is not UTF-8; rename it."
    )
