"""Cells against cells, with a figure of the prose as the witness: some give it, and the one that states it does not."""

from collections.abc import Container, Iterator

from tieout.checks import Inconsistency
from tieout.facts import Fact, Tie
from tieout.reconcile.diagnose import Diagnosis, diagnose
from tieout.reconcile.digits import slip_of
from tieout.reconcile.doubt import EXPLICIT, STEPS, gap
from tieout.reconcile.findings import Reconciled
from tieout.reconcile.intervals import printed
from tieout.reconcile.lookup import HALF, Certainty, Subject
from tieout.reconcile.messages import place as place_of
from tieout.reconcile.messages import thing
from tieout.reconcile.readings import Reading
from tieout.reconcile.series import cell_interval, cells_at
from tieout.reconcile.words import similarity, words

CHANGES = ("change", "change_percent")


def cells_disagree(release: Reconciled) -> Iterator[Inconsistency]:
    """A figure follows from amounts of the tables, and a cell that is to print it prints something else.

    That cell has to be in a column of changes of the very row that gives the figure; or its row bears out other
    figures, and it is a misprint away from this one. Where another cell states the figure, or nothing else tells that
    this one is to state it, it has to print its very digits in another order, or the other sign.
    """
    borne = {(c.table, c.row) for finding in release.findings if finding.tie is Tie.TIED for c in finding.cells}
    for k, (fact, best) in enumerate(zip(release.facts, release.best, strict=True)):
        if best is None or fact.confidence < EXPLICIT or fact.bound or fact.hedge:
            continue
        for other in release.read[k]:
            if not _is_own(fact, other, best) or any(map(other.agrees, release.claims[k])):
                continue
            beside, of_row = _is_beside(other, best), _is_borne(other, borne)
            if not _may_be_telling(fact, other) and (best.direct or not (beside or of_row)):
                continue  # whatever the diagnosis is
            diagnosis = diagnose(fact, other, release.evidence.lookup.fits(Subject.of(fact)), release.evidence)
            if not _is_telling(fact, diagnosis) and (best.direct or not (beside or (diagnosis is not None and of_row))):
                continue
            why = f"; {diagnosis.words}" if diagnosis else ""
            cells = "; ".join(map(place_of, best.operands))
            how = "is in" if best.direct else f"follows as {best.operation} from"
            yield Inconsistency(
                "tables",
                f"{thing(fact)}: {fact.quote} {how} {cells}, but {place_of(other.operands[0])} is printed{why}",
                (other.operands[0].cell.place, *(o.cell.place for o in best.operands), fact.place),
                cells=(other.operands[0].place, *(operand.place for operand in best.operands)),
                facts=(k,),
                diagnosis=diagnosis.name if diagnosis else "",
            )
            break


def _is_own(fact: Fact, other: Reading, best: Reading) -> bool:
    """Whether a cell certainly states a figure, a change in a column of changes, and is off by more than rounding.

    Of rows of different extent that share a name, that is certain only of the one that gives the figure.
    """
    own = other.operands[0]
    least = Certainty.ALONE if _is_beside(other, best) else Certainty.CERTAIN
    if not other.direct or other.certainty < least or own.cell.quantity is None:
        return False
    if fact.aspect == "change" and own.cell.measure not in CHANGES:
        return False
    if own.series.basis != fact.basis or any(operand.series.basis != fact.basis for operand in best.operands):
        return False
    if not _may_be_of_one(other, best):
        return False
    if fact.metric and own.series.row.metric and similarity(words(fact.label), own.series.own) <= HALF:
        return False  # "fee income" is a part of what the row is
    return gap(fact, other) >= STEPS * max(fact.quantity.step, own.cell.quantity.step)


def _may_be_of_one(other: Reading, best: Reading) -> bool:
    """Whether the row of a cell may be the one that a computation is of: it prints no other amounts for its times."""
    own = other.operands[0].series
    for operand in best.operands if not best.direct else ():
        period, quantity = operand.cell.period, operand.cell.quantity
        if period is None or quantity is None:
            continue
        amounts = list(cells_at(own, period, kinds=(quantity.kind,), measures=(operand.cell.measure,), balance=True))
        value = cell_interval(operand.series, operand.cell, own.metric)
        if amounts and not any(cell_interval(own, cell, own.metric).overlaps(value) for cell in amounts):
            return False
    return True


def _may_be_telling(fact: Fact, other: Reading) -> bool:
    """Whether a diagnosis can be telling: to ask for the digits and the sign alone takes less time."""
    slip = slip_of(fact.quantity.value, other.computed, fact.quantity.step)
    return (slip is not None and slip.slip == "swapped digits") or other.agrees(-printed(fact.quantity))


def _is_telling(fact: Fact, diagnosis: Diagnosis | None) -> bool:
    """Whether a cell holds the figure's own digits in another order, or with the other sign: no other thing does."""
    if diagnosis is None:
        return False
    return diagnosis.name == "swapped digits" or (diagnosis.name == "sign" and fact.aspect == "level")


def _is_borne(other: Reading, rows: Container[tuple[int, int]]) -> bool:
    """Whether other cells of the row are borne out by the prose."""
    place = other.operands[0].place
    return (place.table, place.row) in rows


def _is_beside(other: Reading, best: Reading) -> bool:
    """Whether a cell is of the row that gives the figure, in a column of changes."""
    own = other.operands[0]
    return own.cell.measure in CHANGES and all(operand.series.row is own.series.row for operand in best.operands)
