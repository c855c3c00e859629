"""
Every rule, in the order in which a case is read.
"""

from custodes.law.us import presumptive_period, removal_period

RULES = (removal_period.RULE, presumptive_period.RULE)
