"""
A user's query reads the tables and nothing else.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from custodes.engine import query
from custodes.errors import QueryError


@pytest.fixture
def tables(tmp_path: Path) -> dict[str, list[Path]]:
    pq.write_table(pa.table({"a": [1, 2], "who": ["A SECRET NAME", None]}), tmp_path / "t.parquet")
    pq.write_table(pa.table({"x": [7]}), tmp_path / "other.parquet")
    (tmp_path / "secret.csv").write_text("x\n1\n")
    return {"t": [tmp_path / "t.parquet"]}


@pytest.mark.parametrize(
    "sql", ["SELECT a FROM t", "FROM t SELECT a", "WITH w AS (SELECT * FROM t) SELECT a FROM w"]
)
def test_a_select_is_answered(tables: dict[str, list[Path]], sql: str) -> None:
    assert [1, 2] == query(tables, sql)["a"].to_pylist()


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO t VALUES (1, 'x')", "COPY t TO '{dir}/out.csv'", "COPY t TO '{dir}/t.parquet'",
        "ATTACH '{dir}/x.db'", "CREATE TABLE z AS SELECT 1", "DROP VIEW t", "SET enable_external_access=true",
        "PRAGMA database_list", "INSTALL httpfs", "LOAD httpfs", "EXPORT DATABASE '{dir}/z'", "CALL pragma_version()",
        "SELECT 1; SELECT 2", "SELECT 1; DROP VIEW t", "", ";", "UPDATE t SET a = 1", "DELETE FROM t", "VACUUM",
    ],
)  # fmt: skip
def test_what_is_not_one_select_is_refused(
    tables: dict[str, list[Path]], tmp_path: Path, sql: str
) -> None:
    before = sorted(tmp_path.iterdir()), (tmp_path / "t.parquet").read_bytes()

    with pytest.raises(QueryError, match=r"only a SELECT|one SELECT is wanted"):
        query(tables, sql.format(dir=tmp_path))

    assert before == (sorted(tmp_path.iterdir()), (tmp_path / "t.parquet").read_bytes())


@pytest.mark.parametrize(
    "source",
    [
        "read_csv('{dir}/secret.csv')", "'{dir}/secret.csv'", "read_text('/etc/hostname')", "read_blob('{dir}/secret.csv')",
        "glob('{dir}/*')", "read_parquet('{dir}/other.parquet')", "read_parquet('{dir}/*.parquet')",
        "'https://example.org/x.parquet'", "sniff_csv('{dir}/secret.csv')", "parquet_metadata('{dir}/other.parquet')",
        "read_json('{dir}/secret.csv')", "read_csv('{dir}/t.parquet/../secret.csv')",
    ],
)  # fmt: skip
def test_no_other_file_and_no_network_is_read(
    tables: dict[str, list[Path]], tmp_path: Path, source: str
) -> None:
    with pytest.raises(QueryError):
        query(tables, f"SELECT * FROM {source.format(dir=tmp_path)}")


def test_python_variables_are_no_tables(tables: dict[str, list[Path]]) -> None:
    with pytest.raises(QueryError, match="does not exist"):
        query(tables, "SELECT * FROM tables")


def test_a_failed_conversion_does_not_show_the_value(tables: dict[str, list[Path]]) -> None:
    with pytest.raises(QueryError, match="cannot be converted") as e:
        query(tables, "SELECT CAST(who AS INTEGER) FROM t")

    assert "SECRET" not in str(e.value)


def test_an_error_is_one_sentence(tables: dict[str, list[Path]]) -> None:
    with pytest.raises(QueryError) as e:
        query(tables, "SELECT nothing FROM t")

    assert "\n" not in str(e.value)


@pytest.mark.parametrize(
    "sql", ["SELECT error(name) FROM people", "SELECT strptime(name, '%Y') FROM people"]
)
def test_a_message_never_quotes_a_value(sql: str, tmp_path: Path) -> None:
    pq.write_table(pa.table({"name": ["SECRET"]}), tmp_path / "people.parquet")

    with pytest.raises(QueryError) as told:
        query({"people": [tmp_path / "people.parquet"]}, sql)

    assert "SECRET" not in str(told.value)
