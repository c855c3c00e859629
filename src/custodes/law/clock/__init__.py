"""
One case read: what is due, what is late, every date under every reading, and why.
"""

from custodes.law.clock._answers import Answer, Answers, Varied
from custodes.law.clock._ics import to_ics
from custodes.law.clock._json import to_json
from custodes.law.clock._read import default_reading, read_case
from custodes.law.clock._text import render_brief, render_text

__all__ = [
    "Answer",
    "Answers",
    "Varied",
    "default_reading",
    "read_case",
    "render_brief",
    "render_text",
    "to_ics",
    "to_json",
]
