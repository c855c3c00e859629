"""
Which part of a workbook holds which sheet.
"""

from __future__ import annotations

import posixpath
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from custodes.errors import Place, UnreadableFileError
from custodes.releases.raw._directory import DAMAGED, Part
from custodes.releases.raw._inflate import part_pieces
from custodes.releases.raw._limits import MIB

_LONGEST = 16 * MIB


@dataclass(frozen=True, slots=True)
class Listed:
    """
    A sheet as the workbook lists it.

    Attributes:
        part: lower-case name of the part that holds it.
        hidden: a person who opens the workbook does not see it.
    """

    part: str
    hidden: bool


def counts_from_1904(path: Path, parts: Iterable[Part]) -> bool:
    """
    Whether day 0 of the workbook is 1 January 1904, as on old Macintoshes.
    """
    by_name = {p.name.lower(): p for p in parts}
    properties = _elements(path, by_name[_workbook(by_name)], "workbookPr")
    return any(_attribute(e, "date1904").lower() in {"1", "true", "on"} for e in properties)


def _workbook(names: Iterable[str]) -> str:
    return min((n for n in names if n.startswith("xl/") and n.endswith("workbook.xml")), key=len)


def sheet_parts(path: Path, parts: Iterable[Part]) -> dict[str, Listed]:
    """
    The sheets by name, in the order of the workbook.

    Entities must have been refused before.
    """
    by_name = {p.name.lower(): p for p in parts}
    workbook = _workbook(by_name)
    folder, name = posixpath.split(workbook)
    targets = by_name.get(f"{folder}/_rels/{name}.rels")
    place = Place(path.name)
    if targets is None:
        raise UnreadableFileError(place, "does not say where its sheets are", DAMAGED)
    links = {
        _attribute(e, "Id"): _resolve(folder, _attribute(e, "Target"))
        for e in _elements(path, targets, "Relationship")
    }
    return {
        _attribute(e, "name"): Listed(
            links.get(_attribute(e, "id"), ""), "hidden" in _attribute(e, "state").lower()
        )
        for e in _elements(path, by_name[workbook], "sheet")
    }


def _resolve(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/" + folder, target)).lstrip("/").lower()


def _attribute(element: ET.Element, name: str) -> str:
    for key, value in element.attrib.items():
        if key.rpartition("}")[2] == name:
            return value
    return ""


def _elements(path: Path, part: Part, tag: str) -> list[ET.Element]:
    place = Place(path.name)
    if part.declared > _LONGEST:
        raise UnreadableFileError(place, "holds a list of sheets without end", DAMAGED)
    try:
        root = ET.fromstring(b"".join(part_pieces(path, part)))  # noqa: S314 - no entities left
    except ET.ParseError:
        raise UnreadableFileError(place, "is a damaged workbook", DAMAGED) from None
    return [e for e in root.iter() if e.tag.rpartition("}")[2] == tag]
