"""
The mark on whatever serves the owner of the data and nobody else.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

STAMP = "not for publication: rows of persons, no disclosure control"


def deliver(data: bytes, form: str, target: Path | None) -> None:
    """
    Write an answer where it was asked for, and say what it is not for.

    The table for people carries the mark itself, and so does parquet; a program that
    reads csv or JSON from a pipe gets nothing but the rows.
    """
    if form == "table":
        data += f"\n{STAMP}\n".encode()
    if target is not None:
        target.write_bytes(data)
    else:
        sys.stdout.buffer.write(data)
        sys.stdout.flush()
    if form != "table" and (target is not None or sys.stderr.isatty()):
        click.echo(STAMP, err=True)
