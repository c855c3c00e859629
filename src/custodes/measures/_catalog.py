"""
Every measure by name.
"""

from __future__ import annotations

from functools import cache

from custodes.measures._measure import Measure


@cache
def catalog() -> dict[str, Measure]:
    """
    Every measure by name, in the order in which they are shown.
    """
    from custodes.measures import (
        against,
        agreements,
        completeness,
        county_jails,
        detainers,
        disparity_before_after,
        disparity_benchmark,
        disparity_outcome,
        disparity_veil,
        flows,
        hold_rooms,
        partners,
        partners_arrests,
        partners_population,
        population,
        priorities,
        releases,
        releases_article,
        repatriation,
        returned,
        secrecy,
        third_country,
        waiting,
        without_agreement,
    )

    found = (
        flows.MEASURE,
        population.MEASURE,
        agreements.MEASURE,
        completeness.MEASURE,
        releases.MEASURE,
        repatriation.MEASURE,
        third_country.MEASURE,
        returned.MEASURE,
        releases_article.MEASURE,
        waiting.MEASURE,
        hold_rooms.MEASURE,
        county_jails.MEASURE,
        detainers.MEASURE,
        partners.MEASURE,
        partners_population.MEASURE,
        partners_arrests.MEASURE,
        without_agreement.MEASURE,
        priorities.MEASURE,
        disparity_benchmark.MEASURE,
        disparity_outcome.MEASURE,
        disparity_veil.MEASURE,
        disparity_before_after.MEASURE,
        secrecy.MEASURE,
        against.MEASURE,
    )
    return {m.name: m for m in found}
