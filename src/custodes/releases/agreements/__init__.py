"""
ICE's lists of 287(g) agreements, participating and pending, as snapshots.

The kind of a list is told from its columns, since one file named for the one
holds the other; its day from its name or content; no row of it is lost.

Source: ice.gov, Identify and Arrest, Delegation of Immigration Authority 287(g).
"""

from custodes.releases.agreements._names import agency_key, edits, fold_agency, state_code
from custodes.releases.agreements._read import matches, read

__all__ = ["agency_key", "edits", "fold_agency", "matches", "read", "state_code"]
