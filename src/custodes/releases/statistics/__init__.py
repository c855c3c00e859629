"""
ICE's detention statistics: the workbooks of a fiscal year, as single figures.

Kept to check against and never mixed with rows about people. A sheet holds many
tables; each is known by its caption, the list of facilities by its headers.

Source: ice.gov, Detention Management, one workbook for each fiscal year.
"""

from custodes.releases.statistics._read import matches, read

__all__ = ["matches", "read"]
