"""
What every test may use.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "custodes",
    deadline=None,
    max_examples=50,
    # CI says yes or no of a commit, the same each time; whoever works on it draws anew.
    derandomize=os.environ.get("CI") == "true",
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("custodes")

REAL = Path(__file__).resolve().parents[2] / "shared" / "data"


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """
    The soaks at full size run only when asked for by name.
    """
    if "soak" in (config.option.markexpr or ""):
        return
    skip = [i for i in items if i.get_closest_marker("soak")]
    if skip:
        config.hook.pytest_deselected(items=skip)
        items[:] = [i for i in items if i not in skip]


@pytest.fixture(scope="session")
def real_data() -> Path:
    """
    The folder of real files; without it a real test says what it would have checked.
    """
    if not REAL.is_dir():
        missing = f"no real files at {REAL}"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return REAL
