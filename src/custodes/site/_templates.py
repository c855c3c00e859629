"""
Templates: escaped by default, and nothing undefined passes in silence.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from custodes.site._shown import Link, Number

if TYPE_CHECKING:
    from jinja2 import Environment

_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    made = Environment(
        loader=PackageLoader("custodes.site", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.tests["number"] = lambda cell: isinstance(cell, Number)
    made.tests["a_day"] = lambda cell: isinstance(cell, str) and bool(_DAY.fullmatch(cell))
    made.tests["link"] = lambda cell: isinstance(cell, Link)
    return made


def render(template: str, context: dict[str, Any]) -> str:
    """
    One page.
    """
    return _environment().get_template(template).render(context)
