"""
Figures that others published, beside those of a built dataset.

For whoever holds the same files: what each figure is, where it was published, and how
far ours may lie from it and why, stands in the TOML files of this folder. Beside them
stand properties that any correct build has, whatever its files.
"""

from custodes.measures.published._check import Compared, Unchecked, compare_published
from custodes.measures.published._conserve import Property, properties
from custodes.measures.published._figures import Published, published_figures

__all__ = [
    "Compared",
    "Property",
    "Published",
    "Unchecked",
    "compare_published",
    "properties",
    "published_figures",
]
