"""
How much a file may ask of the machine: in proportion to its size, under a ceiling.
"""

from __future__ import annotations

from dataclasses import dataclass

MIB = 1 << 20
GIB = 1 << 30


@dataclass(frozen=True, slots=True)
class Limits:
    """
    Ceilings on what reading one file may take; a user may raise them.

    Attributes:
        max_bytes: most bytes a compressed file may hold once inflated.
        max_memory: most bytes of address space the reader may take.
        max_seconds: most seconds of work.
        max_cells: most cells a sheet may span, blank ones counted.
    """

    max_bytes: int = 6 * GIB
    max_memory: int = 10 * GIB
    max_seconds: int = 900
    max_cells: int = 250_000_000

    def inflated(self, size: int) -> int:
        """
        Bytes that a file of `size` bytes may hold once inflated.

        A real workbook inflates to between five and forty times its size, a bomb to a
        thousand times.
        """
        return min(self.max_bytes, max(512 * MIB, 100 * size))

    def memory(self, content: int) -> int:
        """
        Address space for a reader of `content` bytes once inflated.

        A sheet of short numbers takes some five bytes of memory for each of text; the rest
        is for the interpreter and its libraries.
        """
        return min(self.max_memory, 1 * GIB + 6 * content)

    def seconds(self, content: int) -> int:
        """
        Seconds of work for `content` bytes once inflated, some ten times the usual.
        """
        return min(self.max_seconds, 20 + content // (5 * MIB))

    def cells(self, filled: int) -> int:
        """
        Cells that a sheet with `filled` cells that are not blank may span.
        """
        return min(self.max_cells, max(10_000_000, 50 * filled))

    def patience(self, content: int) -> int:
        """
        Seconds by the clock that a reader may take, on however busy a machine.
        """
        return 30 + 5 * self.seconds(content)
