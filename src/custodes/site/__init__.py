"""
Where people look: a static report that opens from a disk, with no network.

Every page first says its numbers, all of them are judged together by
`custodes.disclosure`, and only what it passes reaches a template, a chart or a
download: a page takes no other kind of table.
"""

from custodes.site._public import public_tables
from custodes.site._write import Report, write

__all__ = ["Report", "public_tables", "write"]
