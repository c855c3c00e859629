"""
What the law says: rules, dated parameters, divided questions, calendars, citations.
"""
