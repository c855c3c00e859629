"""
Custodes: the record of immigration custody in the United States.
"""

__all__ = ["__version__"]

__version__: str


def __getattr__(name: str) -> str:
    # Asked for seldom, and its import costs a fifth of a short command.
    if name == "__version__":
        from importlib.metadata import version

        return version("custodes")
    raise AttributeError(name)
