"""
For each row the names of the columns that are marked in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pyarrow as pa


def names(marks: Mapping[str, Any], rows: int) -> pa.Array:
    """
    For each row the names of the columns that are marked in it, joined by ``;``.
    """
    import numpy as np
    import pyarrow as pa

    if not marks:
        return pa.nulls(rows, pa.string())
    bits = np.packbits(np.column_stack(list(marks.values())), axis=1)
    packed = pa.binary(bits.shape[1])
    coded = pa.Array.from_buffers(packed, rows, [None, pa.py_buffer(bits.tobytes())])
    kinds = coded.dictionary_encode()
    texts = [_names_in(kind, list(marks)) for kind in kinds.dictionary.to_pylist()]
    return pa.array(texts, pa.string()).take(kinds.indices)


def _names_in(bits: bytes, names: Sequence[str]) -> str | None:
    import numpy as np

    on = np.unpackbits(np.frombuffer(bits, np.uint8))
    return ";".join(n for n, here in zip(names, on, strict=False) if here) or None
