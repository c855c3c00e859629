"""
The commands: thin, each in a file of its own, loaded when it is called.
"""

from custodes.cli._main import main

__all__ = ["main"]
