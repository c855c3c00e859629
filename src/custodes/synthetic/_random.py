"""
Random numbers that depend on the seed, the block of people and the topic alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Minutes = NDArray[np.datetime64]
"""Moments, to the minute, as ``datetime64[m]``."""
Days = NDArray[np.datetime64]
"""Days as ``datetime64[D]``."""

MINUTES_A_DAY = 1440


@dataclass(frozen=True, slots=True)
class Streams:
    """
    The generators of one block; a new topic leaves the numbers of the others alone.
    """

    seed: int
    block: int

    def of(self, topic: str) -> np.random.Generator:
        """
        Generator of one topic, always from its beginning.
        """
        sequence = np.random.SeedSequence([self.seed, self.block, crc32(topic.encode())])
        return np.random.Generator(np.random.PCG64(sequence))


def lognormal(rng: np.random.Generator, median: Floats, sigma: Floats) -> Floats:
    """
    One lognormal draw for each pair of median and sigma.
    """
    return median * np.exp(sigma * rng.standard_normal(len(median)))


def hexadecimal(seed: int, topic: str, numbers: Ints) -> NDArray[np.bytes_]:
    """
    Forty hexadecimal digits for each number, as the agency's pseudonyms look.

    Three rounds of the SplitMix64 finaliser over number, seed and topic: nothing but the
    seed stands behind them, and distinct numbers give distinct digits (the first sixteen
    are a bijection of the number).
    """
    base = np.uint64((seed * 0x9E3779B97F4A7C15 + crc32(topic.encode())) % 2**64)
    words = np.empty((len(numbers), 3), np.uint64)
    for k in range(3):
        words[:, k] = _mix(numbers.astype(np.uint64) ^ _mix(np.atleast_1d(base + np.uint64(k))))
    octets = words.astype(">u8").view(np.uint8).reshape(len(numbers), 24)[:, :20]
    return _PAIRS[octets].reshape(len(numbers), 20).view("S40").ravel()


def _mix(x: NDArray[np.uint64]) -> NDArray[np.uint64]:
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return x ^ (x >> np.uint64(31))


_PAIRS = np.array([f"{i:02x}" for i in range(256)], dtype="S2")
