"""
One page of each kind: without JavaScript, in print, and with the keyboard alone.
"""

from __future__ import annotations

import pytest

FOCUS = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const s = getComputedStyle(e), r = e.getBoundingClientRect();
  return {
    what: e.outerHTML.slice(0, 90),
    outline: s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2,
    seen: r.width > 0 && r.height > 0 && r.bottom > 0 && r.top < innerHeight && r.right > 0,
  };
}"""
PRINTED = """() => [...document.querySelectorAll(
    'h1, h2, h3, main p, main li, tr, caption, summary, pre, figure, aside.banner, footer p')]
  .filter(e => !e.matches('.skip, nav *, .screen-only, .screen-only *') && !e.checkVisibility())
  .map(e => e.outerHTML.slice(0, 100))"""
CUT = """() => [...document.querySelectorAll('main *')]
  .filter(e => ['auto', 'scroll', 'hidden'].includes(getComputedStyle(e).overflowX)
    && e.scrollWidth > e.clientWidth + 1 && !e.closest('.quiet') && !e.matches('.quiet')
    && !(e instanceof SVGElement))
  .map(e => e.outerHTML.slice(0, 100))"""
TABS = 40


@pytest.fixture(scope="session")
def kinds(made_site, pages):
    """
    Every page at the top and the largest of each folder.
    """
    top = [p for p in pages if p.parent == made_site]
    folders = {p.parent for p in pages} - {made_site}
    largest = [
        max((p for p in pages if p.parent == f), key=lambda p: p.stat().st_size)
        for f in sorted(folders)
    ]
    return top + largest


def test_a_page_without_javascript_says_the_same(looker, looked, kinds, made_site):
    with_it = {k.name: k.seen for k in looked if k.width == 1280}
    context = looker.context(1280, java_script_enabled=False)
    page = context.new_page()
    for path in kinds:
        page.goto(path.as_uri())
        name = path.relative_to(made_site).as_posix()
        text = page.locator("main").inner_text()
        assert len(text) >= with_it[name]["text"] * 0.98, name
        assert page.locator("tr").count() == with_it[name]["rows"], name
    context.close()


def test_in_print_nothing_is_missing(looker, kinds):
    page = looker.page(800)
    page.emulate_media(media="print")
    wrong = []
    for path in kinds:
        page.goto(path.as_uri())
        wrong += [f"{path.name}: hidden: {e}" for e in page.evaluate(PRINTED)[:3]]
        wrong += [f"{path.name}: cut off: {e}" for e in page.evaluate(CUT)[:3]]
    page.close()
    assert wrong == []


def test_the_keyboard_reaches_things_in_sight_with_a_mark_around_them(looker, kinds):
    page = looker.page(1280)
    wrong = []
    for path in kinds:
        page.goto(path.as_uri())
        reached = 0
        for _ in range(TABS):
            page.keyboard.press("Tab")
            focus = page.evaluate(FOCUS)
            if focus is None:
                break
            reached += 1
            if not (focus["outline"] and focus["seen"]):
                wrong.append(f"{path.name}: {focus}")
        assert reached >= 5, path.name
    page.close()
    assert wrong == []


def test_the_first_key_leads_past_the_navigation(looker, kinds):
    page = looker.page(1280)
    page.goto(kinds[0].as_uri())
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "MAIN"
    page.close()
