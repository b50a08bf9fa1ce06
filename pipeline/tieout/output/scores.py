"""Scores printed for a person: a row a release, the confusion of ties, and what went wrong."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rich import box
from rich.console import RenderableType
from rich.table import Table as Grid
from rich.text import Text

from tieout.evaluate.bootstrap import score_intervals
from tieout.evaluate.evaluation import Comparison, total_of
from tieout.evaluate.score import Miss, Score, summarize
from tieout.facts import Tie
from tieout.output.terminal import plain, plain_part
from tieout.schema import Record, number_to_text

COLUMNS = (
    *("figures", "figure_f1", "value", "unit", "metric", "aspect", "period", "status", "tie"),
    *("fact_f1", "fact_strict_f1", "cell_full", "people_f1"),
)
MISS_FIELDS = ("quote", "row", "value", "unit", "metric", "label", "aspect", "period", "status")
"""What is shown of either side of a disagreement, where it has it."""


def scores_to_lines(scores: Sequence[Score]) -> Iterator[RenderableType]:
    """A table of scores by release and over all, with intervals, the other scores over all, the confusion of ties."""
    total = total_of(scores)
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
    grid.add_column("release", no_wrap=True)
    for column in COLUMNS:
        grid.add_column(column.replace("_", " "), justify="right")
    for score in scores:
        grid.add_row(plain(score.release), *_summary_to_cells(summarize(score.counts)))
    grid.add_section()
    grid.add_row("ALL", *_summary_to_cells(total), style="bold")
    intervals = score_intervals(scores)
    if intervals:
        for name, end in (("95% from", 0), ("95% to", 1)):
            ends = [f"{intervals[column][end]:.3f}" if column in intervals else "" for column in COLUMNS]
            grid.add_row(name, *ends, style="dim")
    yield grid
    rest = {name: x for name, x in total.items() if isinstance(x, float) and name not in COLUMNS}
    yield Text(", ".join(f"{name} {x:.3f}" for name, x in rest.items()))
    yield _ties_to_grid(total["ties"])


def _ties_to_grid(ties: Record) -> Grid:
    """The confusion of ties: a row for each as labelled, a column for each as found."""
    grid = Grid(box=box.SIMPLE_HEAD, pad_edge=False)
    grid.add_column("labelled", no_wrap=True)
    for found in Tie:
        grid.add_column(f"found {found}", justify="right")
    for labelled in Tie:
        counts = [ties.get(f"{labelled}->{found}", 0) for found in Tie]
        cells = [Text(str(n), style="green" if found is labelled else "") for n, found in zip(counts, Tie, strict=True)]
        grid.add_row(str(labelled), *cells)
    return grid


def _summary_to_cells(summary: Record) -> list[str]:
    return [f"{summary[name]:.3f}" if isinstance(summary[name], float) else str(summary[name]) for name in COLUMNS]


def miss_to_line(miss: Miss) -> Text:
    """A disagreement: where, what sort, the figure among the words around it, and both sides."""
    parts = [plain(f"{miss.release}: {miss.kind}", style="bold")]
    if miss.context:
        before, figure, behind = miss.context
        parts.append(Text.assemble(plain_part(f"... {before}"), plain_part(figure, style="bold"), plain_part(behind)))
    sides = (("label", miss.label), ("predicted", miss.predicted))
    parts += [plain(f"{name:9} {side_to_words(record)}") for name, record in sides]
    return Text("\n    ").join(parts)


def side_to_words(record: Record | None) -> str:
    """One side of a disagreement: the fields that it has."""
    if record is None:
        return "-"
    return ", ".join(f"{field} {_value(record[field])}" for field in MISS_FIELDS if record.get(field) is not None)


def _value(value: object) -> str:
    return number_to_text(value) if isinstance(value, Decimal) else str(value)


def comparison_to_lines(comparison: Comparison) -> Iterator[RenderableType]:
    """Facts lost and gained since an earlier run, and the scores that fell."""
    for sign, style, facts in (("lost", "red", comparison.lost), ("gained", "green", comparison.gained)):
        for fact in facts:
            yield Text.assemble((f"{sign} ", style), plain(fact))
    for name, before, now in comparison.fallen:
        yield Text.assemble(("fell ", "bold red"), f"{name}: {before:.4f} before, {now:.4f} now")
    yield Text(
        f"{len(comparison.gained)} facts gained, {len(comparison.lost)} lost, {len(comparison.fallen)} scores fell"
    )
