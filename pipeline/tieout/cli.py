"""The command line: `tieout analyze`, `tieout tables`; the other commands are in `cli_run`, `cli_plot` and so on.

Exit status: 0, 1 where a check that was asked for fails (`--strict`, `--compare`), 2 for input that cannot be used.
"""

import sys
from collections.abc import Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tieout.cli_files import FilesArgument, Format, FormatOption, OutputOption, Source, chosen, end, results_of, write
from tieout.cli_labels import convert, evaluate, label
from tieout.cli_plot import plot
from tieout.cli_report import report as write_pages
from tieout.cli_run import run
from tieout.cli_train import train

if TYPE_CHECKING:
    from rich.console import RenderableType

    from tieout.facts import Finding
    from tieout.output.checks import ChecksOfRelease
    from tieout.output.files import TablesOfRelease
    from tieout.report import Report

OF_REPORTS = (Format.XLSX, Format.SPACY, Format.LANGEXTRACT, Format.XBRL_JSON)
"""Formats of whole reports only."""

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode="rich")


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
    hold a figure a line. Markdown is short, for people and language models;
    xlsx a workbook for reviewers; spacy a DocBin; langextract opens in
    LangExtract's viewer; xbrl-json comes with its taxonomy beside it.
    A file that cannot be used is named on standard error; the others are
    analyzed all the same, and the exit status is 2.

    \b
    Examples:
      tieout analyze release.htm
      tieout analyze release.htm -o release.json
      tieout analyze *.txt --format csv > figures.csv
      tieout analyze release.htm -o review.xlsx
      tieout analyze *.htm --format json -o reports/
      tieout analyze --strict draft.htm && echo "nothing contradicted"
    """
    from tieout.analysis import analyze_exhibits
    from tieout.output.files import reports_to_bytes, reports_to_text
    from tieout.output.terminal import report_to_lines

    target = chosen(files, format, output, but=(Format.HTML,))
    unusable: list[Path] = []
    contradicted: list[Finding] = []

    def analyzed(source: Source, *, name: str | None) -> "Iterator[Report]":
        for report in analyze_exhibits(source, name=name):
            contradicted.extend(finding for _, finding in report.contradictions)
            yield report

    def to_lines(report: "Report") -> "Iterator[RenderableType]":
        return report_to_lines(report, verbose=verbose)

    results = results_of(files, analyzed, unusable)
    write(results, len(files) > 1, target, to_lines=to_lines, to_text=reports_to_text, to_bytes=reports_to_bytes)
    end(unusable=bool(unusable), failed=strict and bool(contradicted))


@app.command()
def tables(
    files: FilesArgument,
    format: FormatOption = None,
    output: OutputOption = None,
    checks: Annotated[bool, typer.Option("--checks", help="List how the statements' own sums come out.")] = False,
) -> None:
    """Show the tables of releases as they are understood: periods, scale, values in base units.

    JSON holds whole tables, HTML is a page of them, and so is Markdown; JSON
    Lines and CSV hold a cell a line, with its period and its place in the
    source. With --checks
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
        target = chosen(files, format, output, but=(Format.HTML, Format.MARKDOWN, *OF_REPORTS))
        checked = results_of(files, checks_of, unusable)
        write(checked, many, target, to_lines=checks_to_lines, to_text=checks_to_text)
    else:
        target = chosen(files, format, output, but=OF_REPORTS)
        results = results_of(files, tables_of, unusable)
        write(results, many, target, to_lines=tables_to_lines, to_text=tables_to_text)
    end(unusable=bool(unusable))


for command in (write_pages, run, plot, evaluate, label, convert, train):
    app.command()(command)
