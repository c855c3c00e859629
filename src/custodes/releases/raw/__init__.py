"""
Files as they came, every cell as text: nothing is recognised, mapped or converted here.

A file is read in a child process with limits of memory and time, behind a scan,
since one hostile cell kills the best of readers. What comes back is text in Arrow
files, a record for each row of the sheet.
"""

from custodes.releases.raw._limits import Limits
from custodes.releases.raw._model import FROM_1904, Progress, RawFile, RawSheet
from custodes.releases.raw._read import read_raw

__all__ = ["FROM_1904", "Limits", "Progress", "RawFile", "RawSheet", "read_raw"]
