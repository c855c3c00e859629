"""
What may be shown, and in what form it leaves: exports that no program runs.

Small cells are the business of the pages until the answers bring the rest of
this room.
"""

from custodes.disclosure._export import FORMATS, export
from custodes.disclosure._safe import RISKY, safe_text

__all__ = ["FORMATS", "RISKY", "export", "safe_text"]
