"""The command `tieout run`: a corpus into tables."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tieout.output.console import BAD_INPUT, complain


class CorpusFormat(StrEnum):
    """How the tables of a corpus are written."""

    PARQUET = "parquet"
    JSONL = "jsonl"
    CSV = "csv"


def run(
    inputs: Annotated[
        list[str],
        typer.Argument(metavar="INPUT", help="Files, folders, patterns, archives, JSON Lines or Parquet of texts."),
    ],
    output: Annotated[Path, typer.Option("--output", "-o", help="Folder of the results, a folder a table in it.")],
    format: Annotated[CorpusFormat, typer.Option("--format", "-f", help="How to write them.")] = CorpusFormat.PARQUET,
    workers: Annotated[int, typer.Option("--workers", "-w", min=0, help="Processes; 0: one a core.")] = 0,
    seconds: Annotated[float, typer.Option("--seconds", min=0.1, help="What one source may take.")] = 60.0,
    memory: Annotated[
        int | None, typer.Option("--memory", min=256, help="MB a process (default: its share of the machine).")
    ] = None,
    text_column: Annotated[str, typer.Option("--text-column", help="Column with the text, in tables.")] = "text",
    id_column: Annotated[str, typer.Option("--id-column", help="Column with a name for it.")] = "id",
    force: Annotated[bool, typer.Option("--force", help="Analyze again what is there already.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="No bar, no summary.")] = False,
) -> None:
    """Analyze a corpus into tables: documents, facts, findings, cells and more.

    Takes files, folders, "patterns/**/*.htm", tar and zip archives, EDGAR
    submissions, and JSON Lines or Parquet with a column of text. A second
    run does what is missing or has changed, also after a kill. What fails
    is a row of documents with the reason; the exit status is 0 all the same,
    2 where inputs or output cannot be used at all.

    \b
    Examples:
      tieout run filings/ -o out
      tieout run 2024.tar.gz "more/**/*.htm" -o out --workers 8
      tieout run releases.jsonl -o out --format csv --text-column body
    """
    from tieout.batch.formats import prepared_for
    from tieout.worker import Limits
    from tieout.workers import WorkerError, start_server

    start_server(prepared_for(format.value))  # while this process imports what it needs itself

    from tieout.batch.inputs import InputError
    from tieout.batch.progress import progress_to_line, shown
    from tieout.batch.run import Settings, run_corpus
    from tieout.batch.sources import Columns
    from tieout.extras import ExtraMissingError

    settings = Settings(
        format=format.value,
        workers=workers,
        limits=Limits(seconds=seconds, memory=memory and memory << 20),
        columns=Columns(text=text_column, name=id_column),
        force=force,
    )
    try:
        with shown(inputs, quiet=quiet) as watch:
            progress = run_corpus(inputs, output, settings=settings, watch=watch)
    except (InputError, ExtraMissingError, WorkerError) as error:
        complain(str(error))
        raise typer.Exit(BAD_INPUT) from error
    except OSError as error:
        complain(f"cannot write {error.filename or output}: {error.strerror}" if error.strerror else str(error))
        raise typer.Exit(BAD_INPUT) from error
    if not quiet:
        typer.echo(progress_to_line(progress), err=True)
