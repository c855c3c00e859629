"""
Which releases an answer rests on.
"""

from __future__ import annotations

from collections.abc import Iterable

from custodes.measures._findings import Source
from custodes.measures._view import NATIONAL, View

_WHOLE = (NATIONAL, None)


def sources_of(view: View, counted: Iterable[tuple[str, object, object]]) -> tuple[Source, ...]:
    """
    The releases that rows were counted from, by input and id.

    Args:
        view: The dataset.
        counted: Input, release id and rows counted, in any number of parts.
    """
    rows: dict[tuple[str, str], int] = {}
    for about, release, n in counted:
        if n:
            key = (about, str(release))
            rows[key] = rows.get(key, 0) + int(str(n))
    known = {r.id: r for r in view.manifest.releases}
    extracts = view.extracts()
    return tuple(
        Source(
            release=r,
            title=known[r].title if r in known else r,
            extract=extracts.get(r),
            synthetic=known[r].synthetic if r in known else view.manifest.synthetic,
            rows=n,
            about=about,
        )
        for (about, r), n in sorted(rows.items())
    )


def area_caveat(view: View, sources: tuple[Source, ...]) -> tuple[str, ...]:
    """
    A caveat where what was counted is of less than the whole country.
    """
    scopes = {r.id: r.scope for r in view.manifest.releases}
    local = {
        f"{s.title} ({a})": None for s in sources if (a := scopes.get(s.release)) not in _WHOLE
    }
    return (f"Not national; limited to an area: {'; '.join(local)}.",) if local else ()
