"""
What the screen can say of a stay, why it may be otherwise, and how it read the law.
"""

from __future__ import annotations

from collections.abc import Mapping

_HELD = "Held at the extract"
_LEFT = "Custody ended"

STATES: Mapping[str, str] = {
    "NO_ORDER": "The release shows no final order.",
    "ORDER_WITHOUT_DATE": "The case holds a final order, and its day is blank.",
    "ORDER_DATE_WITHHELD": "The agency withheld the day of the order.",
    "ORDER_DATE_UNREADABLE": "The day of the order is no date.",
    "ORDER_AFTER_EXTRACT": "The order is dated after the release was drawn.",
    "ORDER_AFTER_STAY": "The order is dated after custody ended.",
    "HELD_WITHIN_90_DAYS": f"{_HELD}, by day 90.",
    "HELD_PAST_DAY_90": f"{_HELD}, after day 90 and by day 180.",
    "HELD_PAST_DAY_180": f"{_HELD}, after day 180 and before six calendar months were over.",
    "HELD_PAST_SIX_MONTHS": f"{_HELD}, after six calendar months.",
    "LEFT_WITHIN_90_DAYS": f"{_LEFT} by day 90.",
    "LEFT_PAST_DAY_90": f"{_LEFT} after day 90 and by day 180.",
    "LEFT_PAST_DAY_180": f"{_LEFT} after day 180 and before six calendar months were over.",
    "LEFT_PAST_SIX_MONTHS": f"{_LEFT} after six calendar months.",
    "UNKNOWN": "Whether or when custody ended cannot be told.",
}
"""The states of a stay and what they say; every stay has one."""

REASONS: Mapping[str, str] = {
    "appeal_not_shown": "The recorded day may be that of an order that could be appealed.",
    "appeal_pending": "The case is before the Board: the order may not be final.",
    "departure_term_not_shown": "Voluntary departure: the order stands once its term has passed.",
    "reinstated_when_not_shown": "A reinstated order, without the day of its reinstatement.",
    "expedited_order_in_doubt": "Expedited removal was referred or ended for fear or status.",
    "court_stay_not_shown": "A court may have stayed removal; no release says so.",
    "noncompliance_not_shown": "The period may have been extended; no release says so.",
    "prison_not_shown": "The person may have been in a prison or jail; no release says so.",
    "order_before_stay": "The order is older than the stay; custody before the release is not in it.",
    "other_order_dates": "Stays of the person in this release name other days of an order.",
    "order_flag_no": "The case has the day of a final order and says that it holds none.",
    "order_after_departure": "The order is dated after the person's departure.",
    "end_not_certain": "Custody may have ended on another day, or not yet.",
    "end_day_not_known": "The day on which custody ended cannot be told.",
    "other_end_not_known": "The day on which another stay since the order ended is not certain.",
    "stay_contradicts_itself": "Rows of the stay contradict each other; see end_conflicts in stays.",
    "extract_not_known": "The day of the extract is not known, or lies before the stay.",
    "too_many_stays": "The person has more stays since the order than are added up.",
}
"""The codes of why_uncertain, in the order in which they are listed."""

READINGS: Mapping[str, str] = {
    "appeal_period_rolls": "yes",
    "clock_anchor": "rp_start",
    "count_convention": "exclude_event_day",
    "mark": "exceeded",
    "observed_holidays": "true",
}
"""How the divided questions were read that a release engages; the others are shown side by side."""
