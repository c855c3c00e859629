"""
Text that a spreadsheet shows and does not run.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pyarrow as pa

RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "\0", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""
What a spreadsheet takes for the start of a formula or a command (OWASP ASVS 5.0, 1.2.10);
the last four are =, +, - and @ as Chinese, Japanese and Korean keyboards write them.
"""

# Blanks before it are no help: some programs drop them.
_PATTERN = "^(?:[ \u00a0\u3000\u200b\ufeff]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n\\x00])"
_STARTS = re.compile(_PATTERN)


def safe_text(text: str) -> str:
    """
    The text with an apostrophe before it where a spreadsheet would run it.

    >>> safe_text("=HYPERLINK(1)")
    "'=HYPERLINK(1)"
    """
    return f"'{text}" if _STARTS.match(text) else text


def safe_columns(batch: pa.RecordBatch) -> pa.RecordBatch:
    """
    Every text column of a batch made safe in the same way.
    """
    import pyarrow as pa
    import pyarrow.compute as pc

    arrays = []
    for column in batch.columns:
        if pa.types.is_string(column.type) or pa.types.is_large_string(column.type):
            risky = pc.match_substring_regex(column, _PATTERN)
            column = pc.if_else(risky, pc.binary_join_element_wise("'", column, ""), column)  # noqa: PLW2901
        arrays.append(column)
    return pa.RecordBatch.from_arrays(arrays, names=batch.schema.names)
