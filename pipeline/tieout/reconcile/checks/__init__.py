"""The checks, in the order of their precedence: what a cell prints goes before what follows from cells."""

from tieout.facts import Aspect
from tieout.reconcile.checks.change import difference, growth, points, printed_change
from tieout.reconcile.checks.formula import annualized, change_of_formula, formula
from tieout.reconcile.checks.level import level, printed_share
from tieout.reconcile.checks.share import change_of_share, share
from tieout.reconcile.checks.total import average, per_share, rest, total
from tieout.reconcile.readings import Check

OF_ASPECT: dict[Aspect, tuple[Check, ...]] = {
    "level": (level, printed_share, share, formula, annualized, total, rest, average, per_share),
    "change": (printed_change, growth, difference, points, change_of_share, change_of_formula),
}
"""The checks of amounts and of their changes."""

OF_OPERATION: dict[str, tuple[Check, ...]] = {
    "level": (level, printed_share),
    "share": (printed_share, share),
    "printed change": (printed_change,),
    "growth": (growth,),
    "difference": (difference,),
    "points": (points, change_of_share),
    "formula": (formula, change_of_formula),
}
"""The checks that read figures by an operation, of those that can contradict."""

__all__ = ["OF_ASPECT", "OF_OPERATION"]
