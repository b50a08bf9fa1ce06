"""The command line: `tieout analyze`, `tieout tables`, `tieout run`, `tieout evaluate`.

Exit status: 0, 1 where a check that was asked for fails (`--strict`, `--compare`), 2 for input that cannot be used.
"""

import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO, TypeAlias, TypeVar

import typer

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tieout.facts import Finding
    from tieout.output.checks import ChecksOfRelease
    from tieout.output.files import TablesOfRelease
    from tieout.report import Report

FAILED_CHECK = 1
BAD_INPUT = 2
PIPED_WIDTH = 160
"""Columns of what is printed into a pipe or a file, where no terminal says."""

WORTH_A_BAR = 5
"""Files from which on a progress bar is shown."""

Source: TypeAlias = Path | bytes
Result = TypeVar("Result")

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")


class Format(StrEnum):
    """How results are written."""

    TABLE = "table"
    JSON = "json"
    JSONL = "jsonl"
    CSV = "csv"
    HTML = "html"


FilesArgument = Annotated[
    list[Path], typer.Argument(metavar="FILE", help="Releases: text, HTML or Markdown. - is standard input.")
]
FormatOption = Annotated[
    Format | None,
    typer.Option("--format", "-f", help="How to write it (default: what the suffix of --output says, else table)."),
]
OutputOption = Annotated[
    Path | None,
    typer.Option("--output", "-o", help="Write to this file; into a folder, a file for each release."),
]


def _print_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"tieout {version('tieout')}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    """Every figure of an earnings release: what it measures, for which period, and whether the tables bear it out."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a character of the release


@app.command()
def analyze(
    files: FilesArgument,
    format: FormatOption = None,
    output: OutputOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when a figure is contradicted.")] = False,
) -> None:
    """Find every figure of releases, and what their own tables say of it.

    Printed as a table, contradictions first. JSON holds whole reports with
    all table cells; JSON Lines and CSV hold a figure a line. A file that
    cannot be used is named on standard error; the others are analyzed all
    the same, and the exit status is 2.

    \b
    Examples:
      tieout analyze release.htm
      tieout analyze release.htm -o release.json
      tieout analyze *.txt --format csv > figures.csv
      tieout analyze *.htm --format json -o reports/
      tieout analyze --strict draft.htm && echo "nothing contradicted"
    """
    from tieout.analysis import analyze as analyze_release
    from tieout.output.files import reports_to_text
    from tieout.output.terminal import report_to_lines

    _refuse_html(format, output)
    unusable: list[Path] = []
    contradicted: list[Finding] = []

    def analyzed(source: Source, *, name: str | None) -> "Report":
        report = analyze_release(source, name=name)
        contradicted.extend(finding for _, finding in report.contradictions)
        return report

    results = _results(files, analyzed, unusable)
    _write(results, len(files) > 1, format, output, to_lines=report_to_lines, to_text=reports_to_text)
    _exit(unusable=bool(unusable), failed=strict and bool(contradicted))


@app.command()
def tables(
    files: FilesArgument,
    format: FormatOption = None,
    output: OutputOption = None,
    checks: Annotated[bool, typer.Option("--checks", help="List how the statements' own sums come out.")] = False,
) -> None:
    """Show the tables of releases as they are understood: periods, scale, values in base units.

    JSON holds whole tables, HTML is a page of them; JSON Lines and CSV hold a
    cell a line, with its period and its place in the source. With --checks
    each sum that the tables' own figures must meet is listed instead, with
    its arithmetic, those that do not come out first.

    \b
    Examples:
      tieout tables release.htm
      tieout tables release.htm -o cells.csv
      tieout tables release.htm --checks
    """
    from tieout.calendar import learn_calendar
    from tieout.footing import check_tables
    from tieout.output.checks import checks_to_lines, checks_to_text
    from tieout.output.files import tables_to_text
    from tieout.output.terminal import tables_to_lines
    from tieout.read import read
    from tieout.table import read_tables

    unusable: list[Path] = []

    def tables_of(source: Source, *, name: str | None) -> "TablesOfRelease":
        release = read(source, name=name)
        return release, read_tables(release, learn_calendar(release))

    def checks_of(source: Source, *, name: str | None) -> "ChecksOfRelease":
        release, found = tables_of(source, name=name)
        return release, found, check_tables(found)

    many = len(files) > 1
    if checks:
        _refuse_html(format, output)
        checked = _results(files, checks_of, unusable)
        _write(checked, many, format, output, to_lines=checks_to_lines, to_text=checks_to_text)
    else:
        results = _results(files, tables_of, unusable)
        _write(results, many, format, output, to_lines=tables_to_lines, to_text=tables_to_text)
    _exit(unusable=bool(unusable))


@app.command()
def evaluate(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Releases, each beside its <id>.labels.json.")],
    errors: Annotated[int, typer.Option("--errors", min=0, help="List this many disagreements.")] = 0,
    json: Annotated[bool, typer.Option("--json", help="Write scores and right facts as JSON.")] = False,
    base: Annotated[
        Path | None,
        typer.Option(
            "--compare", metavar="BASE.json", help="Name facts gained and lost since; exit 1 if a score fell."
        ),
    ] = None,
) -> None:
    """Score the analysis against labelled releases.

    fact_f1 counts a figure as right when its value, unit, metric, aspect,
    period and status all are; fact_strict_f1 wants basis and segment too;
    cell_full is the share of table cells whose value, row and period are
    right.

    \b
    Examples:
      tieout evaluate corpus --errors 20
      tieout evaluate corpus --json > before.json
      tieout evaluate corpus --compare before.json
    """
    from tieout.evaluate.evaluation import compare, read_scores, scores_to_record
    from tieout.evaluate.evaluation import evaluate as evaluate_releases
    from tieout.evaluate.labels import LabelsError, read_labelled
    from tieout.output.scores import comparison_to_lines, miss_to_line, scores_to_lines
    from tieout.read import ReadError
    from tieout.schema import record_to_json

    try:
        before = read_scores(base) if base else None
        labelled = read_labelled(folder)
        scores = list(_progress(evaluate_releases(labelled), total=len(labelled)))
    except (LabelsError, ReadError) as error:
        _complain(str(error))
        raise typer.Exit(BAD_INPUT) from error

    if json:
        typer.echo(record_to_json(scores_to_record(scores), lines=2))
    else:
        misses = [miss for score in scores for miss in score.misses]
        _print(scores_to_lines(scores), sys.stdout)
        _print(map(miss_to_line, misses[:errors]), sys.stdout)
    if before is not None:
        comparison = compare(before, scores_to_record(scores))
        _print(comparison_to_lines(comparison), sys.stderr if json else sys.stdout)
        _exit(failed=bool(comparison.fallen))


def _results(files: list[Path], work: Callable[..., Result], unusable: list[Path]) -> Iterator[tuple[str, Result]]:
    """The name of each file with what `work` makes of it; what it cannot use goes to standard error and `unusable`."""
    from tieout.read import ReadError

    for file in _progress(files, total=len(files)):
        piped = str(file) == "-"
        name = "standard input" if piped else file.name
        try:
            result = work(sys.stdin.buffer.read() if piped else file, name=name)
        except (ReadError, OSError) as error:
            _complain(str(error) if file.name in str(error) else f"{name}: {error}")
        except Exception as error:  # a fault of ours: the other files are still worth having
            at = traceback.extract_tb(error.__traceback__)[-1]
            _complain(f"{name}: internal error, {type(error).__name__}: {error} ({Path(at.filename).name}:{at.lineno})")
        else:
            yield name, result
            continue
        unusable.append(file)


def _write(
    results: Iterator[tuple[str, Result]],
    many: bool,
    format: Format | None,
    output: Path | None,
    *,
    to_lines: Callable[[Result], "Iterable[RenderableType]"],
    to_text: Callable[..., Iterable[str]],
) -> None:
    """Results as a table or as text, to standard output, to one file, or to a file each in a folder."""
    format = format or _format_of(output)

    def write_to(out: TextIO, some: Iterable[Result], *, many: bool) -> None:
        if format is Format.TABLE:
            for result in some:
                _print(to_lines(result), out)
        else:
            out.writelines(to_text(some, format=format, many=many))

    try:
        if output is None:
            write_to(sys.stdout, (result for _, result in results), many=many)
        elif output.is_dir():
            written: set[str] = set()
            for name, result in results:
                stem = Path(name).stem if Path(name).stem not in written else name  # x.txt and x.htm are two
                written.add(stem)
                with (output / f"{stem}.{format}").open("w", encoding="utf-8", newline="") as out:
                    write_to(out, [result], many=False)
        else:
            with output.open("w", encoding="utf-8", newline="") as out:
                write_to(out, (result for _, result in results), many=many)
    except OSError as error:
        if output is None:
            raise  # a pipe that was closed: typer ends quietly
        _complain(f"cannot write {output}: {error.strerror}")
        raise typer.Exit(BAD_INPUT) from error


def _refuse_html(format: Format | None, output: Path | None) -> None:
    """Only tables are written as a page."""
    if (format or _format_of(output)) is Format.HTML:
        raise typer.BadParameter("only tables are written as html: choose table, json, jsonl or csv")


def _format_of(output: Path | None) -> Format:
    """What the suffix of a file says, else a table."""
    suffix = output.suffix.removeprefix(".") if output else ""
    return Format(suffix) if suffix in {"json", "jsonl", "csv", "html"} else Format.TABLE


def _progress(work: Iterable[Result], *, total: int) -> Iterable[Result]:
    """The same items with a bar on standard error, where someone is there to see it and it is worth it."""
    if total < WORTH_A_BAR or not sys.stderr.isatty():
        return work
    from rich.console import Console
    from rich.progress import track

    return track(work, total=total, description="", console=Console(stderr=True), transient=True)


def _print(lines: "Iterable[RenderableType]", out: TextIO) -> None:
    from rich.console import Console

    console = Console(file=out, highlight=False, markup=False, emoji=False)
    if not console.is_terminal and "COLUMNS" not in os.environ:
        console.width = PIPED_WIDTH
    for line in lines:
        console.print(line)


def _complain(message: str) -> None:
    """One line on standard error."""
    from tieout.output.terminal import plain

    typer.echo(f"tieout: {plain(message)}", err=True)


def _exit(*, unusable: bool = False, failed: bool = False) -> None:
    if unusable or failed:
        raise typer.Exit(BAD_INPUT if unusable else FAILED_CHECK)
