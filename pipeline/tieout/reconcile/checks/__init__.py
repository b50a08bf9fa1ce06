"""The checks, in the order of their precedence: what a cell prints goes before what follows from cells."""

from tieout.reconcile.checks.change import difference, growth, points, printed_change
from tieout.reconcile.checks.formula import change_of_formula, formula
from tieout.reconcile.checks.level import level, printed_share
from tieout.reconcile.checks.share import share
from tieout.reconcile.checks.total import total
from tieout.reconcile.readings import Check

CHECKS: tuple[Check, ...] = (
    level,
    printed_share,
    printed_change,
    growth,
    difference,
    points,
    share,
    formula,
    change_of_formula,
    total,
)

__all__ = ["CHECKS"]
