"""The checks of a statement against itself, in one list."""

from collections.abc import Callable, Iterable, Iterator

from tieout.checks import Check
from tieout.footing.identities import activities, balance, cash_balances
from tieout.footing.per_share import per_share
from tieout.footing.sheet import Sheet, table_to_sheet
from tieout.footing.spans import year_to_date
from tieout.footing.totals import totals
from tieout.tables import Table

Rule = Callable[[Sheet], Iterator[Check]]

RULES: tuple[Rule, ...] = (totals, balance, activities, cash_balances, per_share, year_to_date)


def check_tables(tables: Iterable[Table]) -> tuple[Check, ...]:
    """Every check that the tables' own figures allow, in document order; guidance is not held to arithmetic."""
    checks: list[Check] = []
    for table in tables:
        if table.kind != "guidance":
            sheet = table_to_sheet(table)
            checks += (check for rule in RULES for check in rule(sheet))
    return tuple(checks)
