"""
Where people look: a static report that opens from a disk, with no network.

Only what `custodes.site.hiding` has passed reaches a template, a chart or a
download: a page takes no other kind of table.
"""

from custodes.site._write import Report, write

__all__ = ["Report", "write"]
