"""
The numbers of `priorities`, as whoever publishes them must know them.
"""

from __future__ import annotations

from custodes.measures._measure import Figure
from custodes.measures._shares import share_figures

_PARTNER = ("partner_arrests", "partner_of")
_OTHER = ("other_arrests", "other_of")
_MATCHED = ("matched_arrests", "matched_of")
_OTHER_MATCHED = ("other_matched", "other_matched_of")
_ENDS = {"": "", "_low": ", lower end", "_high": ", upper end"}


def _share(name: str, title: str, rests_on: tuple[str, ...]) -> tuple[Figure, ...]:
    return tuple(
        Figure(name + end, title + said, "share", rests_on=rests_on) for end, said in _ENDS.items()
    )


def _named(side: str, title: str, counts: tuple[str, str]) -> tuple[Figure, ...]:
    """
    A share called ``<side>_share`` whose ends are ``<side>_low`` and ``<side>_high``.
    """
    first, low, high = share_figures(side, title, *counts)
    return Figure(f"{side}_share", first.title, "share", rests_on=counts), low, high


FIGURES = (
    Figure("partner_arrests", "Partners' arrests", additive=True),
    Figure("other_arrests", "Others' arrests", additive=True),
    Figure("partner_of", "Of all partners' arrests"),
    Figure("other_of", "Of all others' arrests"),
    *_named("partner", "Share of partners' arrests", _PARTNER),
    *_named("other", "Share of others' arrests", _OTHER),
    *_share("difference", "Difference", (*_PARTNER, *_OTHER)),
    Figure("matched_arrests", "Partners' arrests beside others'"),
    Figure("matched_of", "Of all partners' arrests beside others'"),
    Figure("other_matched", "Others' arrests beside partners'"),
    Figure("other_matched_of", "Of all others' arrests beside partners'"),
    Figure(
        "matched_share", "Share of partners' arrests beside others'", "share", rests_on=_MATCHED
    ),
    *(
        Figure(name, title, "share", rests_on=(*_MATCHED, *_OTHER_MATCHED))
        for name, title in (
            ("standardized_share", "Others' share, standardized"),
            ("standardized_low", "Others' share, standardized, lower end"),
            ("standardized_high", "Others' share, standardized, upper end"),
        )
    ),
    *_share("standardized_difference", "Difference, like with like", (*_MATCHED, *_OTHER_MATCHED)),
)
"""In the order of the columns."""
