"""
How the documentation is made: what the code knows is taken from the code.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from reference import write_reference

project = "Custodes"
author = "The Custodes developers"
copyright = "The Custodes developers, Apache-2.0"
extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build"]
html_theme = "furo"
html_title = "Custodes"
html_static_path: list[str] = []
myst_enable_extensions = ["deflist"]
myst_heading_anchors = 3

write_reference(Path(__file__).parent / "generated")
