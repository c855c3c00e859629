"""
The canonical tables as data: the one place where a column is named.

A table is a TOML file in ``tables/``, a code list a TOML file in ``codes/``.
Everything that needs a column's name, type or meaning (readers, SQL checks,
the codebook, exports) takes it from here.
"""

from custodes.records._codebook import CodebookLine, codebook
from custodes.records._codes import Code, CodeList, code_lists
from custodes.records._tables import (
    FILE_COLUMNS,
    PROVENANCE,
    Column,
    ColumnType,
    Table,
    arrow_schema,
    table,
    tables,
)

__all__ = [
    "FILE_COLUMNS",
    "PROVENANCE",
    "Code",
    "CodeList",
    "CodebookLine",
    "Column",
    "ColumnType",
    "Table",
    "arrow_schema",
    "code_lists",
    "codebook",
    "table",
    "tables",
]
