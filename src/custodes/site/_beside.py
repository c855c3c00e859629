"""
A report beside the one that was published before it.
"""

from __future__ import annotations

from pathlib import Path

from custodes.disclosure import NUMBERS, Beside, Publication, read_numbers, said_before
from custodes.errors import CallError
from custodes.site._shown import Heading, Number, Section, Table
from custodes.site._words import say, words

MARK = ".custodes-site"
"""A file that says that the folder is ours to replace, and which build it shows."""
_BUILD = "build: "


def mark(build: str) -> str:
    """
    What the mark of a site holds.
    """
    return f"Made by custodes report; replaced whole when made again.\n{_BUILD}{build}\n"


def guard(publication: Publication, earlier: Path) -> Beside:
    """
    Guard all differences from an earlier report, once every number is said.

    Raises:
        CallError: the folder holds no report that says its numbers.
    """
    try:
        numbers = read_numbers(earlier / "data" / NUMBERS)
        told = (earlier / MARK).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        raise CallError(
            f"{earlier}: holds no report with its numbers (data/{NUMBERS}); name the folder "
            "of the report that was published before."
        ) from None
    build = next((t.removeprefix(_BUILD) for t in told if t.startswith(_BUILD)), "")
    return said_before(publication, numbers, build)


def section(beside: Beside) -> Section:
    """
    What the differences reveal.
    """
    w = words()["beside"]
    rows = tuple(
        (w[name], Number(getattr(beside, name)))
        for name in ("same", "differ", "small", "only_earlier", "only_now")
    )
    headings = (Heading(w["what"], "what", number=False), Heading(w["numbers"], "numbers"))
    table = Table("beside-table", w["caption"], headings, rows)
    text = (say("beside", "text", build=beside.earlier), w["guarded"], w["kept"])
    return Section("beside", w["title"], text, None, (table,))
