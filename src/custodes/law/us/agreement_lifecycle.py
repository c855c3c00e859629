"""
The states of a 287(g) agreement and the moves between them.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from itertools import pairwise

from custodes.errors import LawError


class AgreementState(StrEnum):
    """
    Where an agreement stands; an officer's authority is another matter.
    """

    INQUIRY = "INQUIRY"
    APPLIED = "APPLIED"
    UNDER_NEGOTIATION = "UNDER_NEGOTIATION"
    SIGNED = "SIGNED"
    TRAINING = "TRAINING"
    OPERATIONAL = "OPERATIONAL"
    SUSPENDED = "SUSPENDED"
    TERMINATED = "TERMINATED"
    EXPIRED = "EXPIRED"
    REMOVED_FROM_LIST = "REMOVED_FROM_LIST"
    DENIED = "DENIED"
    WITHDRAWN = "WITHDRAWN"


_S = AgreementState
_NO_AGREEMENT = frozenset({_S.DENIED, _S.WITHDRAWN})
_ENDS = frozenset({_S.TERMINATED, _S.EXPIRED, _S.REMOVED_FROM_LIST})
IN_BEING = frozenset({_S.SIGNED, _S.TRAINING, _S.OPERATIONAL, _S.SUSPENDED})
"""
States of an agreement that was signed and has not ended.
"""

MOVES: dict[AgreementState, frozenset[AgreementState]] = {
    _S.INQUIRY: frozenset({_S.APPLIED}) | _NO_AGREEMENT,
    _S.APPLIED: frozenset({_S.UNDER_NEGOTIATION}) | _NO_AGREEMENT,
    _S.UNDER_NEGOTIATION: frozenset({_S.SIGNED}) | _NO_AGREEMENT,
    _S.SIGNED: frozenset({_S.TRAINING}) | _ENDS,
    _S.TRAINING: frozenset({_S.OPERATIONAL}) | _ENDS,
    _S.OPERATIONAL: frozenset({_S.SUSPENDED}) | _ENDS,
    _S.SUSPENDED: frozenset({_S.OPERATIONAL}) | _ENDS,
    **dict.fromkeys((*_ENDS, *_NO_AGREEMENT), frozenset()),
}
"""
From each state to the states that may come next. What has ended does not come
back: another agreement is signed.
"""

EXPIRING_TEMPLATES = frozenset({"MOA2009"})
"""
Templates whose agreements end by themselves.
"""


def may_move(before: AgreementState, after: AgreementState, template: str | None = None) -> bool:
    """
    Whether one state may come right after another.

    Args:
        before: The state it was in.
        after: The state it is said to be in.
        template: The version it was signed under, if known.
    """
    if after is _S.EXPIRED and template is not None and template not in EXPIRING_TEMPLATES:
        return False
    return after in MOVES[before]


def may_follow(before: AgreementState, after: AgreementState, template: str | None = None) -> bool:
    """
    Whether one state may come after another, with others between that nobody recorded.
    """
    seen, waiting = {before}, [before]
    while waiting:
        state = waiting.pop()
        if may_move(state, after, template):
            return True
        fresh = MOVES[state] - seen
        seen |= fresh
        waiting += fresh
    return False


def check_states(states: Iterable[AgreementState], template: str | None = None) -> None:
    """
    Refuse a history of states that cannot be.

    Raises:
        LawError: One state cannot follow the one before it.
    """
    for before, after in pairwise(states):
        if not may_follow(before, after, template):
            raise LawError(
                f"An agreement that is {before} cannot become {after}; correct one of the two."
            )
