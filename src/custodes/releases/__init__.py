"""
Releases as agencies publish them, read into the canonical tables.

A layout is data (``layouts/<id>/``); files are recognised by their headers.
"""

from custodes.releases._copies import Copy, copies
from custodes.releases._find import Found, find_files
from custodes.releases._inspect import FileReport, TableReport, inspect
from custodes.releases._layout import Layout, layouts
from custodes.releases._model import (
    FIELD_COLUMNS,
    NATIONAL,
    RARE,
    REJECT_COLUMNS,
    Context,
    FieldCount,
    ReadFile,
    ReadTable,
    Unmapped,
)
from custodes.releases._precedence import Covered, Superseding, supersede
from custodes.releases._read import read_file
from custodes.releases._store import store

__all__ = [
    "FIELD_COLUMNS",
    "NATIONAL",
    "RARE",
    "REJECT_COLUMNS",
    "Context",
    "Copy",
    "Covered",
    "FieldCount",
    "FileReport",
    "Found",
    "Layout",
    "ReadFile",
    "ReadTable",
    "Superseding",
    "TableReport",
    "Unmapped",
    "copies",
    "find_files",
    "inspect",
    "layouts",
    "read_file",
    "store",
    "supersede",
]
