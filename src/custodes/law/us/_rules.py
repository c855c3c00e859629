"""
Every rule, in the order in which a case is read.
"""

from custodes.law.us import (
    agreement,
    custody_review,
    detainer,
    detention_authority,
    disclosure_request,
    presumptive_period,
    removal_period,
    travel_document,
)

RULES = (
    removal_period.RULE,
    presumptive_period.RULE,
    detention_authority.RULE,
    custody_review.RULE,
    travel_document.RULE,
    detainer.RULE,
    disclosure_request.RULE,
    agreement.RULE,
)
