"""
What can be said in numbers: one module a question.

A measure's docstring is its method section and its SQL lies beside it. What it
gives has three parts: the numbers, the ledger of rows left out, which adds up
to all, and the caveats. Nothing here rounds, hides or draws.
"""

from custodes.measures._absent import check_values
from custodes.measures._catalog import catalog
from custodes.measures._findings import Findings, Ledger, LedgerPart, Loss, Source
from custodes.measures._measure import Figure, Measure
from custodes.measures._trail import Trail, Walked, groups_asked, narrowed, walk
from custodes.measures._view import View

__all__ = [
    "Figure",
    "Findings",
    "Ledger",
    "LedgerPart",
    "Loss",
    "Measure",
    "Source",
    "Trail",
    "View",
    "Walked",
    "catalog",
    "check_values",
    "groups_asked",
    "narrowed",
    "walk",
]
