"""
Made-up releases in the true published layouts, with the truth planted beside them.

Nobody in them is real: every value is drawn from a seed by the shapes in ``world/``,
and every facility is invented. Offices, States, countries and the agency's spellings
are real, so that tables and maps look as they will.
"""

from custodes.synthetic._layouts import TABLES, layouts
from custodes.synthetic._make import SyntheticRelease, make

__all__ = ["TABLES", "SyntheticRelease", "layouts", "make"]
