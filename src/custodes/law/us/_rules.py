"""
Every rule, in the order in which a case is read.
"""

from custodes.law.us import (
    agreement,
    custody_review,
    detainer,
    detention_authority,
    disclosure_request,
    notification,
    presumptive_period,
    removal_period,
    severity,
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
    severity.RULE,
    notification.RULE,
)
