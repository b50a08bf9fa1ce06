"""Statements of real releases against themselves: how many foot, and every sum that does not come out.

    python benchmarks/footing.py [--shared ../shared] [--set unlabelled] [--open] [--plant 4]

`foot`: every row called a total, and in income statements every gross profit, operating income, income before taxes and
net income, is the sum of rows above it in each column; `partly`: some such row has no rows that are known to give it
(condensed tables, totals that stand alone, rows misread); `fail`: a sum that other columns prove does not come out; `no
sums`: none of the rows is a sum. `--plant N` changes one digit in N amounts of each statement, one at a time, and tells
how many are noticed.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from tieout.calendar import learn_calendar
from tieout.checks import Check
from tieout.footing import check_tables
from tieout.footing.sheet import Line, table_to_sheet
from tieout.footing.words import says
from tieout.read import ReadError, read
from tieout.table import read_tables
from tieout.tables import Cell, Table

STATEMENTS = ("income_statement", "balance_sheet", "cash_flow")
NAMED = frozenset({"GrossProfit", "OperatingIncomeLoss", "IncomeLossBeforeIncomeTaxes", "NetIncomeLoss"})


def expected(table: Table) -> list[Line]:
    """The rows of a statement that should be sums: not the first one, and not totals that stand alone."""
    money = table_to_sheet(table).money
    named = NAMED if table.kind == "income_statement" else frozenset[str]()
    return [line for line in money[1:] if says("total", line.label) or line.metric in named]


def outcome(table: Table, checks: list[Check]) -> tuple[str, list[Line]]:
    """How a statement foots, and the rows that no sum is known for."""
    summed = {check.cells[0].row for check in checks if check.rule in ("total", "cash flow", "balance")}
    rows = expected(table)
    left = [line for line in rows if line.row not in summed]
    if any(check.status == "failed" for check in checks):
        return "fail", left
    if not rows:
        return "no sums", left
    return ("foot" if not left else "partly"), left


def planted(table: Table, count: int, chance: random.Random) -> Iterator[tuple[bool, bool]]:
    """For some amounts with one digit changed: whether they stood in a sum, and whether the change is noticed."""
    checks = check_tables([replace(table, index=0)])
    if any(check.status == "failed" for check in checks):
        return
    in_sums = {(ref.row, ref.column) for check in checks for ref in check.cells}
    amounts = [k for k, cell in enumerate(table.cells) if is_amount(cell)]
    for k in chance.sample(amounts, min(count, len(amounts))):
        cell = table.cells[k]
        assert cell.quantity is not None
        digits = str(int(abs(cell.quantity.value / cell.quantity.step)))
        at = chance.randrange(len(digits))
        digit = chance.choice([d for d in "0123456789" if d != digits[at]])
        value = Decimal(digits[:at] + digit + digits[at + 1 :]) * cell.quantity.step
        wrong = replace(cell.quantity, value=value if cell.quantity.value > 0 else -value)
        cells = (*table.cells[:k], replace(cell, quantity=wrong), *table.cells[k + 1 :])
        failed = [c for c in check_tables([replace(table, index=0, cells=cells)]) if c.status == "failed"]
        yield (cell.row, cell.column) in in_sums, bool(failed)


def is_amount(cell: Cell) -> bool:
    """Whether a cell is an amount of money that is not zero."""
    return bool(cell.quantity and cell.quantity.value and cell.quantity.kind == "money" and cell.measure is None)


def main() -> None:
    """Read the arguments, check, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--set", default="unlabelled")
    parser.add_argument("--open", action="store_true", help="List the rows that no sum is known for.")
    parser.add_argument("--plant", type=int, default=0)
    args = parser.parse_args()
    folder = args.shared / "releases" / args.set
    paths = sorted(path for path in folder.glob("*") if path.suffix in (".txt", ".htm", ".md"))
    if not paths:
        raise SystemExit(f"no releases in {folder}: give --shared the folder that holds releases/")
    statements: Counter[tuple[str, str]] = Counter()
    rules: Counter[tuple[str, str]] = Counter()
    noticed: Counter[tuple[bool, bool]] = Counter()
    chance = random.Random(1)
    for path in paths:
        try:
            release = read(path)
        except ReadError as error:
            print(error)
            continue
        tables = read_tables(release, learn_calendar(release))
        checks = check_tables(tables)
        rules.update((check.rule, check.status) for check in checks)
        for check in checks:
            if check.status == "failed":
                print(f"{path.name} table {check.table} ({tables[check.table].kind}), {check.rule}: {check.message}")
        for table in tables:
            if table.kind in STATEMENTS:
                how, left = outcome(table, [check for check in checks if check.table == table.index])
                statements[table.kind, how] += 1
                noticed.update(planted(table, args.plant, chance))
                if args.open and left:
                    print(f"{path.name} table {table.index}: no sum known for {[line.label for line in left]}")
    kinds = ("foot", "partly", "fail", "no sums")
    print(f"\n{'':20}{'':>8}" + "".join(f"{kind:>9}" for kind in kinds))
    for name in STATEMENTS:
        counts = [statements[name, kind] for kind in kinds]
        print(f"{name:20}{sum(counts):8}" + "".join(f"{count:9}" for count in counts))
    print()
    for rule in dict.fromkeys(rule for rule, _ in rules):
        print(f"{rule:20}{rules[rule, 'passed']:8} passed{rules[rule, 'failed']:5} failed")
    if args.plant:
        in_sums = noticed[True, True] + noticed[True, False]
        print(f"\none digit changed in {sum(noticed.values())} amounts, {in_sums} of them in sums: ", end="")
        print(f"{noticed[True, True] + noticed[False, True]} noticed")


if __name__ == "__main__":
    main()
