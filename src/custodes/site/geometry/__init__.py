"""
Counties of the United States as drawn and as assigned to areas of responsibility.

`atlas` is the drawing: us-atlas 3.0.1 (ISC licence) of the Census Bureau's
cartographic boundaries of 2017 (public domain), in its Albers projection, with
Alaska and Hawaii beside the others, smaller or larger than life. `counties` says of
every county which area it is in. ``sources.toml`` has where both came from, their
licences and hashes; ``scripts/geometry.py`` makes them again.
"""

from __future__ import annotations

from custodes.site.geometry._atlas import Atlas, Line, atlas
from custodes.site.geometry._places import (
    County,
    area_code,
    area_name,
    counties,
    county_fips,
    state_code,
    state_name,
)

__all__ = [
    "Atlas",
    "County",
    "Line",
    "area_code",
    "area_name",
    "atlas",
    "counties",
    "county_fips",
    "state_code",
    "state_name",
]
