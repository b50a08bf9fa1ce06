"""Amounts that a cell prints."""

from collections.abc import Iterator, Sequence

from tieout.facts import Fact, UnitKind
from tieout.metrics import metric
from tieout.reconcile.intervals import Interval
from tieout.reconcile.lookup import Fit, Series, cell_interval, cells_at, fits
from tieout.reconcile.ratios import split_ratio, subjects
from tieout.reconcile.readings import Evidence, Operand, Reading, is_balance
from tieout.reconcile.signs import readings_of_sign
from tieout.tables import Cell, Measure


def level(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """A cell of the same metric, segment, basis, period and kind of unit states the amount itself.

    A figure without a period can only be borne out, by the one row in its words.
    """
    if fact.aspect == "level":
        kind = fact.quantity.kind
        # A price per ton may stand in a table without saying of what.
        kinds: Sequence[UnitKind] = ("unit price", "money") if kind == "unit price" else (kind,)
        yield from _printed(fact, found, kinds=kinds, measures=(None,), operation="level")


def printed_share(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """A column of shares, of revenue or of a total, prints the percentage."""
    if fact.aspect != "level" or fact.quantity.kind != "percent":
        return
    shares: tuple[Measure, ...] = ("percent_of_revenue", "percent_of_total")
    yield from _printed(fact, found, kinds=("percent",), measures=shares, operation="share")
    part, whole = split_ratio(fact.label)
    if whole:
        for subject in subjects(part or fact.segment or "", fact, segment=fact.segment if part else None):
            of_part = fits(subject, evidence.index)
            yield from _printed(fact, of_part, kinds=("percent",), measures=(*shares, None), operation="share")


def _printed(
    fact: Fact, found: list[Fit], *, kinds: Sequence[UnitKind], measures: Sequence[Measure | None], operation: str
) -> Iterator[Reading]:
    for fit in found:
        series = fit.series
        if (series.table.kind == "guidance") != (fact.status == "guidance"):
            continue
        for cell in cells_at(series, fact.period, kinds=kinds, measures=measures, instant=is_balance(fact)):
            assert cell.quantity is not None
            yield Reading(
                operation=operation,
                operands=(Operand(series, cell),),
                values=readings_of_sign(fact.metric, series, _interval(fact, series, cell)),
                computed=cell.quantity.value,
                exact=fit.exact and _same_sort(fact, cell),
                direct=True,
            )


def _same_sort(fact: Fact, cell: Cell) -> bool:
    """Whether both are certainly of one time: a balance in a column of a period may be an average of it."""
    if fact.period is None or cell.period is None:
        return False
    if fact.metric is not None and metric(fact.metric).period_type == "instant":
        return cell.period.start is None
    return (fact.period.start is None) == (cell.period.start is None)


def _interval(fact: Fact, series: Series, cell: Cell) -> Interval:
    name = fact.metric if fact.metric and metric(fact.metric).balance != "signed" else None
    return cell_interval(series, cell, name)
