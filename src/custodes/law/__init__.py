"""
What the law says: rules, dated parameters, divided questions, calendars, citations.

No I/O but case files, no engine, no framework. A rule is an expression of
`custodes.law.expression`, written once; `custodes.law.interpret` reads it for one
case, for all readings at once, as SQL for a column, and as sentences.

>>> from custodes.law import parse_case, read_case
>>> from datetime import date
>>> case = parse_case({
...     "as_of": date(2025, 8, 31),
...     "event": [
...         {"what": "order_entered", "on": date(2025, 3, 3), "kind": "final"},
...         {"what": "ice_custody", "from": date(2025, 2, 1)},
...     ],
... })
>>> read_case(case).value("presumptive_period", "status")
'CHALLENGEABLE'

To write a rule: add its facts to `us/facts.py` (and, for one case, to
`case/_events.py` and `case/_facts.py`), write its expressions in a file of its
own under `us/`, end it with a `Rule` and add that to `us/_rules.py`; add its
scenarios under `tests/law/scenarios/` and a plain-Python restatement of the text
beside them.
"""

from custodes.law.case import Case, case_schema, facts_of, load_case, parse_case
from custodes.law.choice import Choice, Default
from custodes.law.citation import Citation
from custodes.law.clock import (
    Answer,
    Answers,
    read_case,
    render_brief,
    render_text,
    to_ics,
    to_json,
)
from custodes.law.rule import Output, Rule
from custodes.law.us import RULES

__all__ = [
    "RULES",
    "Answer",
    "Answers",
    "Case",
    "Choice",
    "Citation",
    "Default",
    "Output",
    "Rule",
    "case_schema",
    "facts_of",
    "load_case",
    "parse_case",
    "read_case",
    "render_brief",
    "render_text",
    "to_ics",
    "to_json",
]
