"""The command line: `tieout analyze`, `tieout tables`; the other commands are in `cli_run`, `cli_labels`, `cli_train`.

Exit status: 0, 1 where a check that was asked for fails (`--strict`, `--compare`), 2 for input that cannot be used.
"""

import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO, TypeAlias, TypeVar

import typer

from tieout.cli_labels import convert, evaluate, label
from tieout.cli_run import run
from tieout.cli_train import train
from tieout.output.console import BAD_INPUT, FAILED_CHECK, complain, print_lines, with_progress

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tieout.facts import Finding
    from tieout.output.checks import ChecksOfRelease
    from tieout.output.files import TablesOfRelease
    from tieout.report import Report

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
    """Every figure of an earnings release: what it measures, for which period, and whether the tables bear it out.

    The environment variable TIEOUT_RULES names a folder of rules of your own.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that lacks a character of the release
    _check_own_rules()


def _check_own_rules() -> None:
    """Read the rules that the environment adds, if any: what is wrong with them is told before any work is done."""
    from tieout.metrics import metrics
    from tieout.output.console import BAD_INPUT, complain
    from tieout.rules import RulesError, load_rules, own_rule_files

    try:
        for file in own_rule_files():
            load_rules(file.stem)
            metrics()
    except RulesError as error:
        complain(str(error))
        raise typer.Exit(BAD_INPUT) from error


@app.command()
def analyze(
    files: FilesArgument,
    format: FormatOption = None,
    output: OutputOption = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 when a figure is contradicted.")] = False,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Print contradictions in full, with every cell.")
    ] = False,
) -> None:
    """Find every figure of releases, and what their own tables say of it.

    Printed as a table, contradictions first. JSON holds whole reports with
    all table cells: one for a file, a list of them for several files or for
    an EDGAR submission with several earnings exhibits. JSON Lines and CSV
    hold a figure a line. A file that cannot be used is named on standard
    error; the others are analyzed all the same, and the exit status is 2.

    \b
    Examples:
      tieout analyze release.htm
      tieout analyze release.htm -o release.json
      tieout analyze *.txt --format csv > figures.csv
      tieout analyze *.htm --format json -o reports/
      tieout analyze --strict draft.htm && echo "nothing contradicted"
    """
    from tieout.analysis import analyze_exhibits
    from tieout.output.files import reports_to_text
    from tieout.output.terminal import report_to_lines

    _refuse_html(format, output)
    unusable: list[Path] = []
    contradicted: list[Finding] = []

    def analyzed(source: Source, *, name: str | None) -> "Iterator[Report]":
        for report in analyze_exhibits(source, name=name):
            contradicted.extend(finding for _, finding in report.contradictions)
            yield report

    def to_lines(report: "Report") -> "Iterator[RenderableType]":
        return report_to_lines(report, verbose=verbose)

    results = _results(files, analyzed, unusable)
    _write(results, len(files) > 1, format, output, to_lines=to_lines, to_text=reports_to_text)
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
    from tieout.read import read_exhibits
    from tieout.table import read_tables

    unusable: list[Path] = []

    def tables_of(source: Source, *, name: str | None) -> "Iterator[TablesOfRelease]":
        for release in read_exhibits(source, name=name):
            yield release, read_tables(release, learn_calendar(release))

    def checks_of(source: Source, *, name: str | None) -> "Iterator[ChecksOfRelease]":
        for release, found in tables_of(source, name=name):
            yield release, found, check_tables(found)

    many = len(files) > 1
    if checks:
        _refuse_html(format, output)
        checked = _results(files, checks_of, unusable)
        _write(checked, many, format, output, to_lines=checks_to_lines, to_text=checks_to_text)
    else:
        results = _results(files, tables_of, unusable)
        _write(results, many, format, output, to_lines=tables_to_lines, to_text=tables_to_text)
    _exit(unusable=bool(unusable))


for command in (run, evaluate, label, convert, train):
    app.command()(command)


def _results(
    files: list[Path], work: Callable[..., Iterator[Result]], unusable: list[Path]
) -> Iterator[tuple[str, Result]]:
    """What `work` makes of each file, by the file's name, with "#2" and so on for further exhibits in it.

    What it cannot use goes to standard error and `unusable`.
    """
    from tieout.read import ReadError

    for file in with_progress(files, total=len(files)):
        piped = str(file) == "-"
        name = "standard input" if piped else file.name
        try:
            results = list(work(sys.stdin.buffer.read() if piped else file, name=name))
        except (ReadError, OSError) as error:
            complain(str(error) if file.name in str(error) else f"{name}: {error}")
        except Exception as error:  # a fault of ours: the other files are still worth having
            at = traceback.extract_tb(error.__traceback__)[-1]
            complain(f"{name}: internal error, {type(error).__name__}: {error} ({Path(at.filename).name}:{at.lineno})")
        else:
            yield from zip((name, *(f"{name}#{k}" for k in range(2, len(results) + 1))), results, strict=True)
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
                print_lines(to_lines(result), out)
            return
        if not many:  # one file, or one exhibit; a file may hold several
            some = list(some)
            many = len(some) > 1
        out.writelines(to_text(some, format=format, many=many))

    try:
        if output is None:
            write_to(sys.stdout, (result for _, result in results), many=many)
        elif output.is_dir():
            written: set[str] = set()
            for name, result in results:
                file, _, number = name.partition("#")
                stem = f"{Path(file).stem}#{number}" if number else Path(file).stem
                stem = stem if stem not in written else name  # x.txt and x.htm are two
                written.add(stem)
                with (output / f"{stem}.{format}").open("w", encoding="utf-8", newline="") as out:
                    write_to(out, [result], many=False)
        else:
            with output.open("w", encoding="utf-8", newline="") as out:
                write_to(out, (result for _, result in results), many=many)
    except OSError as error:
        if output is None:
            raise  # a pipe that was closed: typer ends quietly
        complain(f"cannot write {output}: {error.strerror}")
        raise typer.Exit(BAD_INPUT) from error


def _refuse_html(format: Format | None, output: Path | None) -> None:
    """Only tables are written as a page."""
    if (format or _format_of(output)) is Format.HTML:
        raise typer.BadParameter("only tables are written as html: choose table, json, jsonl or csv")


def _format_of(output: Path | None) -> Format:
    """What the suffix of a file says, else a table."""
    suffix = output.suffix.removeprefix(".") if output else ""
    return Format(suffix) if suffix in {"json", "jsonl", "csv", "html"} else Format.TABLE


def _exit(*, unusable: bool = False, failed: bool = False) -> None:
    if unusable or failed:
        raise typer.Exit(BAD_INPUT if unusable else FAILED_CHECK)
