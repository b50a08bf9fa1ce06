"""The tables of labelled HTML releases, read by us and by others: cells right, and time.

    python benchmarks/table_peers.py [--shared ../shared] [--runs 3]

The others are an optional group of packages: `pip install --group bench`. One that is missing is named and left out.
A cell of the labels is right in value where a tool has its figure, signed, in a row of its label: `printed` in the
units of the table or in base units, `base` in base units (thousands multiplied out), `period` in base units under its
period. Figures of others that come as text are read with good will: a lone bracket before a number makes it negative.
"""

import argparse
import json
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from io import StringIO
from pathlib import Path
from statistics import median
from types import SimpleNamespace
from typing import Any

NUMBER = re.compile(r"^[($€£¥\s-]*[-(]?[$€£¥\s]*(\d[\d,]*(?:\.\d+)?|\.\d+)\s*[)%x]*$")
ALIKE = 0.5
"""So alike two labels must be to be one row's."""
SLACK_DAYS = 7


@dataclass(frozen=True)
class Figure:
    """A figure that a tool found: the label of its row, its value, and its period as the labels write it."""

    label: str
    value: float
    period: str | None = None


def ours(html: str) -> Iterator[Figure]:
    """tieout: reading, calendar and tables."""
    from tieout.calendar import learn_calendar
    from tieout.read import read
    from tieout.table import read_tables

    release = read(html)
    for table in read_tables(release, learn_calendar(release)):
        for cell in table.cells:
            if cell.quantity is not None:
                period = str(cell.period) if cell.period else None
                yield Figure(table.rows[cell.row].name, float(cell.quantity.value), period)


def edgartools(html: str) -> Iterator[Figure]:
    """edgartools: the facts of its earnings release, scaled, with their periods."""
    from edgar.earnings import EarningsRelease

    release = EarningsRelease(SimpleNamespace(document="release.htm", content=html))
    for fact in release.to_facts_dataframe().to_dict("records"):
        start, end = fact["period_start"], fact["period_end"]
        period = f"{start}/{end}" if start and end else str(end) if end else None
        yield Figure(str(fact["label"]), float(fact["numeric_value"]), period)


def pandas_read_html(html: str) -> Iterator[Figure]:
    """pandas.read_html with lxml: grids of text and numbers, no scale, no periods."""
    import pandas as pd

    for frame in pd.read_html(StringIO(html), flavor="lxml"):
        yield from grid_to_figures(frame.astype(object).to_numpy().tolist())


def doc2dict(html: str) -> Iterator[Figure]:
    """doc2dict: grids of text, cleaned of empty columns, no scale, no periods."""
    from doc2dict import html2dict

    for grid in find_grids(html2dict(html)):
        yield from grid_to_figures([[c.get("text", "") if isinstance(c, dict) else c for c in row] for row in grid])


def find_grids(node: Any) -> Iterator[list[list[Any]]]:
    """Every table in the tree that doc2dict makes of a page."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, dict):
            for key, value in node.items():
                if key == "table":
                    yield value["data"] if isinstance(value, dict) else value
                else:
                    waiting.append(value)
        elif isinstance(node, list):
            waiting.extend(node)


def grid_to_figures(grid: list[list[Any]]) -> Iterator[Figure]:
    """The numbers of a grid, each under the first words of its row."""
    for row in grid:
        label = next((c for c in row if isinstance(c, str) and re.search("[A-Za-z]", c)), "")
        for cell in dict.fromkeys(c for c in row if c == c and c is not None):  # a span repeats its text
            if isinstance(cell, (int, float)):
                yield Figure(label, float(cell))
            elif found := NUMBER.match(str(cell).strip().replace("\u2212", "-")):
                value = float(found[1].replace(",", ""))
                yield Figure(label, -value if re.match(r"[$\s]*[-(]", str(cell)) else value)


TOOLS: dict[str, tuple[str, Callable[[str], Iterator[Figure]]]] = {
    "tieout": ("tieout", ours),
    "edgartools": ("edgar", edgartools),
    "pandas.read_html": ("lxml", pandas_read_html),
    "doc2dict": ("doc2dict", doc2dict),
}


def judge(figures: list[Figure], labels: dict[str, Any]) -> Counter[str]:
    """How many labelled cells a tool has right."""
    n: Counter[str] = Counter()
    words = [(Counter(tokens(f.label)), Counter(tokens(f.label.rpartition(" > ")[2])), f) for f in figures]
    for table in labels["tables"]:
        for cell in table["cells"]:
            column = table["columns"][cell["col"]]
            if cell["value"] is None or column.get("measure"):
                continue
            n["cells"] += 1
            gold = tokens(cell["row"]), tokens(cell["row"].rpartition(" > ")[2])
            row = [f for whole, last, f in words if max(alike(gold[0], whole), alike(gold[1], last)) >= ALIKE]
            base = [f for f in row if same(f.value, cell["value"])]
            printed = base or [f for f in row if same(f.value * table["scale"], cell["value"])]
            n["printed"] += bool(printed)
            n["base"] += bool(base)
            n["period"] += any(same_period(f.period, column.get("period")) for f in base)
    return n


def tokens(label: str) -> list[str]:
    """The words of a label."""
    return re.findall(r"[a-z0-9]+", label.lower())


def alike(gold: list[str], words: Counter[str]) -> float:
    """How much two labels share, from 0 to 1."""
    shared = sum((Counter(gold) & words).values())
    return 2 * shared / (len(gold) + sum(words.values())) if gold and words else float(not gold and not words)


def same(value: float, wanted: float) -> bool:
    """Whether two values are one, but for the last bit."""
    return abs(value - wanted) <= 1e-6 * max(abs(wanted), 1e-9)


def same_period(found: str | None, wanted: str | None) -> bool:
    """Whether two periods are one, a few days aside."""
    if not found or not wanted:
        return not found and not wanted
    one, two = ([date.fromisoformat(d).toordinal() for d in p.split("/")] for p in (found, wanted))
    return len(one) == len(two) and all(abs(a - b) <= SLACK_DAYS for a, b in zip(one, two, strict=True))


def main() -> None:
    """Read the arguments, run every tool that is there, print one table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument(
        "--runs", type=int, default=3, help="The median CPU time of so many runs a release is its time."
    )
    args = parser.parse_args()
    folder = args.shared / "releases" / "labelled"
    releases = sorted(folder.glob("*.htm"))
    if not releases:
        raise SystemExit(f"no labelled HTML releases in {folder}: give --shared the folder that holds releases/")
    pairs = [(path.read_bytes().decode("utf-8", "replace"), path.with_suffix(".labels.json")) for path in releases]
    labelled = [(html, json.loads(labels.read_text("utf-8"))) for html, labels in pairs]
    print(f"{len(labelled)} releases, {sum(len(html) for html, _ in labelled) / 1e6:.1f} MB")
    print(f"{'':18}{'cells':>7}{'printed':>9}{'base':>8}{'period':>8}{'ms each':>9}{'x time':>8}")
    first = 0.0
    for name, (module, tool) in TOOLS.items():
        try:
            import_module(module)
        except ImportError:
            print(f"{name:18}not installed: pip install --group bench")
            continue
        n: Counter[str] = Counter()
        spent: list[float] = []
        list(tool(labelled[0][0]))  # rules and lazy imports
        for html, labels in labelled:
            times, figures = [], list[Figure]()
            for _ in range(args.runs):
                started = time.process_time()
                figures = list(tool(html))
                times.append(time.process_time() - started)
            spent.append(median(times))
            n += judge(figures, labels)
        each = sum(spent) / len(spent) * 1000
        first = first or each
        shares = "".join(f"{n[kind] / n['cells']:8.3f}" for kind in ("printed", "base", "period"))
        print(f"{name:18}{n['cells']:7} {shares}{each:9.1f}{each / first:8.2f}")


if __name__ == "__main__":
    main()
