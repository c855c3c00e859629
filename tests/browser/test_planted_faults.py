"""
A page with every fault that the other tests look for, so that they are known to see it.
"""

from __future__ import annotations

import pytest
from looking import Looker
from test_ways_of_reading import CUT, FOCUS, PRINTED

BAD = """<!doctype html><html><head><meta charset="utf-8"><title>Bad</title>
<style>
p.faint { color: #bbb; background: #fff; }
a.bare:focus-visible { outline: none; }
button { width: 10px; height: 10px; padding: 0; margin: 0; border: 0; display: block; }
@media (prefers-color-scheme: dark) { p.night { color: #222; background: #111; } }
@media print { .gone { display: none; } .cut { overflow: hidden; width: 50px; } }
</style></head><body><main>
<h1>Bad</h1>
<p class="faint">Faint words that nobody can read.</p>
<p class="night">Words for the day.</p>
<figure class="chart"><svg role="img" width="10" height="10"></svg><svg role="img" width="10" height="10"></svg></figure>
<img src="https://example.invalid/x.png">
<button>a</button><button>b</button>
<p><a class="bare" href="#x">A link without a mark</a></p>
<p class="gone">Gone in print.</p>
<div class="cut"><div style="width: 700px">Cut off in print, and too wide for a telephone.</div></div>
</main></body></html>"""


@pytest.fixture(scope="module")
def bad(tmp_path_factory, chromium):
    folder = tmp_path_factory.mktemp("bad")
    page = folder / "bad.html"
    page.write_text(BAD, "utf-8")
    with Looker(chromium, folder) as looker:
        yield page, looker, looker.look(page, closely=True)


@pytest.mark.parametrize(
    "rule", ["color-contrast", "svg-img-alt", "image-alt", "target-size", "html-has-lang"]
)
def test_axe_sees_what_is_wrong_at_both_widths(bad, rule):
    for look in bad[2]:
        assert any(v.startswith(f"{rule}:") for v in look.violations), look.violations


def test_axe_sees_what_is_wrong_by_night_only(bad):
    desk, telephone = bad[2]
    assert any(v.startswith("by night: color-contrast") for v in desk.violations)
    assert not any("by night" in v for v in telephone.violations)


def test_a_request_that_leaves_is_stopped_and_written_down(bad):
    assert set(bad[1].asked) == {"https://example.invalid/x.png"}
    assert any("ERR_FAILED" in said for look in bad[2] for said in look.said)


def test_drawings_without_name_or_table_are_counted(bad):
    for look in bad[2]:
        assert look.seen["nameless"] == 3
        assert look.seen["tableless"] == 2
        assert look.seen["figures"] == [2]
        assert not look.seen["banner"]


def test_a_page_too_wide_for_a_telephone_is_seen(bad):
    _, telephone = bad[2]
    assert telephone.seen["wide"] > 390
    assert telephone.narrowest > 320


def test_what_print_hides_or_cuts_is_seen(bad):
    page = bad[1].page(800)
    page.emulate_media(media="print")
    page.goto(bad[0].as_uri())
    assert [e for e in page.evaluate(PRINTED) if "gone" in e]
    assert [e for e in page.evaluate(CUT) if "cut" in e]
    page.close()


def test_a_link_without_a_mark_is_seen(bad):
    page = bad[1].page(1280)
    page.goto(bad[0].as_uri())
    marks = {}
    for _ in range(3):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        marks[focus["what"][:2]] = focus["outline"]
    page.close()
    assert marks["<a"] is False
