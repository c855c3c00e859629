"""
What a test of disparity comes to, in sentences: the estimate, its interval, what it assumes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from custodes.measures import Measure
from custodes.measures._disparity_stops import NO_GROUP, REFERENCE
from custodes.site import _labels as labels
from custodes.site._charts_intervals import intervals
from custodes.site._shown import Chart, Judged, Number, Section
from custodes.site._spec import Verdict, spec
from custodes.site._split import Split
from custodes.site._words import say, words

PLACES = ("district", "precinct", "county")
"""Splits by where a test is made."""
_BESIDE, _DRAWN = 2, 24
"""The fewest estimates and the most that are drawn."""
_NAMED = 6
"""Places that a sentence names; of more, the rest are counted."""
_SIDES = ("above", "below", "even", "alone")


@dataclass(frozen=True, slots=True)
class _Told:
    """
    One estimate, and whose it is.
    """

    name: str
    number: Number

    def side(self, none: float) -> str:
        """
        On which side of no difference its interval is; ``alone`` without an interval.
        """
        if self.number.ends is None:
            return "alone"
        low, high = self.number.ends
        return "above" if low > none else "below" if high < none else "even"


def verdict(
    measure: Measure, splits: Iterable[Split], judged: Judged
) -> tuple[str, Section] | None:
    """
    The sentence that heads the page of a test, and the section that says the rest.

    Null where the measure is no test.

    Args:
        measure: The measure.
        splits: Its splits that have rows, the first by group alone.
        judged: What may be shown.
    """
    told = spec(measure).verdict
    there = [s for s in splits if s.rows]
    if told is None or not there:
        return None
    own, w = words()[measure.name], words()["verdict"]
    whole = _estimates(there[0], told, judged)
    places = [(p, _estimates(s, told, judged)) for s in there[1:] for p in PLACES if p in s.by]
    said = [_sentence(t, told, measure.name) for t in whole]
    said += [_by_place(p, seen, told) for p, seen in places if seen]
    said += [w["chance"]] * bool(said[1:])
    text = (own["assumes"], own["not"], *_things(there[0], judged), *said[bool(whole) :])
    drawn = [*whole, *(t for _, seen in places for t in seen)]
    chart = _chart(there[0], drawn, told, f"{measure.name}-verdict".replace("_", "-"))
    return said[0] if whole else w["hidden"], Section("verdict", w["title"], text, chart)


def _chart(found: Split, seen: Sequence[_Told], told: Verdict, id: str) -> Chart | None:
    """
    The estimates with their intervals; null where there is nothing to hold beside another.
    """
    rows = [(t.name, t.number) for t in seen if t.number.ends][:_DRAWN]
    if len(rows) < _BESIDE:
        return None
    figure = next(f for f in found.figures if f.name == told.figure)
    title = say("verdict", "chart", figure=labels.figure_title(figure))
    axis = say("verdict", "axis", none=f"{told.none}")
    named = "; ".join(f"{name}: {number.text}" for name, number in rows)
    alternative = f"{title}. {axis}. {named}."
    return intervals(rows, id=id, title=title, alternative=alternative, none=told.none, axis=axis)


def _things(found: Split, judged: Judged) -> Iterator[str]:
    """
    How many things that are no people the estimates are of: pairs of counties.
    """
    for figure in found.figures:
        if figure.kind == "things":
            at = [{b: r[b] for b in found.by} for r in found.rows]
            counts = {found.number(judged, figure, a).text for a in at}
            yield say(found.measure.name, figure.name, count=", ".join(sorted(counts)))


def _estimates(found: Split, told: Verdict, judged: Judged) -> list[_Told]:
    """
    The estimates of a split that are shown, those of the largest groups first.
    """
    figure = next((f for f in found.figures if f.name == told.figure), None)
    if figure is None:
        return []
    order = {b: {v: i for i, v in enumerate(found.values(b, judged))} for b in found.by}
    made = []
    for row in sorted(found.rows, key=lambda r: [order[b][r[b]] for b in found.by]):
        group = next((row[b] for b in ("race", "category") if b in found.by), None)
        number = found.whole(judged, figure, {b: row[b] for b in found.by})
        if group not in NO_GROUP and number.value is not None:
            name = ", ".join(_name(b, row[b]) for b in found.by)
            made.append((group == REFERENCE, _Told(name, number)))
    # The group that others are held against has an estimate of its own in no test but one.
    return [t for _, t in sorted(made, key=lambda m: m[0])]


def _name(by: str, value: object) -> str:
    """
    What a group is called where no heading says of which split it is.
    """
    name = labels.group(by, value)
    return f"{labels.dimension(by)} {name}" if name.isdigit() else name


def _sentence(one: _Told, told: Verdict, name: str) -> str:
    side = one.side(told.none)
    low, high = one.number.ends or (0.0, 0.0)
    value = one.number.value or 0.0
    if told.points and side == "below":
        # "Less, by 10 points": what is below is told without its sign.
        value, low, high = -value, -high, -low
    ends = {"low": _text(low, told), "high": _text(high, told)}
    return say(name, side, group=one.name, value=_text(value, told), **ends)


def _text(value: float, told: Verdict) -> str:
    return f"{100 * value:.1f}" if told.points else f"{value:.2f}"


def _by_place(place: str, seen: Sequence[_Told], told: Verdict) -> str:
    """
    Which places are above, which below, and of which nothing can be told.
    """
    parts = []
    for side in _SIDES:
        here = [t for t in seen if t.side(told.none) == side]
        if here:
            names = "; ".join(_named(here, told))
            parts.append(say("verdict", side, none=told.none, places=names))
    return say("verdict", "by", place=labels.dimension(place).lower(), told=" ".join(parts))


def _named(here: list[_Told], told: Verdict) -> Iterator[str]:
    for one in here[:_NAMED]:
        low, high = one.number.ends or (None, None)
        value = _text(one.number.value or 0.0, told)
        if low is None or high is None:
            yield f"{one.name} ({value})"
        else:
            ends = say("verdict", "ends", low=_text(low, told), high=_text(high, told))
            yield f"{one.name} ({value}; {ends})"
    if here[_NAMED:]:
        yield say("maps", "more", count=len(here) - _NAMED)
