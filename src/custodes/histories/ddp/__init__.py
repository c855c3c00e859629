"""
Histories by the Deportation Data Project's rules, so that published work can be compared.
"""

from custodes.histories.ddp._columns import COLUMNS
from custodes.histories.ddp._run import EXTRACTS, run
from custodes.histories.ddp._steps import REMOVALS_RULES

__all__ = ["COLUMNS", "EXTRACTS", "REMOVALS_RULES", "run"]
