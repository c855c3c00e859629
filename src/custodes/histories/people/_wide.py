"""
The steps that name every column of a table, written from `custodes.records`.

The rules look at narrow tables only; these read the wide ones, once to compare
rows that may be duplicates and once to write.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from custodes import records
from custodes.engine import Step

BOND = frozenset(
    {
        "initial_bond_set_date",
        "initial_bond_set_amount",
        "bond_posted_date",
        "bond_posted_amount",
    }
)
_OF_THE_STAY = frozenset({"unique_identifier", "stay_book_in_date_time"})
_BITS = 63  # of a BIGINT, without its sign


def numbered(table: str, source: str) -> Step:
    """
    The rows of a source with their row numbers.
    """
    return Step(
        f"numbered_{table}",
        f"""
        SELECT src.source_no * 4294967296 + r.row AS row_no, src.key_start, r.*
        FROM {source} AS r
        JOIN sources AS src
            ON src.file_sha256 = r.file_sha256 AND src.sheet_name = coalesce(r.sheet, '')
        """,
        kept=False,
    )


def prints(made: str, table: str, among: str, without: Iterable[str] = ()) -> Step:
    """
    A digest of all of a row's own columns but some, of the rows among which to compare.
    """
    left_out = frozenset(without)
    fields = [c.name for c in records.table(table).columns if c.name not in left_out]
    texts = ", ".join(f"coalesce(CAST(r.{f} AS STRING), chr(30))" for f in fields)
    return Step(
        made,
        f"""
        SELECT r.row_no, md5(concat_ws(chr(31), {texts})) AS print
        FROM numbered_{table} AS r
        JOIN {among} AS x ON x.row_no = r.row_no
        """,
        kept=True,
    )


def stay_fields() -> tuple[str, ...]:
    """
    The columns of stints that a stay takes from its last stint that has them.
    """
    of_stays = {c.name for c in records.table("stays").columns} - _OF_THE_STAY
    found = tuple(c.name for c in records.table("stints").columns if c.name in of_stays)
    if len(found) > _BITS:
        raise AssertionError("more fields than bits: keep stint_fields in two columns")
    return found


def stint_fields() -> Step:
    """
    For every stint a bit for each field of the stay that it has.
    """
    bits = " + ".join(
        f"CASE WHEN {field} IS NULL THEN 0 ELSE CAST({1 << place} AS BIGINT) END"
        for place, field in enumerate(stay_fields())
    )
    return Step("stint_fields", f"SELECT row_no, {bits} AS has FROM numbered_stints", kept=True)


def lacking_rows() -> Step:
    """
    The whole rows of stays whose last stint lacks what an earlier one has.
    """
    fields = ", ".join(f"r.{f}" for f in stay_fields())
    return Step(
        "lacking_rows",
        f"""
        SELECT k.stay_no, k.stint_number, {fields}
        FROM numbered_stints AS r
        JOIN kept_stints AS k ON k.row_no = r.row_no
        JOIN stays_lacking AS l ON l.stay_no = k.stay_no
        """,
        kept=True,
    )


def stay_fills(parts: int) -> list[Step]:
    """
    The last known value of every field, of stays whose last stint lacks some.

    In parts, since a group of fifty texts a stay is held in memory and not spilled.
    """
    fields = ", ".join(
        f"max_by({f}, stint_number) FILTER (WHERE {f} IS NOT NULL) AS {f}" for f in stay_fields()
    )
    query = f"SELECT stay_no, {fields} FROM lacking_rows"
    made = [
        Step(
            f"stay_fills_{part}",
            f"{query} WHERE stay_no % {parts} = {part} GROUP BY stay_no ORDER BY stay_no",
            kept=True,
        )
        for part in range(parts)
    ]
    whole = " UNION ALL ".join(f"SELECT * FROM {step.name}" for step in made)
    return [*made, Step("stay_fills", whole, kept=False)]


def stays_out() -> Step:
    """
    The stays that ended in `part`, their fields from the last stint or from `stay_fills`.

    Only the last stints' rows go on to the joins, each of which keeps all of them:
    an engine then streams the wide rows past the narrow tables and not the reverse.
    """
    carried = ", ".join(
        f"CASE WHEN f.stay_no IS NULL THEN r.{name} ELSE f.{name} END AS {name}"
        for name in stay_fields()
    )
    return Step(
        "stays_out",
        f"""
        SELECT
            m.*,
            CASE
                WHEN m.other_clock_code IS NULL OR m.other_clock_code = r.detention_facility_code
                    THEN 0
                ELSE greatest(abs(zf.east - zl.west), abs(zl.east - zf.west))
            END AS stay_hours_uncertain_by,
            {_place("first")},
            {_place("longest")},
            r.unique_identifier,
            r.detention_facility AS last_detention_facility,
            r.detention_facility_code AS last_detention_facility_code,
            {carried},
            r.release, r.file, r.file_sha256, r.sheet, r.row, r.redacted, r.unreadable
        FROM (
            SELECT * FROM numbered_part WHERE row_no IN (SELECT row_no FROM part_marks)
        ) AS r
        LEFT JOIN part_marks AS m ON m.row_no = r.row_no
        LEFT JOIN stay_fills AS f ON f.stay_no = m.stay_no
        LEFT JOIN facility_zones AS zf ON zf.code = m.other_clock_code
        LEFT JOIN facility_zones AS zl ON zl.code = r.detention_facility_code
        """,
        kept=False,
    )


def _place(which: str) -> str:
    return ", ".join(
        f"CASE WHEN m.{which}_is_last = 1 THEN r.{of_last} ELSE m.{which}_{elsewhere} END "
        f"AS {which}_{of_last}"
        for of_last, elsewhere in (
            ("detention_facility", "elsewhere"),
            ("detention_facility_code", "elsewhere_code"),
        )
    )


def stints_out() -> Step:
    """
    The stints of `part_stints` as read, with what the rules add.
    """
    person = "r.release || chr(31) || r.unique_identifier || chr(31)"
    stay = "CAST(r.stay_book_in_date_time AS STRING)"
    place = "coalesce(r.detention_facility_code, r.detention_facility)"
    stint = f"coalesce({stay}, '') || chr(31) || CAST(m.stint_in AS STRING) || chr(31) || {place}"
    return Step(
        "stints_out",
        f"""
        SELECT
            {_as_read("stints")},
            {_key("r")} AS row_key,
            md5({person} || {stint}) AS stint_id,
            md5({person} || {stay}) AS stay_id,
            m.stint_number, m.duplicate_kind,
            k.key_start || CAST(m.kept_row_no % 4294967296 AS STRING) AS duplicate_of,
            m.overlaps_previous, m.stint_out AS last_book_out_date_time,
            m.lowest_initial_bond_set_amount, m.earliest_initial_bond_set_date,
            m.lowest_bond_posted_amount, m.earliest_bond_posted_date
        FROM numbered_part AS r
        LEFT JOIN part_marks AS m ON m.row_no = r.row_no
        LEFT JOIN sources AS k
            ON k.source_no = CAST(floor(m.kept_row_no / 4294967296.0) AS BIGINT)
        """,
        kept=False,
    )


def arrests_out() -> Step:
    """
    The arrests of `part_arrests` as read, with what the rules add.
    """
    return Step(
        "arrests_out",
        f"""
        SELECT
            {_as_read("arrests")},
            {_key("r")} AS row_key,
            k.key_start || CAST(m.first_row_no % 4294967296 AS STRING) AS episode_id,
            m.episode_first, m.episode_rows, m.duplicate_kind,
            CASE WHEN m.episode_first = 0
                THEN k.key_start || CAST(m.first_row_no % 4294967296 AS STRING)
            END AS duplicate_of
        FROM numbered_part AS r
        LEFT JOIN part_marks AS m ON m.row_no = r.row_no
        LEFT JOIN sources AS k
            ON k.source_no = CAST(floor(m.first_row_no / 4294967296.0) AS BIGINT)
        """,
        kept=False,
    )


def written(columns: Sequence[records.Column], made: str) -> str:
    """
    The query that gives a step's answer in a table's columns and types.
    """
    # STRING is the name that both engines have for text.
    kinds = {c.name: "STRING" if c.type.sql == "VARCHAR" else c.type.sql for c in columns}
    listed = ", ".join(f"CAST({name} AS {kind}) AS {name}" for name, kind in kinds.items())
    return f"SELECT {listed} FROM {made}"


def _as_read(table: str) -> str:
    return ", ".join(f"r.{name}" for name in records.table(table).names())


def _key(alias: str) -> str:
    return f"{alias}.key_start || CAST({alias}.row AS STRING)"
