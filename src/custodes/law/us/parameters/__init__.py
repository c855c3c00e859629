"""
Numbers with a history.
"""

from custodes.law.parameters import read_series

BIA_APPEAL_DAYS = read_series("custodes.law.us.parameters", "bia_appeal_days.toml")

__all__ = ["BIA_APPEAL_DAYS"]
