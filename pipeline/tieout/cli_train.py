"""The command that rebuilds the trained linker: `tieout train`."""

from pathlib import Path
from typing import Annotated

import typer

from tieout.output.console import BAD_INPUT, complain


def train(
    folders: Annotated[list[Path], typer.Argument(metavar="DIR", help="Labelled releases, a folder or several.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder of the linker: models/linker.")],
    unlabelled: Annotated[
        Path | None, typer.Option("--unlabelled", help="Releases whose tables tell what their prose means.")
    ] = None,
    filings: Annotated[
        Path | None, typer.Option("--filings", help="Folder of ixbrl_prose, fire and kpi_edgar (.jsonl).")
    ] = None,
) -> None:
    """Train the choice between links, and fit the confidence of facts.

    Writes weights, settings, confidence.json and a README.md with scores on
    releases that were not learned from. Takes about a minute.
    """
    from tieout.evaluate.labels import LabelsError
    from tieout.read import ReadError
    from tieout.train import train as train_linker

    try:
        train_linker(folders, output, unlabelled=unlabelled, filings=filings)
    except (LabelsError, ReadError, OSError) as error:
        complain(str(error))
        raise typer.Exit(BAD_INPUT) from error
