"""
What the engine runs out of, in sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from custodes.errors import EngineError

_FULL = "no space left"
_STOPPED = "interrupt"


@contextmanager
def faults_told() -> Iterator[None]:
    """
    Run a block of DuckDB and say what memory and disk refuse it.

    Raises:
        EngineError: in place of DuckDB's own errors of memory and disk.
        KeyboardInterrupt: in place of what DuckDB makes of one.
    """
    import duckdb

    try:
        yield
    except (RuntimeError, duckdb.InterruptException) as e:
        if _STOPPED in str(e).casefold():
            raise KeyboardInterrupt from e
        raise
    except duckdb.OutOfMemoryException as e:
        raise EngineError(
            "the engine needs more memory than it may hold; allow it more (build takes --memory)."
        ) from e
    except duckdb.IOException as e:
        if _FULL in str(e).casefold():
            said = "no space left on the disk; make room and run it again."
        else:
            # The first line names a file and holds nothing that was in it.
            said = f"{str(e).splitlines()[0].rstrip('.')}; if it is a dataset's, build it again."
        raise EngineError(said) from e
