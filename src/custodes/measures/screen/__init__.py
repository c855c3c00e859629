"""
The clocks of a whole release: a screen, and no finding.

A release shows the day of an order and the days of custody. It does not show
when the order became final, whether a court stayed it, whether a person failed
to comply, or whether one was in prison: what the law's rules give here is where
a clock can stand, and which of those things could move it (`REASONS`). Every
stay has one row and one of `STATES`; none says what anyone must do.
"""

from custodes.measures.screen._run import run
from custodes.measures.screen._words import READINGS, REASONS, STATES

__all__ = ["READINGS", "REASONS", "STATES", "run"]
