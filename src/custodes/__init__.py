"""
Custodes: the record of immigration custody in the United States.
"""

from importlib.metadata import version

__all__ = ["__version__"]

__version__ = version("custodes")
