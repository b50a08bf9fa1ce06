"""Amounts that a cell prints, or the cells of several periods together."""

from collections.abc import Iterator, Sequence

from tieout.facts import Fact, UnitKind
from tieout.reconcile.amounts import amounts_at, cell_kinds, is_sure
from tieout.reconcile.lookup import Certainty, Fit
from tieout.reconcile.ratios import split_ratio, subjects
from tieout.reconcile.readings import Evidence, Reading, is_of_status
from tieout.reconcile.signs import readings_of_sign
from tieout.reconcile.words import words
from tieout.tables import Measure


def level(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """A cell of the same metric, segment, basis, period and kind of unit states the amount itself.

    A figure without a period can only be borne out, by the one row in its words; and a column of adjustments can only
    bear out the figure of a charge.
    """
    if fact.aspect == "level":
        yield from _printed(fact, found, kinds=cell_kinds(fact), measures=(None, "other"), operation="level")


def printed_share(fact: Fact, found: list[Fit], evidence: Evidence) -> Iterator[Reading]:
    """A column of shares, of revenue or of a total, prints the percentage; or a row that is such a ratio itself."""
    if fact.aspect != "level" or fact.quantity.kind not in ("percent", "ratio"):
        return
    shares: tuple[Measure, ...] = ("percent_of_revenue", "percent_of_total")
    yield from _printed(fact, found, kinds=("percent",), measures=shares, operation="share")
    part, whole = split_ratio(fact.label)
    if whole:
        for subject in subjects(part or fact.segment or "", fact, segment=fact.segment if part else None):
            of_part = [Fit(f.series, Certainty.POSSIBLE, f.likeness) for f in evidence.lookup.fits(subject)]
            yield from _printed(fact, of_part, kinds=("percent",), measures=(*shares, None), operation="share")
        sides = words(part), words(whole)
        ratios = [Fit(row.series, Certainty.POSSIBLE, 0) for row in evidence.ratios if row.is_of(*sides)]
        yield from _printed(fact, ratios, kinds=(fact.quantity.kind,), measures=(None,), operation="level")


def _printed(
    fact: Fact, found: list[Fit], *, kinds: Sequence[UnitKind], measures: Sequence[Measure | None], operation: str
) -> Iterator[Reading]:
    for fit in found:
        if not is_of_status(fact, fit.series):
            continue
        for amount in amounts_at(fact, fit, fact.period, kinds=kinds, measures=measures):
            direct = len(amount.operands) == 1
            first = amount.operands[0].cell.quantity
            assert first is not None
            yield Reading(
                operation=operation if direct else amount.operation,
                operands=amount.operands,
                values=readings_of_sign(fact.metric, fit.series, amount.value),
                computed=first.value if amount.sure and direct else amount.value.middle,
                certainty=fit.certainty if is_sure(fact, amount) else Certainty.POSSIBLE,
                direct=direct,
            )
