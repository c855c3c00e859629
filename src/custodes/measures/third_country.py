"""
Who was removed to a country that is not their own?

What is counted:
    Removals and returns of table ``removals``, by the day of departure, else the day on
    which the removal was counted. Rows of one person and day in a release count once; of
    them the first that names a country of departure stands for all. A row without a
    person's id is a departure of its own.

A third country:
    The country the person left for, where it is another than that of citizenship, both as
    the agency spells them and neither of them unknown. A citizenship that names no one
    country of today (stateless, Korea, the USSR, Yugoslavia, Serbia and Montenegro,
    Czechoslovakia) is known only where the country left for has the same name. That is a
    comparison of two columns and no finding of law: the country of birth, of a second
    citizenship or of last residence can lawfully be one's destination, and a person left at
    a land border may be on the way home through it.

Columns:
    What it was split by; ``departures`` (int64), and of them ``own_country``,
    ``third_country`` and ``not_known`` (int64: one of the two countries is not given, or
    names no one country of today). The first two are null where the third is all: how many
    went elsewhere is then unknown, and not none;
    ``share_third_country``, ``_low``, ``_high`` (float64): of those known, with Wilson's 95
    percent interval; null where none is known.

Splits:
    ``country`` is that of citizenship, ``destination`` that left for. ``office`` is the area
    of responsibility of the case, ``state`` that of the arrest, ``level`` the case's threat
    level and ``offense_group`` that of the most serious conviction, as in measure
    ``releases``. Null: not given.

What is left out:
    In this order: rows of a period that another release is trusted for; releases of one
    area that stand beside larger national ones; without a readable date; dated after the
    release was drawn; repeats of a departure.

Sources:
    Any release that fills ``removals``; only those that publish the country of departure
    can tell, the others add to ``not_known``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from custodes.engine import read_steps
from custodes.measures._answer import (
    DATED_REASONS,
    FILTERED_REASON,
    SET_ASIDE_REASONS,
    answer,
    set_aside,
)
from custodes.measures._by import PERIODS
from custodes.measures._counting import Counting, register_spellings
from custodes.measures._findings import Findings
from custodes.measures._followed import nullable
from custodes.measures._intervals import wilson
from custodes.measures._measure import Figure, Measure
from custodes.measures._offenses import register_offenses
from custodes.measures._view import View

if TYPE_CHECKING:
    import pyarrow as pa

_PLAIN = ("country", "destination", "office", "state", "level", "offense_group", "release")
_NAMES = {**PERIODS, **{n: n for n in _PLAIN}}
_SHARE = "share_third_country"

REASONS = {
    **SET_ASIDE_REASONS,
    **DATED_REASONS,
    "repeated": "the row repeats a departure of the same person and day",
    **FILTERED_REASON,
}

_TOLD = "COUNT(CASE WHEN went_to <> 'not_known' THEN 1 END) > 0"
"""Where no country is given at all, how many went to a third one is unknown, and not none."""
_SUMS = f"""COUNT(*) AS departures,
       CASE WHEN {_TOLD} THEN COUNT(CASE WHEN went_to = 'own' THEN 1 END) END AS own_country,
       CASE WHEN {_TOLD} THEN COUNT(CASE WHEN went_to = 'third' THEN 1 END) END AS third_country,
       COUNT(CASE WHEN went_to = 'not_known' THEN 1 END) AS not_known"""


def _run(view: View, by: tuple[str, ...], where: dict[str, str]) -> Findings:
    register_spellings(view, "third_levels", "threat_level", {})
    register_offenses(view, "third_offenses")
    aside = set_aside(view, "third_local", "removals", {*by, *where})
    steps = read_steps("custodes.measures", "third_country.sql")
    view.once(steps, given=aside)
    counting = Counting("third_country_judged", _SUMS, _NAMES, REASONS, by, where)
    return answer(
        MEASURE,
        view,
        counting,
        steps,
        of="removals",
        unit="departures",
        caveats=_CAVEATS,
        finish=_with_share,
    )


def _with_share(table: pa.Table) -> pa.Table:
    third, own = (table.column(c).fill_null(0).to_numpy() for c in ("third_country", "own_country"))
    for end, values in zip(("", "_low", "_high"), wilson(third, third + own), strict=True):
        table = table.append_column(_SHARE + end, nullable(values))
    return table


_CAVEATS = (
    (
        "A third country is one that is not that of citizenship as recorded; birth, a second "
        "citizenship and residence are not looked at, nor whether anyone objected."
    ),
    (
        "The country left for is where the person was put across a border or off a flight; "
        "where they went from there is not recorded."
    ),
    "Expulsions that are no removals, and people moved in other agencies' custody, are not in it.",
)


MEASURE = Measure(
    name="third_country",
    title="Removals to a third country",
    question="How many were removed to a country that is not that of their citizenship?",
    needs=("removals",),
    choices=(*PERIODS, *_PLAIN),
    filters=(*PERIODS, *_PLAIN),
    default=("country",),
    definition=__doc__ or "",
    run=_run,
    figures=(
        Figure(
            "departures",
            "Departures",
            additive=True,
            parts=("own_country", "third_country", "not_known"),
        ),
        Figure("own_country", "To the country of citizenship", additive=True),
        Figure("third_country", "To a third country", additive=True),
        Figure("not_known", "Country not given", additive=True),
        *(
            Figure(
                _SHARE + end,
                "To a third country, share" + of,
                "share",
                rests_on=("own_country", "third_country"),
            )
            for end, of in (("", ""), ("_low", ", lowest"), ("_high", ", highest"))
        ),
    ),
)
