"""
What the pages of a site print beside its files: totals of tables, ledgers, numbers in words.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from read_pages import Element, read
from reader_print import HIDDEN, KINDS, Print, group, once, unsafe

from custodes.measures import Measure, catalog
from custodes.site import _labels as labels
from custodes.site._words import words

OTHERS = ("es",)
_NAMED = {"None": "", "\uffff other": "All other offices"}
_NUMBER = re.compile(
    r"(?<![\w.,-])\d{1,3}(?:,\d{3})+(?![\w])|(?<![\w.,/-])\d+(?:\.\d+)?%?(?![\w/-])"
)


def english(site: Path) -> Iterator[tuple[Path, Element]]:
    """
    Every English page.
    """
    for folder in ("", *KINDS):
        for path in sorted((site / folder).glob("*.html")):
            yield path, read(path)


def read_tables(found: Print, site: Path) -> None:
    """
    Every table of a split, with its totals, and every ledger.
    """
    for path, page in english(site):
        name = str(path.relative_to(site))
        place = _place_of(site, path)
        for section in page.all("section"):
            measure = catalog().get(_titled(section)) if place else catalog().get(path.stem)
            for table in section.all("table"):
                if table.attrs.get("class") == "ledger":
                    _ledger(found, table, name, path.stem)
                elif measure and re.fullmatch(r"t\d+|.*-table", table.attrs.get("id") or ""):
                    _table(found, measure, table, place or {}, name)


def _titled(section: Element) -> str:
    return (section.attrs.get("aria-labelledby") or "").removesuffix("-title")


def _place_of(site: Path, path: Path) -> dict[str, str]:
    kind = KINDS.get(path.parent.name)
    if kind is None:
        return {}
    file = site / "data" / path.parent.name / f"{path.stem}.csv"
    with file.open(encoding="utf-8", newline="") as lines:
        line = next(csv.DictReader(lines))
    return {kind: group(kind, unsafe(line[kind]))}


def cells_of(table: Element) -> tuple[list[str], list[bool], list[list[str]]]:
    """
    The headings, which of them are of numbers, and the rows without what draws bars.
    """
    heads = table.all("thead")[0].all("th")
    rows = []
    for tr in table.all("tbody")[0].all("tr"):
        cells = [c for c in tr.children if isinstance(c, Element) and c.attrs.get("class") != "bar"]
        rows.append([c.text.strip() for c in cells])
    numbers = ["n" in (h.attrs.get("class") or "").split() for h in heads]
    return [h.text.strip() for h in heads], numbers, rows


def _table(
    found: Print, measure: Measure, table: Element, place: dict[str, str], name: str
) -> None:
    heads, numbers, rows = cells_of(table)
    if not any(numbers):
        return
    first = numbers.index(True)
    dims = [_dimension(measure, h) for h in heads[:first] if h]
    titles = {labels.figure_title(f): f.name for f in measure.figures if f.public}
    down = set(heads[first:]) <= set(titles)
    if place and first == 1 and len(heads) == 2 and {r[0] for r in rows} <= set(titles):
        for title, text in rows:
            found.tell(f"{measure.name}.{titles[title]}", place, text, name)
        return
    caption = table.all("caption")[0].text
    across = None if down else _across(measure, caption, {*filter(None, dims), *place})
    figure = next(
        (n for t, n in sorted(titles.items(), key=lambda t: -len(t[0])) if caption.startswith(t)),
        "",
    )
    if (None in dims or across is None or not figure) and not down:
        found.skipped.append((name, caption))
        return
    all_of = {words()["split"]["all"], words()["split"]["all_times"]}
    seen: Counter[tuple[str, ...]] = Counter()
    for row in rows:
        if len(row) != len(heads):
            continue
        total = row[0] in all_of or not dims
        named = {d: v for d, v in zip(dims, row, strict=False) if d and not total}
        named = once(seen, named)
        for head, text in zip(heads[first:], row[first:], strict=True):
            at = {**place, **named}
            if not down and head not in all_of:
                at[str(across)] = head
            fact = f"{measure.name}.{titles[head] if down else figure}"
            found.tell(fact, at, text, name)


def _dimension(measure: Measure, title: str) -> str | None:
    can = (*measure.choices, *measure.default)
    return next((b for b in can if labels.dimension(b) == title), None)


def _across(measure: Measure, caption: str, without: set[str]) -> str | None:
    """
    The split whose groups are columns: the caption names it.
    """
    can = [b for b in dict.fromkeys((*measure.choices, *measure.default)) if b not in without]
    told = re.sub(r".*(?:, by|, | by )", "", caption)
    return next(
        (
            b
            for b in sorted(can, key=lambda b: -len(labels.dimension(b)))
            if labels.dimension(b).lower() in caption.lower() and told is not None
        ),
        None,
    )


def _ledger(found: Print, table: Element, name: str, measure: str) -> None:
    """
    A ledger: all rows, those left out and why, those counted.
    """
    about = table.all("caption")[0].text
    lines = [(r[0], r[1]) for r in cells_of(table)[2]]
    keys = []
    for i, (why, text) in enumerate(lines):
        key = found.tell(f"ledger {measure}", {"about": about, "why": f"{i} {why}"}, text, name)
        keys.append(key)
    if None not in keys:
        found.ledgers.append(tuple(k for k in keys if k))


def read_numbers(found: Print, site: Path) -> None:
    """
    The file of every number that is shown, for the report after it.
    """
    if not (site / "data" / "numbers.csv").is_file():
        return
    with (site / "data" / "numbers.csv").open(encoding="utf-8", newline="") as file:
        for line in csv.DictReader(file):
            fact, _, rest = line["number"].partition(" [")
            measure, _, figure = fact.partition(".")
            known = {f.name for f in catalog()[measure].figures} if measure in catalog() else set()
            if figure not in known or measure in ("population", "completeness", "agreements"):
                continue
            pairs = [p.partition("=")[::2] for p in rest.removesuffix("]").split("; ") if p]
            at = {d: group(d, _NAMED.get(v, v)) for d, v in pairs}
            found.tell(fact, at, line["value"], "numbers.csv")


def unlike(site: Path) -> list[str]:
    """
    Numbers of a table in another language that are not those of the English one.
    """
    wrong = []
    for path, page in english(site):
        name = path.relative_to(site)
        for other in OTHERS:
            theirs = read(site / other / name)
            for a, b in zip(page.all("table"), theirs.all("table"), strict=True):
                if _digits(a) != _digits(b):
                    wrong.append(f"{other}/{name}: {a.attrs.get('id')}")
    return wrong


def _digits(table: Element) -> list[list[str]]:
    rows = table.all("tbody")[0].all("tr")
    return [
        [
            "hidden" if "hid" in (c.attrs.get("class") or "") else re.sub(r"\D", "", c.text)
            for c in r.all("td")
        ]
        for r in rows
    ]


def spoken(site: Path) -> Iterator[tuple[str, str, str]]:
    """
    Page, sentence and number of every number said in words: leads, headlines, sentences of
    the front page, texts beside drawings, caveats and sources.
    """
    for folder in ("", *OTHERS):
        for place in ("", *KINDS):
            for path in sorted((site / folder / place).glob("*.html")):
                for text in _sentences(read(path)):
                    for number in _NUMBER.findall(text):
                        yield str(path.relative_to(site)), text, number


def _sentences(page: Element) -> Iterator[str]:
    main = next(iter(page.all("main")), page)
    # Rows of each source (dd) are judged with the ledger.
    for tag in ("p", "li", "desc", "text", "title"):
        for e in main.all(tag):
            yield e.text
    for e in main.every():
        if e.attrs.get("aria-label"):
            yield str(e.attrs["aria-label"])


def shown(found: Print) -> set[str]:
    """
    Every number that some table or file shows, as digits; shares as percentage points too.
    """
    texts = {t for c in found.cells.values() for t in c.where.values() if t not in HIDDEN}
    parts = {_plain(p) for t in texts for p in re.findall(r"[\d.,%]+", t)}
    return {_plain(t) for t in texts} | parts | {p.removesuffix("%") for p in parts}


def _plain(text: str) -> str:
    return text.replace(",", "")
