"""
Histories by the Deportation Data Project's rules, so that published work can be compared.

Names of columns are the project's (`COLUMNS` has them all). Where a rule meets a
null the project's script has no one answer, and these were chosen: a null time or
code is a value of its own in a key, never pooled over people as its pasted text
keys would; `detention_facility_codes_all` is null where a code is; a stay none of
whose stints has a length has no longest one; a duty site names a State by whole words.
"""

from custodes.histories.ddp._columns import COLUMNS
from custodes.histories.ddp._run import EXTRACTS, run
from custodes.histories.ddp._steps import REMOVALS_RULES

__all__ = ["COLUMNS", "EXTRACTS", "REMOVALS_RULES", "run"]
