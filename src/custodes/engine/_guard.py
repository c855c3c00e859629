"""
A user's own query: it may read the tables it is given, and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from custodes.engine._duckdb import FENCE
from custodes.errors import QueryError

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa


def query(tables: Mapping[str, Sequence[Path]], sql: str, *, memory: str = "2GB") -> pa.Table:
    """
    The answer to one SELECT over Parquet tables.

    The database lets nothing through but the files of the tables: no other
    file, no network, no extension, no change of a setting. What is not one
    SELECT is refused before it runs.

    Args:
        tables: The Parquet files of each table.
        sql: One SELECT (or WITH ... SELECT, FROM ..., DESCRIBE, SUMMARIZE).
        memory: What the query may hold; it does not spill.

    Raises:
        QueryError: the query is refused or fails; says why in one sentence.
    """
    import duckdb

    connection = duckdb.connect(config={"memory_limit": memory, "threads": 2, "temp_directory": ""})
    try:
        statement = _one_select(connection, sql)
        _offer(connection, tables)
        return connection.sql(statement).to_arrow_table()
    except duckdb.Error as e:
        raise QueryError(f"the query failed: {_sentence(e)}.") from e
    finally:
        connection.close()


def _one_select(connection: duckdb.DuckDBPyConnection, sql: str) -> str:
    import duckdb

    statements = connection.extract_statements(sql)
    if len(statements) != 1:
        raise QueryError(
            f"one SELECT is wanted and {len(statements)} statements were given; give one."
        )
    if statements[0].type is not duckdb.StatementType.SELECT:
        raise QueryError(
            f"only a SELECT is answered and this is {statements[0].type.name}; "
            "a dataset is never changed by a query."
        )
    return statements[0].query


def _offer(connection: duckdb.DuckDBPyConnection, tables: Mapping[str, Sequence[Path]]) -> None:
    allowed = [str(p) for paths in tables.values() for p in paths]
    connection.execute(f"SET disabled_optimizers='{FENCE}'")
    connection.execute("SET autoinstall_known_extensions=false")
    connection.execute("SET autoload_known_extensions=false")
    connection.execute("SET TimeZone='UTC'")
    # Otherwise a name that is no table is looked for among Python's own variables.
    connection.execute("SET python_enable_replacements=false")
    connection.execute("SET allowed_paths=$paths", {"paths": allowed})
    for name, paths in tables.items():
        listed = ", ".join("'" + str(p).replace("'", "''") + "'" for p in paths)
        connection.execute(f'CREATE VIEW "{name}" AS SELECT * FROM read_parquet([{listed}])')
    connection.execute("SET enable_external_access=false")
    connection.execute("SET lock_configuration=true")


def _sentence(error: Exception) -> str:
    import duckdb

    # DuckDB's own texts quote the value, which is a person's.
    if isinstance(error, duckdb.ConversionException):
        return "a value cannot be converted to the type that the query asks for; try TRY_CAST"
    if isinstance(error, duckdb.InvalidInputException | duckdb.OutOfRangeException):
        return "a function of the query cannot take a value that it was given; try TRY(...)"
    # DuckDB prints the query again below the first line.
    return str(error).strip().splitlines()[0].rstrip(".")
