"""
The stages of a run: which steps, in which order, and what is written.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from custodes import records
from custodes.engine import Engine, Step, read_steps
from custodes.errors import DatasetDamagedError
from custodes.histories.people import _wide
from custodes.histories.people._solve import Pair, best_pairs

EVENTS = ("stints", "arrests", "detainers", "removals")
LEDGER = ("table_name", "step", "reason", "n_rows", "of_rows", "release")
_PACKAGE = "custodes.histories.people"
_FILL = 1_000_000  # rows of stays to be filled that are worked on at once


@dataclass
class Work:
    """
    One run: where it works, on what, and what it has made so far.
    """

    engine: Engine
    values: Mapping[str, int]
    inputs: Mapping[str, Sequence[Path]]
    out: Path
    names: list[str] = field(default_factory=list)
    made: dict[str, list[Path]] = field(default_factory=dict)

    def steps(self, *asked: Step) -> None:
        """
        Run steps and remember their names.
        """
        self.engine.run(asked, self.values)
        self.names += [step.name for step in asked]

    def sql(self, file: str, *, until: str | None = None, after: str | None = None) -> None:
        """
        Run the steps of one of our files, or those up to or after one of them.
        """
        steps = list(read_steps(_PACKAGE, file))
        names = [step.name for step in steps]
        first = names.index(after) + 1 if after else 0
        last = names.index(until) + 1 if until else len(names)
        self.steps(*steps[first:last])

    def register(self, name: str, pairs: Sequence[Pair]) -> None:
        """
        Give pairs to the engine under a name.
        """
        import pyarrow as pa

        self.engine.drop(name)
        self.names.append(name)
        self.engine.register(
            name,
            pa.table(
                {
                    "left_no": pa.array([p.left for p in pairs], pa.int64()),
                    "right_no": pa.array([p.right for p in pairs], pa.int64()),
                }
            ),
        )

    def one(self, sql: str) -> tuple[int, ...]:
        """
        The only row of an answer.
        """
        return tuple(column[0].as_py() for column in self.engine.fetch(sql).columns)


def _number(work: Work) -> None:
    work.sql("rows.sql")
    for name in EVENTS:
        given, told_apart = work.one(
            f"SELECT count(*) AS a, count(DISTINCT row_no) AS b FROM {name[:-1]}_rows"
        )
        if given != told_apart:
            raise DatasetDamagedError(
                f"table {name} holds {given - told_apart} rows whose file, sheet and row are "
                f"those of another row or are missing; build the dataset again."
            )


def _find_stints(work: Work) -> None:
    work.steps(_wide.numbered("stints", "read_stints"), _wide.stint_fields())
    work.sql("stints.sql", until="stint_suspects")
    work.steps(_wide.prints("stint_prints", "stints", "stint_suspects", _wide.BOND))
    work.sql("stints.sql", after="stint_suspects")


def _find_stays(work: Work) -> None:
    work.sql("stays.sql")
    work.steps(_wide.lacking_rows())
    (rows,) = work.one("SELECT count(*) AS n FROM lacking_rows")
    work.steps(*_wide.stay_fills(rows // _FILL + 1))
    work.sql("zones.sql")
    work.sql("ends.sql")


def _match_arrests(work: Work) -> None:
    work.sql("arrests.sql", until="arrest_episodes")
    work.steps(
        _wide.numbered("arrests", "read_arrests"),
        Step("arrest_repeats", "SELECT * FROM arrest_episodes WHERE episode_rows > 1", kept=False),
        _wide.prints("arrest_prints", "arrests", "arrest_repeats"),
    )
    work.sql("arrests.sql", after="arrest_episodes")
    work.sql("matches.sql")
    _match(work, "arrest_stay")


def _link(work: Work) -> None:
    work.sql("timelines.sql", until="arrest_detainers")
    _match(work, "removal_stay")
    work.sql("timelines.sql", after="arrest_detainers")


def _match(work: Work, name: str) -> None:
    """
    Take the pairs that nobody contests; let the solver choose among the others.
    """
    contested = work.engine.fetch(
        f"SELECT person_no, left_no, right_no, left_at, right_at FROM {name}_pairs "
        "WHERE left_choices > 1 OR right_choices > 1"
    )
    columns = (column.to_pylist() for column in contested.columns)
    work.register(f"{name}_solved", list(best_pairs(map(Pair, *columns))))
    both = f"SELECT p.* FROM {name}_pairs AS p"
    work.steps(
        Step(
            f"{name}_matches",
            f"""
            {both} WHERE left_choices = 1 AND right_choices = 1
            UNION ALL
            {both} JOIN {name}_solved AS b ON b.left_no = p.left_no AND b.right_no = p.right_no
            """,
            kept=True,
        )
    )


def _write_people(work: Work) -> None:
    work.sql("outputs.sql")
    for name in ("arrest_stays", "timelines", "redetentions"):
        query = _wide.written(records.table(name).stored(), f"{name}_out")
        order = "" if name == "timelines" else " ORDER BY order_person, order_time"
        _write(work, name, query + order, f"{name}.parquet")


def _write_ledger(work: Work) -> None:
    work.sql("ledger.sql")
    columns = ", ".join(LEDGER)
    query = f"SELECT {columns} FROM ledger_out ORDER BY table_name, step, reason, release"
    _write(work, "ledger", query, "ledger.parquet")


def _write_stays(work: Work) -> None:
    _write_parts(work, "stays", _wide.stays_out(), read="stints")


def _write_stints(work: Work) -> None:
    _write_parts(work, "stints", _wide.stints_out(), read="stints")


def _write_arrests(work: Work) -> None:
    _write_parts(work, "arrests", _wide.arrests_out(), read="arrests")


def _write_parts(work: Work, name: str, made: Step, *, read: str) -> None:
    """
    Write a wide table file by file as its rows were read, and in their order.

    The marks of one file are few and lie sorted in memory, so that nothing wide
    is sorted or spilled.
    """
    table = records.table(name)
    query = _wide.written((*table.stored(), *table.added), made.name)
    paths = work.inputs.get(read, ())
    for place, path in enumerate(paths):
        work.engine.read_parquet("part", [path])
        work.steps(_wide.numbered("part", "part"))
        low, high = work.one(
            "SELECT coalesce(min(row_no), 0) AS low, coalesce(max(row_no), -1) AS high "
            "FROM numbered_part"
        )
        marks = f"SELECT * FROM {name[:-1]}_marks WHERE row_no BETWEEN {low} AND {high}"
        work.steps(
            Step("part_marks", f"{marks} ORDER BY row_no", kept=True),
            made,
        )
        number = f"-{place + 1:04}" if len(paths) > 1 else ""
        _write(work, name, query, f"{name}{number}.parquet")
    work.made.setdefault(name, [])
    work.names.append("part")


def _write(work: Work, name: str, query: str, file: str) -> None:
    path = work.out / file
    work.engine.write_parquet(query, path)
    work.made.setdefault(name, []).append(path)


STAGES: Sequence[Callable[[Work], None]] = (
    _number,
    _find_stints,
    _find_stays,
    _match_arrests,
    _link,
    _write_people,
    _write_ledger,
    _write_stays,
    _write_stints,
    _write_arrests,
)
"""In the order of a run."""
