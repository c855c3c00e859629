"""
Releases as agencies publish them, read into the canonical tables.
"""
