"""
Pages read as a browser would, with the parser of the standard library.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = {"meta", "link", "br", "hr", "img", "input"}


@dataclass
class Element:
    tag: str
    attrs: dict[str, str | None]
    parent: Element | None = None
    children: list[Element | str] = field(default_factory=list)

    def all(self, tag: str) -> list[Element]:
        """
        Every element of a tag below this one, in order.
        """
        found = []
        for child in self.children:
            if isinstance(child, Element):
                found += [child] if child.tag == tag else []
                found += child.all(tag)
        return found

    def every(self) -> list[Element]:
        """
        Every element below this one.
        """
        below = [c for c in self.children if isinstance(c, Element)]
        return below + [e for c in below for e in c.every()]

    @property
    def text(self) -> str:
        """
        All text below.
        """
        return "".join(c if isinstance(c, str) else c.text for c in self.children)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = Element("root", {})

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        made = Element(tag, dict(attrs), self.here)
        self.here.children.append(made)
        if tag not in VOID:
            self.here = made

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.here.children.append(Element(tag, dict(attrs), self.here))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID:
            return
        assert self.here.tag == tag, f"<{self.here.tag}> is closed by </{tag}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data: str) -> None:
        self.here.children.append(data)


def read(path: Path) -> Element:
    """
    A page as a tree; an element that is not closed in its place fails.
    """
    reader = _Reader()
    reader.feed(path.read_text("utf-8"))
    reader.close()
    assert reader.here is reader.root
    return reader.root
