"""The companies' own tagged facts against the tables of their releases: how many of those printed are found.

    python benchmarks/xbrl.py [--shared ../shared] [--errors 20]

A 10-K or 10-Q tags what the release of the same quarter had printed. A fact counts as printed where the digits that the
filing shows stand alone in a cell of a table of the release (not within a label's words), and the release has a column
for the fact's period; it is found where a cell has its value, either sign, and its period (a few days aside). Numbers
of fewer than four digits, percentages, and values that the filing tags for several periods of the release are left
out: they meet by accident.
"""

import argparse
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from tieout.calendar import learn_calendar
from tieout.facts import Period
from tieout.read import read
from tieout.table import read_tables
from tieout.tables import Table

Fact = dict[str, Any]
DIGITS = 4
SLACK_DAYS = 7
ALONE = re.compile(r"[($\s-]*(\d[\d,]*(?:\.\d+)?|\.\d+)[\s)]*(?:\([a-z\d]\))?")
UNITS = re.compile(r"iso4217:|shares$")


def release_path(shared: Path, name: str) -> Path | None:
    """The file of the release called `name`."""
    return next(iter(sorted((shared / "releases").glob(f"*labelled/{name}.htm"))), None)


def period_of(fact: Fact) -> Period:
    """The period of a tagged fact."""
    return Period.parse(fact["instant"] if "instant" in fact else f"{fact['start']}/{fact['end']}")


def same_time(one: Period, two: Period) -> bool:
    """Whether two periods are one, a few days aside."""
    if abs((one.end - two.end).days) > SLACK_DAYS or (one.start is None) != (two.start is None):
        return False
    return one.start is None or two.start is None or abs((one.start - two.start).days) <= SLACK_DAYS


def printed_facts(facts: Iterable[Fact], tables: tuple[Table, ...], digits: set[str]) -> Iterator[tuple[Fact, Period]]:
    """The facts that the release prints, a value and period once."""
    periods = {cell.period for table in tables for cell in table.cells if cell.period}
    by_value: dict[Decimal, dict[Period, Fact]] = defaultdict(dict)
    for fact in facts:
        if fact["value"] is None or not UNITS.search(fact["unit"] or "") or fact["concept"].startswith("dei:"):
            continue
        shown = re.sub(r"[^\d.]", "", str(fact["shown"]))
        period = period_of(fact)
        if len(shown.replace(".", "")) >= DIGITS and shown in digits and any(same_time(period, p) for p in periods):
            by_value[abs(Decimal(str(fact["value"])))].setdefault(period, fact)
    for found in by_value.values():
        if len(found) == 1:
            ((period, fact),) = found.items()
            yield fact, period


def main() -> None:
    """Read the arguments, count, print a line a release."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    sets = sorted((args.shared / "releases" / "xbrl").glob("*.json"))
    if not sets:
        raise SystemExit(f"no tagged facts in {args.shared / 'releases' / 'xbrl'}: give --shared another folder")
    misses: list[str] = []
    totals = [0, 0, 0]
    print(f"{'release':24}{'printed':>8}{'value':>8}{'and period':>12}")
    for path in sets:
        tagged = json.loads(path.read_text("utf-8"))
        source = release_path(args.shared, tagged["release"])
        if source is None:
            print(f"{tagged['release']:24} no release of that name")
            continue
        release = read(source)
        tables = read_tables(release, learn_calendar(release))
        raw = (ALONE.fullmatch(cell.text) for table in release.tables for cell in table.cells)
        digits = {found[1].replace(",", "") for found in raw if found}
        cells: dict[Decimal, list[Period | None]] = defaultdict(list)
        for table in tables:
            for cell in table.cells:
                if cell.quantity is not None:
                    cells[abs(cell.quantity.value)].append(cell.period)
        n = [0, 0, 0]
        for fact, period in printed_facts(tagged["facts"], tables, digits):
            found = cells.get(abs(Decimal(str(fact["value"]))), [])
            right = any(p is not None and same_time(period, p) for p in found)
            for k, yes in enumerate((True, bool(found), right)):
                n[k] += yes
            if not right:
                has = ", ".join(str(p) for p in dict.fromkeys(found)) or "no such value"
                misses.append(f"{tagged['release']}: {fact['concept']} {fact['shown']} {period}, cells: {has}")
        totals = [a + b for a, b in zip(totals, n, strict=True)]
        print(f"{tagged['release']:24}{n[0]:8}{n[1] / max(n[0], 1):8.4f}{n[2] / max(n[0], 1):12.4f}")
    print(f"{'all':24}{totals[0]:8}{totals[1] / max(totals[0], 1):8.4f}{totals[2] / max(totals[0], 1):12.4f}")
    print("\n".join(misses[: args.errors]))


if __name__ == "__main__":
    main()
