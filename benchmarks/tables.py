"""Tables of filings, labelled by their filers: how many values, signs, scales and periods are read right.

    python benchmarks/tables.py ixbrl_tables.jsonl [--errors value|period] [--kind IS] [--limit N]

Each line of the file is a table as a grid with the cells that the filer tagged.
"""

import argparse
import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from tieout.calendar import Calendar, learn_calendar
from tieout.facts import Period, Place
from tieout.release import Block, RawCell, RawTable, Release, SourceMap
from tieout.table.tables import raws_to_tables
from tieout.tables import Cell

Case = dict[str, Any]
SPANS = {"FY": "Year", "Q1": "Three months", "Q2": "Six months", "Q3": "Nine months"}


def case_to_raw(case: Case) -> RawTable:
    """The raw table of a case; a cell's `start` tells its row and column: row * 1000 + column."""
    spans = {(r, c): (height, width) for r, c, height, width in case["merged"]}
    cells = tuple(
        RawCell(r, c, " ".join(text.split()), r * 1000 + c, r * 1000 + c + 1, *spans.get((r, c), (1, 1)))
        for r, row in enumerate(case["table"])
        for c, text in enumerate(row)
        if text.strip()
    )
    caption = tuple(line for line in case["caption"] if line != "[table]")
    width = max((len(row) for row in case["table"]), default=0)
    return RawTable(Place(0, 1), len(case["table"]), width, cells, "html", caption)


def filing_calendar(cases: Iterable[Case]) -> Calendar:
    """The calendar of the filing that some tables come from."""
    cases = list(cases)
    doc = cases[0]["doc"]
    text = f"Results for the {SPANS[doc['fp']].lower()} ended {doc['period_end'].title()}."
    tables = [Block("table", len(text), len(text), Place(0, 1), case_to_raw(c)) for c in cases]
    blocks = (Block("paragraph", 0, len(text), Place(0, len(text))), *tables)
    return learn_calendar(Release(text, text, SourceMap((0,), (0,), (len(text),), len(text)), blocks, "html", "utf-8"))


def right_value(cell: Cell, gold: Case) -> bool:
    """Whether a cell's value is the filer's, percentages being fractions there."""
    if cell.quantity is None:
        return False
    value = cell.quantity.value / 100 if cell.quantity.unit == "%" else cell.quantity.value
    want = Decimal(str(gold["value"]))
    return abs(value - want) <= max(Decimal("1e-9"), abs(want) / 1_000_000)


def period_of(gold: Case) -> Period:
    """The filer's period."""
    period = gold["period"]
    if "instant" in period:
        return Period.parse(period["instant"])
    return Period.parse(f"{period['start']}/{period['end']}")


def judge(cases: Iterable[Case], tally: dict[str, Counter[str]], errors: list[tuple[str, str]]) -> float:
    """Score the tables of one filing; the seconds that reading took."""
    cases = list(cases)
    calendar = filing_calendar(cases)
    raws = [case_to_raw(case) for case in cases]
    started = time.perf_counter()
    tables = raws_to_tables(raws, calendar)
    spent = time.perf_counter() - started
    for case, table in zip(cases, tables, strict=True):
        found = {c.place.start: c for c in table.cells}
        n = tally[case["kind"]]
        for gold in case["cells"]:
            cell = found.get(gold["row"] * 1000 + gold["col"])
            n["cells"] += 1
            n["found"] += cell is not None
            right = cell is not None and right_value(cell, gold)
            n["value"] += right
            if gold["value"] < 0:
                n["negatives"] += 1
                n["negative"] += right
            where = f"{case['id']} {case['kind']} r{gold['row']} c{gold['col']} {gold['text']!r} {gold['label']!r}"
            if not right:
                errors.append(("value", f"{where} want {gold['value']} {gold['unit']} got {cell and cell.quantity}"))
            if gold["off_column"] or gold["maturity"]:
                continue
            period = period_of(gold)
            exact = cell is not None and cell.period == period
            n["periods"] += 1
            n["period"] += exact
            n["end"] += cell is not None and cell.period is not None and cell.period.end == period.end
            if not exact:
                errors.append(("period", f"{where} want {period} got {cell and cell.period}"))
    return spent


def rate(part: int, whole: int) -> str:
    """A share as printed in the report."""
    return f"{part / whole:.4f}" if whole else "-"


def report(tally: dict[str, Counter[str]]) -> Iterator[str]:
    """The lines of the report, one a kind of table."""
    yield f"{'kind':8}{'cells':>8}{'found':>9}{'value':>9}{'negative':>9}{'end':>9}{'period':>9}"
    total: Counter[str] = Counter()
    for n in tally.values():
        total.update(n)
    for kind, n in [*sorted(tally.items()), ("all", total)]:
        shares = [rate(n["found"], n["cells"]), rate(n["value"], n["cells"]), rate(n["negative"], n["negatives"])]
        shares += [rate(n["end"], n["periods"]), rate(n["period"], n["periods"])]
        yield f"{kind:8}{n['cells']:8}" + "".join(f"{s:>9}" for s in shares)


def main() -> None:
    """Read the arguments, score, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cases", type=Path)
    parser.add_argument("--errors", choices=("value", "period"))
    parser.add_argument("--kind")
    parser.add_argument("--limit", type=int, default=40)
    args = parser.parse_args()
    filings: dict[str, list[Case]] = defaultdict(list)
    for line in args.cases.read_text("utf-8").splitlines():
        case = json.loads(line)
        filings[case["doc"]["source"]].append(case)
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    errors: list[tuple[str, str]] = []
    spent = sum(judge(cases, tally, errors) for cases in filings.values())
    print("\n".join(report(tally)))
    print(f"{spent * 1000:.0f} ms")
    wanted = [text for kind, text in errors if kind == args.errors and (not args.kind or f" {args.kind} " in text)]
    print("\n".join(wanted[: args.limit]))


if __name__ == "__main__":
    main()
