"""The command `tieout plot`: pictures of releases and of what a company reports over time."""

from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tieout.output.console import BAD_INPUT, complain

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class Length(StrEnum):
    """How long the periods are that are followed."""

    QUARTER = "quarter"
    HALF = "half"
    YEAR = "year"


class PlotError(ValueError):
    """What is asked for cannot be drawn; the message says why."""


def plot(
    sources: Annotated[
        list[Path], typer.Argument(metavar="SOURCE", help="Releases; or the folder that `tieout run` wrote.")
    ],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="PICTURE", help="A .png, .svg or .pdf file.")],
    metric: Annotated[
        list[str] | None, typer.Option("--metric", "-m", help="A metric to follow over time; may be repeated.")
    ] = None,
    issuer: Annotated[
        str | None, typer.Option("--issuer", help="Whose releases, by a part of the name (default: the only one's).")
    ] = None,
    period: Annotated[Length, typer.Option("--period", help="Values of which periods.")] = Length.QUARTER,
) -> None:
    """Draw the figures of a release by their tie, or the metrics of a company over time.

    Of a release each figure is a square, in a row for its metric; of several
    releases, in a row for each release. Of a run's folder (Parquet) each
    metric is a line, with the values that the releases last reported.

    \b
    Examples:
      tieout plot release.htm -o figures.svg
      tieout run filings/ -o out && tieout plot out -o revenues.png -m Revenues --issuer "Acme"
    """
    from tieout.batch.series import SeriesError
    from tieout.extras import ExtraMissingError
    from tieout.plots import figure_to_bytes, picture_format
    from tieout.read import ReadError

    try:
        format = picture_format(output)
        if format is None:
            raise PlotError(f"{output.name}: a picture is a .png, .svg or .pdf file")
        if len(sources) == 1 and sources[0].is_dir():
            figure = _over_time(sources[0], metric or [], issuer, period)
        elif metric or issuer:
            raise PlotError("--metric and --issuer are for the folder that `tieout run` wrote")
        else:
            figure = _by_tie(sources)
        output.write_bytes(figure_to_bytes(figure, format))
    except (PlotError, SeriesError, ExtraMissingError, ReadError) as error:
        complain(str(error))
        raise typer.Exit(BAD_INPUT) from error
    except OSError as error:
        complain(f"{error.filename or output}: {error.strerror}")
        raise typer.Exit(BAD_INPUT) from error


def _by_tie(files: list[Path]) -> "Figure":
    """The figures of a release by metric, of several releases by release."""
    from tieout.analysis import analyze_exhibits
    from tieout.output.words import computed_to_words
    from tieout.plots import Row, plot_ties

    reports = [report for file in files for report in analyze_exhibits(file, name=file.name)]
    if len(reports) == 1:
        return reports[0].plot()
    rows = []
    for report in reports:
        notes = [f"{fact.quote}, tables {computed_to_words(fact, finding)}" for fact, finding in report.contradictions]
        ties = tuple(finding.tie for finding in report.findings)
        rows.append(Row(report.release.name or "release", ties, tuple(notes)))
    figures = sum(len(report.facts) for report in reports)
    return plot_ties(rows, title=f"{len(reports)} releases", subtitle=f"{figures} figures of the prose")


def _over_time(folder: Path, names: list[str], issuer: str | None, length: Length) -> "Figure":
    """What a company reports of metrics, from the folder of a run."""
    from tieout.batch.series import read_series
    from tieout.metrics import metrics
    from tieout.plots import plot_series

    for name in names:
        if name not in metrics():
            near = get_close_matches(name, metrics(), cutoff=0.4)
            raise PlotError(f"no metric is called {name!r}" + (f"; there is {', '.join(near)}" if near else ""))
    who, series = read_series(folder, metrics=list(dict.fromkeys(names)), issuer=issuer, length=length)
    points = sum(len(one.points) for one in series)
    return plot_series(series, title=who, subtitle=f"by {length}, as last reported: {points} values")
