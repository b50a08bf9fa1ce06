"""The checks, in the order of their precedence: what a cell prints goes before what follows from cells."""

from tieout.reconcile.checks.change import difference, growth, points, printed_change
from tieout.reconcile.checks.formula import annualized, change_of_formula, formula
from tieout.reconcile.checks.level import level, printed_share
from tieout.reconcile.checks.share import change_of_share, share
from tieout.reconcile.checks.total import rest, total
from tieout.reconcile.readings import Check

CHECKS: tuple[Check, ...] = (
    level,
    printed_share,
    printed_change,
    growth,
    difference,
    points,
    share,
    change_of_share,
    formula,
    change_of_formula,
    annualized,
    total,
    rest,
)

__all__ = ["CHECKS"]
