"""
The rules of the United States, one file an event that starts clocks.

`RULES` lists them; nothing else registers a rule.
"""

from custodes.law.us._rules import RULES

__all__ = ["RULES"]
