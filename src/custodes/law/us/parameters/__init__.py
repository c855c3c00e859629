"""
Numbers with a history.
"""

from custodes.law.parameters import read_series

_PACKAGE = "custodes.law.us.parameters"

BIA_APPEAL_DAYS = read_series(_PACKAGE, "bia_appeal_days.toml")
PROMPT_INTERVIEW_DAYS = read_series(_PACKAGE, "prompt_interview_days.toml")
REVIEW_NOTICE_DAYS = read_series(_PACKAGE, "review_notice_days.toml")

__all__ = ["BIA_APPEAL_DAYS", "PROMPT_INTERVIEW_DAYS", "REVIEW_NOTICE_DAYS"]
