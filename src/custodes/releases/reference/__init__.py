"""
Reference lists: facilities, offices by county, counties, population.

Made by many hands, each with its own headers; each list is told by them. What
ships with the package is small: which States an area of responsibility covers.
"""

from custodes.releases.reference._areas import Area, area_code, areas
from custodes.releases.reference._read import matches, read

__all__ = ["Area", "area_code", "areas", "matches", "read"]
