"""
What may be shown, and in what form it leaves.

A report says all its numbers and how they add up (`Publication`); `protect` judges
which must be hidden, and `attack` tries to work those out. Exports are files that
no program runs.
"""

from custodes.disclosure._after import FILE as NUMBERS
from custodes.disclosure._after import Beside, name_of, numbers_csv, read_numbers, said_before
from custodes.disclosure._attack import WIDTH, Exposed, attack
from custodes.disclosure._export import FORMATS, check_folder, export
from custodes.disclosure._protect import Judgement, protect
from custodes.disclosure._public import PublicColumn, PublicTable, export_public
from custodes.disclosure._publication import LIMIT, Key, Publication, Sum, cell
from custodes.disclosure._safe import RISKY, safe_text
from custodes.disclosure._why import Why

__all__ = [
    "FORMATS",
    "LIMIT",
    "NUMBERS",
    "RISKY",
    "WIDTH",
    "Beside",
    "Exposed",
    "Judgement",
    "Key",
    "PublicColumn",
    "PublicTable",
    "Publication",
    "Sum",
    "Why",
    "attack",
    "cell",
    "check_folder",
    "export",
    "export_public",
    "name_of",
    "numbers_csv",
    "protect",
    "read_numbers",
    "safe_text",
    "said_before",
]
