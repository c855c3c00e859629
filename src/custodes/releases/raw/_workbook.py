"""
A workbook: every part scanned before a reader is let near, then sheet by sheet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import fastexcel

from custodes.errors import Place, UnreadableFileError
from custodes.releases.raw._directory import DAMAGED, Part, workbook_parts
from custodes.releases.raw._inflate import part_pieces
from custodes.releases.raw._limits import Limits
from custodes.releases.raw._model import FROM_1904, Progress, RawSheet
from custodes.releases.raw._parts import Listed, counts_from_1904, sheet_parts
from custodes.releases.raw._scan import SheetFacts, scan_other, scan_sheet
from custodes.releases.raw._sheet import SheetReader

_XML = (".xml", ".rels", ".vml")


@dataclass(slots=True)
class _Book:
    """
    A workbook under scan.
    """

    path: Path
    parts: dict[str, Part]
    limits: Limits
    progress: Progress
    listed: dict[str, Listed] = field(default_factory=dict)
    sheets: dict[str, SheetFacts] = field(default_factory=dict)
    fractions: bool = False
    done: int = 0

    @property
    def total(self) -> int:
        return 2 * sum(p.declared for p in self.parts.values())

    def scan(self) -> None:
        """
        Look over every XML part: first those that name the sheets, then the sheets.
        """
        others = [n for n in self.parts if n.endswith(_XML) and not _holds_cells(n)]
        for name in others:
            found = scan_other(self._pieces(name), Place(self.path.name))
            self.fractions = self.fractions or found
        self.listed = sheet_parts(self.path, self.parts.values())
        called = {found.part: sheet for sheet, found in self.listed.items()}
        for name in self.parts:
            if name in called or (name.endswith(_XML) and _holds_cells(name)):
                place = Place(self.path.name, sheet=called.get(name))
                facts = scan_sheet(self._pieces(name), place, self.limits)
                if facts is not None:
                    self.sheets[name] = facts

    def step(self, name: str) -> None:
        self.done += self.parts[name].declared
        self.progress(self.done, self.total)

    def _pieces(self, name: str) -> Iterator[bytes]:
        yield from part_pieces(self.path, self.parts[name])
        self.step(name)


def _holds_cells(name: str) -> bool:
    return "sheets/" in name and not name.endswith(".rels")


def read_workbook(
    path: Path, work: Path, limits: Limits, progress: Progress
) -> tuple[list[RawSheet], list[str]]:
    """
    Every sheet of a workbook and the notes on it; to be run in a child process.

    Raises:
        UnreadableFileError: it is damaged, hostile or no workbook.
        LimitError: it is larger than allowed.
    """
    parts = {p.name.lower(): p for p in workbook_parts(path, limits)}
    book = _Book(path, parts, limits, progress)
    book.scan()
    try:
        opened = fastexcel.read_excel(path)
    except fastexcel.FastExcelError:
        raise UnreadableFileError(Place(path.name), "is a damaged workbook", DAMAGED) from None
    notes = []
    if any(n.endswith("vbaproject.bin") for n in parts):
        notes.append("The workbook carries macros; they were neither run nor read.")
    if counts_from_1904(path, parts.values()):
        notes.append(FROM_1904)
    sheets = []
    for index, name in enumerate(opened.sheet_names):
        listed = book.listed.get(name, Listed("", hidden=False))
        part = listed.part
        if part not in parts:
            raise UnreadableFileError(
                Place(path.name, sheet=name), "is listed but not in the workbook", DAMAGED
            )
        if part not in book.sheets:
            notes.append(f"Sheet {name!r} is a chart, a dialog or a macro; it was left out.")
            continue
        reader = SheetReader(path, name, index, parts[part], book.sheets[part], book.fractions)
        sheets.append(reader.read(opened, work))
        if listed.hidden:
            notes.append(f"Sheet {name!r} is hidden in the workbook; it was read too.")
        notes += reader.notes
        book.step(part)
    progress(book.total, book.total)
    return sheets, notes
