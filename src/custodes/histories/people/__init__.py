"""
What happened to each person: the default histories.

Duplicates are flagged by kind and none is dropped; stints make stays by release,
person and stay book-in; `END_RULES` say how each stay ended; arrests and stays are
matched one to one so that no pair is lost. docs/adr/0002-histories.md has every
difference from the Deportation Data Project's rules, and why.
"""

from custodes.histories.people._ends import END_RULES, EndRule
from custodes.histories.people._run import Limits, run

__all__ = ["END_RULES", "EndRule", "Limits", "run"]
