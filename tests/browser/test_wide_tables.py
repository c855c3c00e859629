"""
Wide tables on a telephone: what a number is of stays in sight while the numbers are scrolled.
"""

from __future__ import annotations

TELEPHONE = 390
STAYS = """() => {
  const wrong = []; let wide = 0;
  for (const box of document.querySelectorAll('.scroll')) {
    if (box.scrollWidth <= box.clientWidth + 1 || !box.checkVisibility()) continue;
    wide += 1;
    box.scrollLeft = box.scrollWidth;
    const b = box.getBoundingClientRect();
    const inside = e => {
      const r = e.getBoundingClientRect();
      return r.left >= b.left - 1 && r.right <= b.right + 1 && r.width > 0;
    };
    const caption = box.querySelector('caption > span');
    if (!inside(caption)) wrong.push('caption: ' + caption.textContent);
    const head = box.querySelector('tbody th');
    if (head && !inside(head)) wrong.push('row: ' + head.textContent);
    if (head && head.getBoundingClientRect().width > b.width / 2)
      wrong.push('more than half of the room: ' + head.textContent);
  }
  return [wide, wrong];
}"""
SEEN = """height => [...document.querySelectorAll('.headlines li')].filter(li => {
  const parts = [li.querySelector('h3'), li.querySelector('.figure'), li.querySelector('.when')];
  return parts.every(e => e.getBoundingClientRect().bottom <= height);
}).length"""


def test_captions_and_rows_names_stay_while_numbers_are_scrolled(looker, pages, made_site):
    page = looker.page(TELEPHONE)
    wrong, wide = [], 0
    for path in pages:
        page.goto(path.as_uri())
        found, bad = page.evaluate(STAYS)
        wide += found
        wrong += [f"{path.relative_to(made_site)}: {b}" for b in bad]
    page.close()
    assert wide >= 10
    assert wrong == []


def test_the_first_window_of_the_front_page_has_figures_with_their_days(looker, made_site):
    for width, height, least in ((TELEPHONE, 844, 2), (1280, 900, 6)):
        page = looker.page(width)
        page.goto((made_site / "index.html").as_uri())
        # Real reports have no banner above the front page.
        page.evaluate("document.querySelector('aside.banner').remove()")
        cards = page.locator(".headlines li").count()
        assert page.evaluate(SEEN, height) >= min(least, cards) > 0, width
        page.close()
