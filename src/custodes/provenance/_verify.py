"""
Checking a dataset against its manifest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from custodes.provenance._dataset import Dataset
from custodes.provenance._files import hash_file
from custodes.provenance._log import in_log, verify_log


def verify(dataset: Dataset, progress: Callable[[int, int], None] | None = None) -> list[str]:
    """
    What in a dataset is not as its manifest says; nothing when all is well.

    Args:
        dataset: The dataset.
        progress: Told bytes done and bytes in all.

    Returns:
        One sentence for each file that is missing, changed or not named by the
        manifest, for a manifest that the log does not tell of, and for a log
        that does not follow from itself.
    """
    return [
        *_stored(dataset, progress),
        *_strays(dataset),
        *_manifest(dataset),
        *verify_log(dataset.folder / "log.jsonl"),
    ]


def _manifest(dataset: Dataset) -> Iterator[str]:
    if not in_log(dataset.folder / "log.jsonl", hash_file(dataset.folder / "manifest.json")):
        yield "manifest.json: not one that a build of the log wrote"


def _stored(dataset: Dataset, progress: Callable[[int, int], None] | None) -> Iterator[str]:
    stored = [f for t in dataset.manifest.tables for f in t.files]
    total = sum(f.bytes for f in stored)
    done = 0
    for file in stored:
        path = dataset.folder / file.path
        if not path.is_file():
            yield f"{file.path}: named by the manifest, not there"
        elif path.stat().st_size != file.bytes or hash_file(path) != file.sha256:
            yield f"{file.path}: not the file that was built"
        done += file.bytes
        if progress:
            progress(done, total)


def _strays(dataset: Dataset) -> Iterator[str]:
    # Other folders of data/ are what a killed build left; the next build sweeps them.
    named = {dataset.folder / f.path for t in dataset.manifest.tables for f in t.files}
    for folder in sorted({p.parent for p in named}):
        for path in sorted(folder.iterdir()) if folder.is_dir() else []:
            if path not in named:
                yield f"{path.relative_to(dataset.folder)}: there, not named by the manifest"
