"""
The group of commands and the outermost frame, where errors become sentences.
"""

from __future__ import annotations

import os
import sys
from importlib import import_module
from typing import Any

import click

from custodes.errors import CallError, CustodesError

FOUND_WRONG = 1
CALLED_WRONG = 2
INTERRUPTED = 130

# Name, module and one line, so that --help loads no command (and no engine).
COMMANDS = {
    "demo": "make a synthetic release, build it, write its report",
    "inspect": "say what a file is: release, tables, rows, dates, what looks wrong",
    "build": "read releases into a dataset",
    "tables": "list what is in a dataset",
    "sql": "answer one SELECT over a dataset",
    "measure": "list the measures, or compute one",
    "trace": "show the rows of the files behind a figure, with its definition and SQL",
    "report": "write the static site",
    "export": "write tables with codebook as csv, xlsx, parquet, dta or sav",
    "compare": "say what changed between two releases or datasets",
    "clock": "read one case: every date, every reading, why",
    "rules": "list the rules of law with authority, verification, parameters",
    "synthetic": "make made-up releases with their truth",
    "verify": "check a dataset against its manifest",
    "check-published": "compare a dataset with the figures others published",
}


class _Commands(click.Group):
    """
    Commands by name, each imported only when it runs or shows its own help.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        command = import_module(f"custodes.cli.{cmd_name.replace('-', '_')}").command
        assert isinstance(command, click.Command)  # noqa: S101
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="custodes", prog_name="custodes")
def group() -> None:
    """
    The record of immigration custody: from raw releases to figures that can be
    defended.

    Start with: custodes demo
    """


def main(arguments: list[str] | None = None) -> None:
    """
    Run the command line and leave with its status.

    0 done; 1 the work found something wrong; 2 the call was wrong.
    """
    given = sys.argv[1:] if arguments is None else arguments
    try:
        status: Any = _run(given)
    except click.exceptions.Abort:
        _say("interrupted; nothing that was there before has changed.")
        status = INTERRUPTED
    except click.exceptions.ClickException as e:
        e.show()
        status = CALLED_WRONG
    except CallError as e:
        _say(str(e))
        status = CALLED_WRONG
    except CustodesError as e:
        _say(str(e))
        status = FOUND_WRONG
    except BrokenPipeError:
        # Whoever read the output has enough (head, less).
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 0
    except OSError as e:
        where = f"{e.filename}: " if e.filename else ""
        # Arrow puts a sentence of its own where the system's word would be.
        why = os.strerror(e.errno).lower() if e.errno else "the system refused"
        _say(_gone() or _damage(given) or f"{where}{why}; mend that and run it again.")
        status = FOUND_WRONG
    except Exception as e:  # the outermost frame: what comes here is a fault of ours
        if os.environ.get("CUSTODES_TRACEBACK"):
            raise
        _say(
            _damage(given)
            or f"{type(e).__name__}, which is a fault of ours and not of your files; "
            "run it again with CUSTODES_TRACEBACK=1 and report what it prints."
        )
        status = FOUND_WRONG
    sys.exit(status if isinstance(status, int) else 0)


def _run(arguments: list[str]) -> Any:
    # An empty path would be the folder one stands in; only an empty query is told as what it is.
    if "" in arguments and arguments[0] != "sql":
        raise CallError("an argument is empty; is a variable of the shell not set?")
    return group.main(arguments, prog_name="custodes", standalone_mode=False)


def _gone() -> str | None:
    from pathlib import Path

    try:
        Path.cwd()
    except OSError:
        return "the folder you stand in is gone; change to one that is there."
    return None


def _damage(arguments: list[str]) -> str | None:
    """
    What is wrong with a dataset among the arguments; looked for only once something failed.
    """
    from pathlib import Path

    from custodes.provenance import Dataset, verify

    for folder in (Path(a) for a in arguments if not a.startswith("-")):
        try:
            wrong = verify(Dataset.open(folder))
        except (CustodesError, OSError):
            continue
        if wrong:
            return f"{folder}: {wrong[0]}; build the dataset again."
    return None


def _say(text: str) -> None:
    click.echo(f"custodes: {text}", err=True)
