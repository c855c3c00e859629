"""
What splits, their groups and their figures are called on a page.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Any

from custodes.measures._measure import Figure
from custodes.site._translate import told_plain
from custodes.site._words import day_words, words

_OFFICE = " Area of Responsibility"
_SMALL = {"Of", "And", "The", "De", "Du"}

# Postal code and name, as agencies write either.
_STATES = (
    "AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,"
    "DE Delaware,DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,"
    "IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,"
    "MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,"
    "NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,"
    "NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,"
    "RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,"
    "VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming,"
    "AS American Samoa,GU Guam,MP Northern Mariana Islands,PR Puerto Rico,VI Virgin Islands"
)
STATES = {s[:2]: s[3:] for s in _STATES.split(",")}
_CODES = {name.upper(): code for code, name in STATES.items()}


def dimension(name: str) -> str:
    """
    What a split is called.
    """
    return str(words()["split"].get(name) or name.replace("_", " ").capitalize())


def group(name: str, value: Any) -> str:
    """
    What one group of a split is called.
    """
    if value is None or value == "":
        return str(words()["split"]["not_stated"])
    if isinstance(value, dt.date):
        return value.isoformat()[:7] if name == "month" else day_words(value)
    return _text_group(name, value) if isinstance(value, str) else str(value)


def _text_group(name: str, value: str) -> str:
    if name == "office":
        return value.removesuffix(_OFFICE)
    if name == "state":
        return STATES.get(value.upper()) or plain_case(value)
    if name == "country":
        return plain_case(value)
    told = words()["groups"]
    return str(told.get(f"{name}_{value}") or told.get(value) or _code(value))


def one_state(text: str) -> str:
    """
    One spelling of a State: its postal code; another text as it is.

    >>> one_state("TEXAS"), one_state("tx"), one_state("Elsewhere")
    ('TX', 'TX', 'Elsewhere')
    """
    code = text.strip().upper()
    return code if code in STATES else _CODES.get(code, text)


def figure_title(figure: Figure) -> str:
    """
    What a column of numbers is called.
    """
    return told_plain(figure.title)


def plain_case(text: str) -> str:
    """
    Capitals at the head of each word only, where all was in capitals.

    >>> plain_case("CONGO, DEM REP OF THE")
    'Congo, Dem Rep of the'
    """
    if not text.isupper():
        return text
    found = [w if w not in _SMALL else w.lower() for w in text.title().split(" ")]
    return " ".join([found[0].capitalize(), *found[1:]]) if found[0].islower() else " ".join(found)


def slug(name: str) -> str:
    """
    A name as part of a file's name.

    >>> slug("Côte d'Ivoire, St. Paul")
    'cote-d-ivoire-st-paul'
    """
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-") or "unnamed"


def _code(value: str) -> str:
    """
    A code of ours in words; an agency's own text as it is.
    """
    return value.replace("_", " ").capitalize() if re.fullmatch(r"[a-z0-9_]+", value) else value
