"""
One made-up site for all tests that only read it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from made_up_tables import made_up

from custodes.site import write


@pytest.fixture(scope="session")
def site(tmp_path_factory) -> Path:
    """
    The folder of a site.
    """
    folder = tmp_path_factory.mktemp("site")
    return write(made_up(folder), folder / "out").index.parent
