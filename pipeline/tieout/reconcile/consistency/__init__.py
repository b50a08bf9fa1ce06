"""What cannot be right within the release itself, whatever the tables bear out: one check, one function."""

from collections.abc import Callable, Iterator
from typing import TypeAlias

from tieout.checks import Inconsistency
from tieout.reconcile.consistency.cells import cells_disagree
from tieout.reconcile.consistency.lists import sums_disagree
from tieout.reconcile.consistency.measures import lacks_reconciliation
from tieout.reconcile.consistency.prose import change_disagrees, prose_disagrees
from tieout.reconcile.consistency.tables import tables_disagree
from tieout.reconcile.findings import Reconciled

Check: TypeAlias = Callable[[Reconciled], Iterator[Inconsistency]]
CHECKS: tuple[Check, ...] = (
    tables_disagree,
    cells_disagree,
    prose_disagrees,
    change_disagrees,
    sums_disagree,
    lacks_reconciliation,
)


def inconsistencies(release: Reconciled) -> tuple[Inconsistency, ...]:
    """What the release says in two ways, in the order of the checks; no two of the same places."""
    found = [one for check in CHECKS for one in check(release)]
    seen: set[frozenset[object]] = set()
    kept = []
    for one in found:
        if (places := frozenset(one.places)) not in seen:
            seen.add(places)
            kept.append(one)
    return tuple(kept)


__all__ = ["inconsistencies"]
