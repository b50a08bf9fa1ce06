"""The terminal: what is printed for a person, complaints of one line, and a bar while something takes long."""

import os
import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO, TypeVar

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType

Item = TypeVar("Item")

FAILED_CHECK = 1
"""Exit status where a check that was asked for fails."""
BAD_INPUT = 2
"""Exit status for input that cannot be used."""
PIPED_WIDTH = 160
"""Columns of what is printed into a pipe or a file, where no terminal says."""
WORTH_A_BAR = 5
"""Items from which on a progress bar is shown."""


def print_lines(lines: "Iterable[RenderableType]", out: TextIO) -> None:
    """Renderables as text, in colour where `out` is a terminal."""
    from rich.console import Console

    console = Console(file=out, highlight=False, markup=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = PIPED_WIDTH
    for line in lines:
        console.print(line)


def complain(message: str) -> None:
    """One line on standard error."""
    from tieout.output.terminal import plain

    typer.echo(f"tieout: {plain(message)}", err=True)


def with_progress(work: Iterable[Item], *, total: int) -> Iterable[Item]:
    """The same items with a bar on standard error, where someone is there to see it and it is worth it."""
    if total < WORTH_A_BAR or not sys.stderr.isatty():
        return work
    from rich.console import Console
    from rich.progress import track

    return track(work, total=total, description="", console=Console(stderr=True), transient=True)
