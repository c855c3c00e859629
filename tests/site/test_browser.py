"""
Each page at the width of a telephone, in a real browser.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess

import pytest

WIDTH = 390
PAGES = (
    "index",
    "flows",
    "population",
    "agreements",
    "partners_arrests",
    "completeness",
    "offices",
    "offices/st-paul",
    "states",
    "years/2025",
    "data",
    "law",
    "es/index",
)
FRAME = """<!doctype html><body><iframe src="{page}" width="{width}" height="800"
onload="document.title = 'w=' + this.contentDocument.documentElement.scrollWidth"></iframe>"""


@pytest.fixture(scope="session")
def browser():
    """
    A Chromium; without it the test says so, and fails in CI.
    """
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("chrome")
    if found is None:
        missing = "no Chromium here to look at pages with"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.mark.browser
@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_wider_than_a_telephone(browser, site, tmp_path, name):
    frame = tmp_path / "frame.html"
    frame.write_text(FRAME.format(page=(site / f"{name}.html").as_uri(), width=WIDTH), "utf-8")
    done = subprocess.run(
        [
            browser,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--allow-file-access-from-files",
            f"--user-data-dir={tmp_path / 'profile'}",
            "--dump-dom",
            frame.as_uri(),
        ],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    found = re.search(r"<title>w=(\d+)</title>", done.stdout)
    assert found, "the page did not load"
    assert int(found[1]) <= WIDTH
