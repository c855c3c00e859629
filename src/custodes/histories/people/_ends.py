"""
The rules that say how a stay ended, as a list that can be shown.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class EndRule:
    """
    What one rule says of a stay, and when it does.
    """

    rule: str
    status: str
    """ended, likely_ended, held or unknown, as of the end of the extract."""
    evidence: str
    confidence: str
    """
    certain: two records of the agency agree; strong: one record that ends custody;
    weak: something that seldom goes with custody, or a silence that may be
    lateness; none: nothing to go by.
    """
    when: str


END_RULES = (
    EndRule(
        "stay_and_stint_closed", "ended", "stay_book_out", "certain",
        "The stay has a book-out and its last stint one on the same day.",
    ),
    EndRule(
        "stay_closed", "ended", "stay_book_out", "strong",
        "The stay has a book-out; its last stint has none, or one on another day.",
    ),
    EndRule(
        "left_from_last_stint", "ended", "departed", "strong",
        "The last stint is closed and a departure is dated from 1 day before to 10 days after.",
    ),
    EndRule(
        "left_while_open", "ended", "departed", "strong",
        "The last stint is open and the case has a departure after the stay began.",
    ),
    EndRule(
        "released_from_last_stint", "ended", "release_reason", "strong",
        "The last stint is closed and it or the stay has a reason other than a transfer.",
    ),
    EndRule(
        "stint_closed_borne_out", "ended", "last_stint_closed", "strong",
        "The last stint is closed; a later stay, a later departure or a closed case follows.",
    ),
    EndRule(
        "between_stints", "held", "still_open_at_extract", "weak",
        "The last stint closed within 3 days of the extract's end: perhaps a transfer under way.",
    ),
    EndRule(
        "stint_closed_alone", "likely_ended", "last_stint_closed", "weak",
        "The last stint closed earlier than that, and nothing follows.",
    ),
    EndRule(
        "left_by_then", "likely_ended", "departed", "weak",
        "The release publishes no ends, but the case has a departure after the stay began.",
    ),
    EndRule(
        "booked_again", "likely_ended", "later_stay", "weak",
        "The last stint is open, but the person was booked into a later stay.",
    ),
    EndRule(
        "reason_without_date", "likely_ended", "release_reason", "weak",
        "The last stint is open, but it or the stay has a reason other than a transfer.",
    ),
    EndRule(
        "case_closed_without_date", "likely_ended", "case_closed", "weak",
        "The last stint is open, but the case is any other than active.",
    ),
    EndRule(
        "ends_not_published", "unknown", "not_published", "none",
        "The release gives no book-out of anyone, and nothing else tells.",
    ),
    EndRule(
        "no_extract_date", "unknown", "not_published", "none",
        "The end of the extract is not known, or lies before the stay began.",
    ),
    EndRule(
        "open_on_last_day", "held", "still_open_at_extract", "weak",
        "Open, and begun on the extract's last day, which is partial.",
    ),
    EndRule(
        "open", "held", "still_open_at_extract", "strong",
        "Open at the end of the extract, and nothing says otherwise.",
    ),
)  # fmt: skip
"""In the order in which they are tried; dates that cannot be so are passed over."""
