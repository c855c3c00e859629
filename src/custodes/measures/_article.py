"""
What the article of 2014 printed, claim by claim, and the same question put to records.
"""

from __future__ import annotations

from dataclasses import dataclass

SOURCE = "Star Tribune (Mark Brunswick), 2014"
PERIOD = "the seven years to 2014, from 2007"

_UNKNOWN = (
    "Convictions of people held are in the releases of 2025 and 2026 and in 2022-ICFO-09022; "
    "2023-ICFO-42034 gives none."
)
_OFFICE = (
    "The article's office covered Kansas and Missouri, which today's areas of responsibility "
    "give to Chicago. Offices of people held are in 2022-ICFO-09022 and (of the book-in) in the "
    "release of March 2026; otherwise a list of facilities has to be added."
)
_HOMICIDE = "Which codes the article counted is not said; negligent manslaughter may be in it."
_SEXUAL = "The article says rape and sexual assault; which groups of codes, it does not say."
_TERROR = (
    "No group of offense codes is terrorism and the article names no codes: no release can "
    "answer until somebody lists them. The agency's flag of known terrorists is no conviction."
)
_LEVEL = (
    "Levels have meant different things under different schemes, and the article's years span "
    "two of them; a release without a level is no low level."
)


@dataclass(frozen=True, slots=True)
class Claim:
    """
    One figure of the article.
    """

    id: str
    article: str
    """The figure in the article's words, or that it gives none."""
    low: str
    """Least that the article's words allow; empty: it says none."""
    high: str
    of: str
    """Condition of what it is a part of: a true, false or null column expression."""
    counted: str
    """Condition of what it counts, of those."""
    note: str


_ST_PAUL = "st_paul AND convicted"

CLAIMS = (
    Claim(
        "released",
        "2,600 to 3,900 a year since 2007, of people with convictions",
        "2600",
        "3900",
        "TRUE",
        "TRUE",
        "All releases in the words of Zadvydas, with or without a conviction: more than the "
        "article counted. The article is of years, this row of the period it stands for.",
    ),
    Claim(
        "convicted",
        "more than 20,000 in seven years; 2,600 to 3,900 a year",
        "20000",
        "",
        "TRUE",
        "convicted",
        "Convicted by the agency's own sorting at book-in, or with a most serious conviction.",
    ),
    Claim("homicide", "618", "618", "618", "convicted", "homicide", f"{_HOMICIDE} {_UNKNOWN}"),
    Claim(
        "homicide_without_negligent",
        "618",
        "618",
        "618",
        "convicted",
        "willful",
        f"The same without negligent manslaughter. {_UNKNOWN}",
    ),
    Claim(
        "sexual_assault",
        "1,012",
        "1012",
        "1012",
        "convicted",
        "sexual_assault",
        f"Group 11. {_SEXUAL} {_UNKNOWN}",
    ),
    Claim(
        "sexual_assault_or_sex_offense",
        "1,012",
        "1012",
        "1012",
        "convicted",
        "sexual",
        f"Groups 11 and 36. {_SEXUAL} {_UNKNOWN}",
    ),
    Claim("terrorism", "at least 5", "5", "", "convicted", "terrorism", _TERROR),
    Claim(
        "level_one",
        "none for the country",
        "",
        "",
        "convicted",
        "level_one",
        _LEVEL,
    ),
    Claim("st_paul", "812", "812", "812", "convicted", "st_paul", _OFFICE),
    Claim(
        "st_paul_as_of_2014",
        "812",
        "812",
        "812",
        "convicted",
        "seven_states",
        "The seven States that the article names, by the State of the last facility: who was "
        "held elsewhere for that office is not in it.",
    ),
    Claim("st_paul_homicide", "16", "16", "16", _ST_PAUL, "homicide", f"{_HOMICIDE} {_OFFICE}"),
    Claim(
        "st_paul_sexual_assault",
        "93",
        "93",
        "93",
        _ST_PAUL,
        "sexual_assault",
        f"Group 11. {_SEXUAL} {_OFFICE}",
    ),
    Claim("st_paul_terrorism", "1", "1", "1", _ST_PAUL, "terrorism", _TERROR),
    Claim(
        "st_paul_level_one",
        '"almost 85 percent" and "more than 85 percent"',
        "0.85",
        "0.85",
        _ST_PAUL,
        "level_one",
        f"The article's two shares disagree. {_LEVEL} {_OFFICE}",
    ),
)
"""In the order in which they are shown."""

CAVEATS = (
    (
        "The article's figures cannot be laid beside these one to one: they are of other years, "
        "counted by the agency for a newspaper in a list that was never published, and what it "
        "counted as released under the court's rulings, it did not say."
    ),
    (
        "Here a release is a stay that ended, after a final order, under the agency's words "
        "Order of Supervision - No SLRRFF. Other orders of supervision may be such releases "
        "too, and one person can be released several times."
    ),
    (
        "The article's 20,000 and its 2,600 to 3,900 a year are of people with convictions and "
        "agree with each other; what it says of offenses names no codes."
    ),
    (
        "What cannot be told is unknown, never among the others: the figure lies between "
        "counted and most. Shares and their intervals (95 percent, Wilson) are of those of "
        "whom it can be told, who need not be like the rest."
    ),
    "The interval says what chance could do to a share, not what the missing could.",
    "A fiscal year in which a release begins or ends is not whole.",
    "Released does not mean free of conditions, and a conviction is not a danger.",
)
