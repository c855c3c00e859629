"""
The shapes of the made-up world, from ``world/*.toml``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from custodes.synthetic._random import Floats, Ints


@cache
def world(name: str) -> dict[str, Any]:
    """
    One file of the world; its comments name the sources.
    """
    text = (files("custodes.synthetic") / "world" / f"{name}.toml").read_text("utf-8")
    return tomllib.loads(text)


def share(part: str, name: str) -> float:
    """
    One number of ``custody.toml``.
    """
    return float(world("custody")[part][name])


@dataclass(frozen=True)
class Choice:
    """
    Values with weights, drawn as positions in ``values``.
    """

    values: tuple[str, ...]
    weights: Floats

    @classmethod
    def of(cls, pairs: Sequence[Sequence[Any]]) -> Choice:
        """
        From rows of value, weight and whatever else.
        """
        return cls(
            tuple(str(p[0]) for p in pairs), np.array([p[1] for p in pairs], dtype=np.float64)
        )

    def draw(self, rng: np.random.Generator, n: int) -> Ints:
        """
        Positions of ``n`` draws.
        """
        steps = np.cumsum(self.weights)
        found = np.searchsorted(steps, rng.random(n) * steps[-1], side="right")
        drawn: Ints = np.minimum(found, len(steps) - 1)
        return drawn


def draw_by_row(rng: np.random.Generator, weights: Floats, row: Ints) -> Ints:
    """
    For each entry of ``row`` a column of ``weights``, drawn by the weights of that row.
    """
    shares = weights / weights.sum(axis=1, keepdims=True)
    steps = np.cumsum(shares, axis=1) + np.arange(len(weights))[:, None]
    found = np.searchsorted(steps.ravel(), rng.random(len(row)) + row, side="right")
    drawn: Ints = np.minimum(found - row * weights.shape[1], weights.shape[1] - 1)
    return drawn


@cache
def people_choice(name: str) -> Choice:
    """
    A weighted list of ``people.toml``.
    """
    return Choice.of(world("people")[name])


def third(name: str) -> tuple[str, ...]:
    """
    The third entry of each row of a list of ``people.toml``, text that goes with the value.
    """
    return tuple(str(row[2]) for row in world("people")[name])
