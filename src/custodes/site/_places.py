"""
A page for each office, country, State and fiscal year: prepared filters of every split.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations

from custodes.measures._ratings import rated
from custodes.site import _labels as labels
from custodes.site._maps import area_map, state_map
from custodes.site._partners_named import ALL, Lists, all_states, section, state_file
from custodes.site._shown import (
    Cell,
    Chart,
    Heading,
    Headline,
    Judged,
    Link,
    Number,
    Section,
    Table,
)
from custodes.site._spec import Top
from custodes.site._split import Split
from custodes.site._tables import groups, table
from custodes.site._tops import label, of_place
from custodes.site._translate import told_plain
from custodes.site._words import say, words

KINDS = {
    "office": "offices",
    "country": "countries",
    "state": "states",
    "fiscal_year": "years",
}
"""Splits whose groups have pages, and the folder of each."""
_WITH_NUMBER = 2
_HEADLINES = 8
_AGREEMENTS = "agreements"
"""The measure whose section the partners' names follow."""


@dataclass(frozen=True, slots=True)
class Place:
    """
    One group of a kind, and what each split calls it.
    """

    kind: str
    name: str
    slug: str
    slices: tuple[tuple[Split, object], ...]

    @property
    def file(self) -> str:
        """
        Path of its page from the front page's folder.
        """
        return f"{KINDS[self.kind]}/{self.slug}.html"


@dataclass(frozen=True, slots=True)
class PlacePage:
    """
    What one page of a place shows.
    """

    title: str
    lead: str
    kind: str
    file: str
    sections: tuple[Section, ...]
    links: Mapping[str, str] = field(default_factory=dict)
    """Section to the page of its measure."""
    headlines: tuple[Headline, ...] = ()
    download: Table | None = None
    """All numbers of the page."""
    files: Mapping[str, tuple[Table, ...]] = field(default_factory=dict)
    """Section to the other files it leads to."""

    @property
    def downloads(self) -> tuple[Table, ...]:
        """
        Every file that is of this page alone.
        """
        found = [self.download] if self.download else []
        return (*found, *(t for each in self.files.values() for t in each if t.download != ALL))


def places(splits: Iterable[Split], kind: str, judged: Judged | None = None) -> list[Place]:
    """
    Every group of a kind that any split has, by name; years the latest first.
    """
    found: dict[str, list[tuple[Split, object]]] = {}
    names: dict[str, str] = {}
    for each in splits:
        if kind not in each.by:
            continue
        seen = set()
        for value in each.values(kind, judged):
            if value is None or value == "":
                continue
            name = labels.group(kind, value)
            slug = labels.slug(name)
            names.setdefault(slug, name)
            if slug not in seen:  # two spellings of one place: the larger only
                found.setdefault(slug, []).append((each, value))
                seen.add(slug)
    order = sorted(found, reverse=kind == "fiscal_year")
    return [Place(kind, names[s], s, tuple(found[s])) for s in order]


def place_page(
    place: Place,
    judged: Judged,
    lists: Lists | None = None,
    columns: Sequence[tuple[str, Top]] = (),
) -> PlacePage:
    """
    Every split of every measure, limited to one place; of a State its 287(g) partners too.

    Args:
        place: The place.
        judged: What may be shown.
        lists: 287(g) agreements by name.
        columns: Measure and figure of what stands at the head of the page.
    """
    sections: dict[str, list[Table]] = {}
    titles: dict[str, str] = {}
    long = _Long(place.kind, judged)
    for n, (found, value) in enumerate(place.slices):
        at: dict[str, object] = {place.kind: value}
        name = found.measure.name
        made = table(found, judged, at, id=f"t{n}")
        if made.rows:
            sections.setdefault(name, []).append(made)
            titles[name] = told_plain(found.measure.title)
            long.add(found, at)
    shown = [Section(m, titles[m], tables=tuple(t)) for m, t in sections.items()]
    links = {m: f"{m}.html" for m in sections}
    named = section(lists, place.name) if lists and place.kind == "state" else None
    if named and lists:
        after = [s.id for s in shown]
        shown.insert(after.index(_AGREEMENTS) + 1 if _AGREEMENTS in after else 0, named)
        links[named.id] = f"{_AGREEMENTS}.html"
    return PlacePage(
        title=say("places", f"{place.kind}_title", place=place.name),
        lead=" ".join(filter(None, (words()["places"][f"{place.kind}_lead"], _rated(place)))),
        kind=place.kind,
        file=place.file,
        sections=tuple(shown),
        links=links,
        headlines=_headlines(place, columns, judged, lists or Lists()),
        download=long.table(f"{KINDS[place.kind]}/{place.slug}.csv", place.name),
        files={named.id: _named_files(lists, place)} if named and lists else {},
    )


def _headlines(
    place: Place, columns: Sequence[tuple[str, Top]], judged: Judged, lists: Lists
) -> tuple[Headline, ...]:
    """
    The figures of a place that are shown and are not none.
    """
    made = []
    for measure, top in columns:
        of, number = _of(place, measure, top), _number(place, measure, top, judged)
        if of is not None and number.value:
            told = of_place(top, of[0], number, place.kind, of[1])
            made.append(replace(told, when=lists.when(top)) if measure == _AGREEMENTS else told)
    return tuple(made[:_HEADLINES])


def _named_files(lists: Lists, place: Place) -> tuple[Table, ...]:
    every = all_states(lists)
    return (state_file(lists, place.name, place.slug), *([every] if every else []))


def _rated(place: Place) -> str:
    if place.kind != "country":
        return ""
    told = next((r for _, v in place.slices if (r := rated(str(v)))), None)
    return say("places", "ratings", ratings=told) if told else ""


class _Long:
    """
    The download of a place: a line for each number, whatever its split, and each total.
    """

    def __init__(self, kind: str, judged: Judged) -> None:
        self.dims: dict[str, None] = {kind: None}
        self.lines: dict[tuple[str, frozenset[tuple[str, str]], str], Cell] = {}
        self.judged = judged

    def add(self, found: Split, at: dict[str, object]) -> None:
        """
        Every group of a split, then what the page has of all groups of each.
        """
        self.dims |= dict.fromkeys(found.by)
        left = [b for b in found.by if b not in at]
        for n in range(len(left), -1, -1):
            for kept in combinations(left, n):
                self._groups(found, at, kept, whole=n < len(left))

    def _groups(
        self, found: Split, at: dict[str, object], kept: Sequence[str], *, whole: bool
    ) -> None:
        for values in groups(found, self.judged, at, kept):
            here = {**at, **dict(zip(kept, values, strict=True))}
            # Empty is what is not split by; a group that is not stated says so.
            named = frozenset((d, _named(v)) for d, v in here.items())
            for figure in found.figures:
                apart = found.apart.union(figure.apart).intersection(found.by)
                if whole and not (figure.additive and apart <= here.keys()):
                    continue
                number = found.number(self.judged, figure, here)
                self.lines.setdefault((found.measure.name, named, figure.name), number)

    def table(self, file: str, caption: str) -> Table:
        heads = [Heading(n, n, number=False) for n in ("measure", *self.dims, "figure")]
        rows = tuple(
            (measure, *(dict(at).get(d, "") for d in self.dims), figure, number)
            for (measure, at, figure), number in self.lines.items()
        )
        headings = (*heads, Heading("value", "value"))
        return Table("file", caption, headings, rows, download=file)


def _named(value: object) -> str:
    return str(words()["split"]["not_stated"] if value is None or value == "" else value)


def index_table(
    found: Sequence[Place], kind: str, columns: Sequence[tuple[str, Top]], judged: Judged
) -> Table:
    """
    All places of a kind with a link to each, and one number a measure.

    Args:
        found: The places.
        kind: Of which kind.
        columns: Measure and figure of each column.
        judged: What may be shown.
    """
    heads = [Heading(labels.dimension(kind), kind, number=False)]
    kept = [(m, t) for m, t in columns if any(_of(p, m, t) for p in found)]
    heads += [Heading(label(t), "_".join((m, t.label, *_year(t)))) for m, t in kept]
    rows: list[tuple[Cell, ...]] = []
    for place in found:
        numbers = [_number(place, m, t, judged) for m, t in kept]
        rows.append((Link(place.name, place.file), *numbers))
    return Table(
        KINDS[kind],
        words()["places"][f"{kind}_caption"],
        tuple(heads),
        tuple(rows),
        download=f"{KINDS[kind]}.csv",
        bars=1 if kept else None,
    )


def _year(top: Top) -> tuple[str, ...]:
    year = top.at.get("fiscal_year")
    return (f"fy{year}",) if year else ()


def index_map(found: Table, kind: str, id: str) -> Chart | None:
    """
    The first column of a table of places on a map; null where it is on none.
    """
    draw = {"office": area_map, "state": state_map}.get(kind)
    if draw is None or len(found.headings) < _WITH_NUMBER:
        return None
    values = {str(r[0]): r[1] for r in found.rows if isinstance(r[1], Number)}
    if all(n.value is None for n in values.values()):
        return None
    what = found.headings[1].text
    title = say("places", "map", figure=what, place=labels.dimension(kind).lower())
    return draw(values, id=id, title=title, what=what)


def _of(place: Place, measure: str, top: Top) -> tuple[Split, object] | None:
    """
    The split that has a figure for a place: all of it, or a total.
    """
    for found, value in place.slices:
        figure = next((f for f in found.figures if f.name == top.figure), None)
        if found.measure.name != measure or figure is None or not set(top.at) <= set(found.by):
            continue
        if figure.additive or set(found.by) == {place.kind, *top.at}:
            return found, value
    return None


def _number(place: Place, measure: str, top: Top, judged: Judged) -> Number:
    of = _of(place, measure, top)
    if of is None:
        return Number(None)
    found, value = of
    figure = next(f for f in found.figures if f.name == top.figure)
    return found.whole(judged, figure, {place.kind: value, **top.at})
