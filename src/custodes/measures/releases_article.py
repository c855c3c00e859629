"""
What did the article of 2014 count, and what do today's records say of the same?

What is counted:
    Stays that ended, after a final order, under the agency's words Order of Supervision -
    No SLRRFF: the release under *Zadvydas*, as `releases` counts it. Each row is one
    claim of the article, in one fiscal year (1 October to 30 September) unless it
    is split otherwise.

Columns:
    ``claim``, what it was split by, then text: ``article`` (the printed figure),
    ``article_low`` and ``article_high`` (the least and the most that its words allow; null:
    they name none), and last ``article_period`` and ``note`` (why the two differ). Numbers:
    ``total`` (int64), made of ``counted`` (releases that the claim counts), ``others`` (those
    of the same whole, such as the people convicted, that it does not count) and
    ``unknown`` (those that it may count, which the release does not say); ``most``
    (int64: counted and unknown; the figure lies between counted and this);
    ``share`` (float64: counted of counted and others; null: of none), ``share_low`` and
    ``share_high`` (float64: Wilson's score interval of 95 percent).

Claims:
    ``released``; ``convicted`` (the article's more than 20,000); ``homicide``, with and
    ``homicide_without_negligent`` manslaughter; ``sexual_assault`` (group 11 of the
    codes), ``sexual_assault_or_sex_offense`` (with group 36); ``terrorism`` (no group of
    codes: always unknown); ``level_one`` (of those with a level of 1 to 3; all
    others are unknown); ``st_paul`` (today's area of responsibility) and
    ``st_paul_as_of_2014`` (the seven States the article names, by the last facility);
    and of the first of these two ``st_paul_homicide``, ``st_paul_sexual_assault``,
    ``st_paul_terrorism``, ``st_paul_level_one``.

What is left out:
    What `releases` leaves out, in its order; then releases of another kind.

Sources:
    Table ``stays``. Convictions are in the releases of 2025 and 2026 and 2022-ICFO-09022;
    offices in the last of these and, of the book-in, March 2026; else a list of facilities
    (``facilities``) gives them, and the States.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from custodes.engine import read_steps
from custodes.measures._answer import FILTERED_REASON, answer
from custodes.measures._article import CAVEATS, CLAIMS, PERIOD, SOURCE, Claim
from custodes.measures._by import PERIODS
from custodes.measures._counting import Counting, register_spellings
from custodes.measures._findings import Findings
from custodes.measures._intervals import wilson
from custodes.measures._measure import Figure, Measure
from custodes.measures._stays import place_caveats
from custodes.measures._trail import Trail
from custodes.measures._view import View
from custodes.measures.releases import REASONS as RELEASED
from custodes.measures.releases import judge

if TYPE_CHECKING:
    import pyarrow as pa

_PRINTED = ("article", "article_low", "article_high")
_SAID = ("article_period", "note")
_SPLITS = ("fiscal_year", "year", "country", "release")
_FILTERS = (*_SPLITS, "confidence", "end_known_by")
_NAMES = {n: PERIODS.get(n, n) for n in _FILTERS}

REASONS = {
    **{why: text for why, text in RELEASED.items() if why != "filtered"},
    "other_kind": "released, but not in the words of Zadvydas",
    **FILTERED_REASON,
}


def _sums() -> str:
    """
    Two sums of each claim, and of what is neither of them but may be.
    """
    said = []
    for i, c in enumerate(CLAIMS):
        both = f"({c.of}) AND ({c.counted})"
        said += [
            f"SUM(CASE WHEN {both} THEN 1 ELSE 0 END) AS counted_{i}",
            f"SUM(CASE WHEN ({c.of}) AND NOT ({c.counted}) THEN 1 ELSE 0 END) AS others_{i}",
            f"SUM(CASE WHEN ({both}) IS NULL THEN 1 ELSE 0 END) AS unknown_{i}",
        ]
    return ",\n       ".join(said)


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    split = tuple(b for b in by if b != "claim")
    steps = judge(view, whole="release" in {*split, *where})
    register_spellings(view, "article_offices", "area_of_responsibility", {})
    judging = read_steps("custodes.measures", "releases_article.sql")
    view.once(judging, given=view.local("stays") if "release" not in {*split, *where} else ())
    counting = Counting("article_judged", _sums(), _NAMES, REASONS, split, where)
    return answer(
        MEASURE,
        view,
        counting,
        (*steps, *judging),
        of="stays",
        unit="stays",
        caveats=(*CAVEATS, *place_caveats(view)),
        finish=lambda counted: _table(counted, split),
        by=("claim", *split),
        trails=(_trail(counting),),
        notes={"the article": SOURCE},
    )


def _trail(counting: Counting) -> Trail:
    """
    A row for each claim and each stay that it counts.
    """
    whole = counting.trail("stays")
    parts = (
        whole.query.replace("SELECT ", f"SELECT '{c.id}' AS claim, ", 1)
        + f" AND ({c.of}) AND ({c.counted})"
        for c in CLAIMS
    )
    return replace(
        whole,
        query="\nUNION ALL\n".join(parts),
        note="A stay stands here once for each claim that counts it.",
    )


def _table(counted: pa.Table, split: tuple[str, ...]) -> pa.Table:
    """
    A row for each claim and group, from a row for each group.
    """
    import pyarrow as pa

    groups = counted.to_pylist()
    rows = [_row(i, c, g) for i, c in enumerate(CLAIMS) for g in groups]
    fields = [
        pa.field("claim", pa.string()),
        *(counted.schema.field(b) for b in split),
        *(pa.field(n, pa.string()) for n in _PRINTED),
        *(pa.field(f.name, pa.int64() if f.kind == "count" else pa.float64()) for f in _FIGURES),
        *(pa.field(n, pa.string()) for n in _SAID),
    ]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def _row(i: int, claim: Claim, group: dict[str, Any]) -> dict[str, Any]:
    hits, others, unknown = (int(group[f"{n}_{i}"]) for n in ("counted", "others", "unknown"))
    known = hits + others
    share: dict[str, float | None] = dict.fromkeys(("share", "share_low", "share_high"))
    if known:
        share = dict(zip(share, (float(x) for x in wilson(hits, known)), strict=True))
    note = claim.note
    if unknown and not known:
        note = f"Unknown: no row here can tell. {note}"
    return {
        **{n: v for n, v in group.items() if n in _SPLITS},
        "claim": claim.id,
        "article": claim.article,
        "article_low": claim.low or None,
        "article_high": claim.high or None,
        "article_period": f"{PERIOD}; {SOURCE}",
        "note": note,
        "total": known + unknown,
        "counted": hits,
        "others": others,
        "unknown": unknown,
        "most": hits + unknown,
        **share,
    }


# A claim is a part of another: groups of the claims do not add up, and nothing is additive.
_FIGURES = (
    Figure("total", "Releases it may be a part of", parts=("counted", "others", "unknown")),
    Figure("counted", "Counted by the claim"),
    Figure("others", "Not counted by the claim"),
    Figure("unknown", "Of which it cannot be told"),
    Figure("most", "At most, if all unknown are counted", parts=("counted", "unknown")),
    Figure(
        "share", "Share of those of which it can be told", "share", rests_on=("counted", "others")
    ),
    Figure("share_low", "Its lower end, 95 percent", "share", rests_on=("counted", "others")),
    Figure("share_high", "Its upper end, 95 percent", "share", rests_on=("counted", "others")),
)

MEASURE = Measure(
    name="article_2014",
    title="The article of 2014, and today",
    question="What did the article of 2014 count, and what do today's records say of the same?",
    needs=("stays",),
    choices=("claim", *_SPLITS),
    filters=_FILTERS,
    default=("claim", "fiscal_year"),
    definition=__doc__ or "",
    run=_run,
    figures=_FIGURES,
)
