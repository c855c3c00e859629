"""
Looking at a page once and writing down all that tests ask about.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Self

AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "rules": {"target-size": {"enabled": True}},
    "resultTypes": ["violations"],
    # It would ask for the style sheets again, which no page from disk may.
    "preload": False,
}
SHAPES = {
    **RULES,
    "rules": {"target-size": {"enabled": True}, "color-contrast": {"enabled": False}},
}
CONTRAST = {"runOnly": ["color-contrast"], "resultTypes": ["violations"], "preload": False}
WIDE, NARROW, NARROWEST = 1280, 390, 320
OF_A_KIND = 4
SLOW = 1000

SEEN = """() => {
  const text = e => (e.textContent || '').trim();
  const named = svg => (svg.getAttribute('aria-labelledby') || '').split(/\\s+/)
    .map(id => document.getElementById(id)).filter(Boolean).map(text).join(' ')
    || svg.getAttribute('aria-label') || svg.getAttribute('alt') || '';
  const tabled = svg => {
    const section = svg.closest('section') || document.querySelector('main');
    if (section.querySelector('table')) return true;
    return [...section.querySelectorAll('a[href]')].some(a => a.getAttribute('href').includes('.html#'));
  };
  const images = [...document.querySelectorAll('img, svg')].filter(e => !e.closest('svg svg'));
  return {
    nameless: images.filter(e => !(e.getAttribute('aria-hidden') === 'true') && !named(e)).length,
    tableless: images.filter(e => e.getAttribute('role') === 'img' && !tabled(e)).length,
    figures: [...document.querySelectorAll('figure.chart')]
      .map(f => [...f.querySelectorAll('svg, p')].filter(s => s.checkVisibility()).length),
    wide: document.documentElement.scrollWidth,
    text: document.querySelector('main').innerText.length,
    rows: document.querySelectorAll('tr').length,
    banner: !!document.querySelector('aside.banner') && document.querySelector('aside.banner').checkVisibility(),
    title: document.title,
    lang: document.documentElement.lang,
    load: performance.getEntriesByType('navigation')[0].loadEventEnd,
  };
}"""


# Begun in both windows before either is waited for: two browsers' processes work at once.
START = "rules => { window.axeFound = axe.run(document, rules); }"
FOUND = """() => window.axeFound.then(r => r.violations.map(v =>
  `${v.id}: ${v.nodes[0].target} (${v.nodes.length}): ${v.nodes[0].failureSummary}`))"""


@dataclass
class Look:
    """
    One page at one width.
    """

    name: str
    width: int
    violations: list[str]
    seen: dict[str, Any]
    load: float
    """Milliseconds from asking for the page to its being whole; the best of three."""
    said: list[str]
    """What the browser complained of."""
    narrowest: int = 0
    """How wide a telephone's page is in a window of 320 pixels."""


def pages_of(site: Path) -> list[Path]:
    """
    Every page at the top; in each folder the largest, the smallest and some between.

    The front of another language counts for three folders: its words are longer.
    """
    kinds: dict[Path, list[Path]] = defaultdict(list)
    for page in sorted(site.rglob("*.html")):
        kinds[page.parent].append(page)
    found = []
    for folder, pages in kinds.items():
        most = OF_A_KIND * 3 if folder / "index.html" in pages else OF_A_KIND
        if folder == site or len(pages) <= most:
            found += pages
            continue
        by_size = sorted(pages, key=lambda p: (p.stat().st_size, p.name))
        last = len(by_size) - 1
        found += [by_size[round(i * last / (most - 1))] for i in range(most)]
    return found


class Looker:
    """
    A browser whose every request that leaves the site is stopped and written down.
    """

    def __init__(self, browser: Any, site: Path) -> None:
        self.site = site
        self.asked: list[str] = []
        self._browser = browser
        self._contexts: dict[int, Any] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for context in self._contexts.values():
            context.close()

    def context(self, width: int, **more: Any) -> Any:
        """
        A window of some width; nothing but the site's own files reaches it.
        """
        made = self._browser.new_context(viewport={"width": width, "height": 900}, **more)
        inside = self.site.as_uri() + "/"

        def let(route: Any) -> None:
            url = route.request.url
            if url.startswith((inside, "data:")):
                route.continue_()
            else:
                self.asked.append(url)
                route.abort()

        made.route("**/*", let)
        return made

    def page(self, width: int) -> Any:
        """
        A page in the window of that width, which stays open.
        """
        if width not in self._contexts:
            self._contexts[width] = self.context(width)
        return self._contexts[width].new_page()

    def look(self, path: Path, *, closely: bool) -> list[Look]:
        """
        Open a page in both windows, ask axe in both at once, measure.

        Closely: contrast, which takes axe longest and hangs on the style sheet alone, is
        measured on the telephone and by night too.
        """
        open_pages = {width: self.page(width) for width in (WIDE, NARROW)}
        found = {width: self._open(page, path, width) for width, page in open_pages.items()}
        for width, page in open_pages.items():
            page.evaluate(AXE)
            page.evaluate(START, RULES if closely or width == WIDE else SHAPES)
        for width, page in open_pages.items():
            found[width].violations += page.evaluate(FOUND)
        desk, telephone = open_pages[WIDE], open_pages[NARROW]
        if closely:
            desk.emulate_media(color_scheme="dark")
            desk.evaluate(START, CONTRAST)
            found[WIDE].violations += [f"by night: {v}" for v in desk.evaluate(FOUND)]
        telephone.set_viewport_size({"width": NARROWEST, "height": 900})
        found[NARROW].narrowest = telephone.evaluate("document.documentElement.scrollWidth")
        for page in open_pages.values():
            page.close()
        return list(found.values())

    def _open(self, page: Any, path: Path, width: int) -> Look:
        said: list[str] = []
        page.on("console", lambda m: said.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: said.append(str(e)))
        page.goto(path.as_uri())
        seen = page.evaluate(SEEN)
        load = seen["load"]
        for _ in range(2):
            if load < SLOW:
                break
            page.reload()
            load = min(load, page.evaluate(SEEN)["load"])
        name = path.relative_to(self.site).as_posix()
        return Look(name, width, [], seen, load, said)
