"""
A whole made-up site, and a real browser that looks at its pages.

The pages are those that are in the folder, so that a new one is looked at without
an edit here. Set ``CUSTODES_SITE`` to the folder of a site to look at that one.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from looking import Looker, pages_of
from playwright.sync_api import sync_playwright

PEOPLE, SEED, RARE = 500, 7, 20.0
ONE_IN = 4
"""Pages to one that is looked at closely: all have one style sheet."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def made_site(tmp_path_factory) -> Path:
    """
    The folder of a site made from made-up records.
    """
    there = os.environ.get("CUSTODES_SITE")
    if there:
        return Path(there).resolve()
    from custodes.build import build
    from custodes.measures import View
    from custodes.site import write
    from custodes.synthetic import make

    folder = tmp_path_factory.mktemp("demo")
    made = make(PEOPLE, SEED, folder, rare=RARE)
    built = build([made.folder], folder / "dataset")
    return write(View.of(built.dataset), folder / "site").index.parent


@pytest.fixture(scope="session")
def pages(made_site) -> list[Path]:
    """
    The pages to look at: all that are one of a kind, and some of each kind.
    """
    return pages_of(made_site)


@pytest.fixture(scope="session")
def chromium():
    """
    A running Chromium; without one the tests say so, and fail in CI.
    """
    found = next(
        (p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))),
        None,
    )
    if found is None:
        missing = "no Chromium here to look at pages with"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu"]
        )
        yield running
        running.close()


@pytest.fixture(scope="session")
def looker(chromium, made_site):
    """
    A reader with a desk and one with a telephone, neither of them with a network.
    """
    with Looker(chromium, made_site) as found:
        yield found


@pytest.fixture(scope="session")
def looked(looker, pages):
    """
    What was seen of every page at both widths.
    """
    return [
        look for i, page in enumerate(pages) for look in looker.look(page, closely=i % ONE_IN == 0)
    ]
