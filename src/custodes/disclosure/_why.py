"""
Why a number is not shown.
"""

from __future__ import annotations

from enum import StrEnum


class Why(StrEnum):
    """
    Why a number is not shown.
    """

    SMALL = "small"
    """Shown as less than the limit: only where the number is in no sum."""
    PROTECTS = "protects"
    """Shown as hidden, and no more is said: small, or it would give a small one away."""
    LINKED = "linked"
    """Shown as hidden, as it is worked out from a hidden number: a share, a mean or a rate."""
