"""Our xBRL-JSON read back by Arelle: whether it loads without an error, and whether the facts are still ours.

    python benchmarks/xbrl_json.py corpus ../shared/releases/labelled [--errors 20]

Each release of the folders is analyzed and written as xBRL-JSON with its taxonomy beside it. Arelle loads and validates
it, offline. Each fact it holds is turned back into a metric, a value in our unit, the decimals, a period and the
dimensions, and must equal the figure or cell that it was written from. "valid" are the releases on which Arelle logs
nothing above a note, but for facts of one thing that disagree: the releases themselves state those.
"""

import argparse
import json
import sys
import tempfile
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import tieout
from tieout.facts import Bound, Fact, Period, Quantity
from tieout.metrics import metric
from tieout.output.xbrl_json import (
    TAXONOMY,
    name_to_token,
    report_to_xbrl_facts,
    report_to_xbrl_json,
    taxonomy,
    text_to_xml,
)
from tieout.report import Report
from tieout.tables import Cell, Table

SUFFIXES = {".txt", ".htm", ".html", ".md"}
PURE = {"%": 100, "pp": 100, "bp": 10000, "x": 1}
"""How many of our units are the number one."""
QUIET = {"info", "debug"}


@dataclass(frozen=True)
class Stated:
    """A fact in the terms that both sides have: numbers of no unit as they are, names of units as XML has them."""

    metric: str
    value: Decimal
    decimals: int
    unit: str
    start: date | None
    end: date
    dimensions: frozenset[tuple[str, str]]


@dataclass
class Counts:
    """What became of a release: its figures and cells, those written, those read back as ours, what went wrong."""

    release: str
    figures: int
    cells: int
    written: int
    same: int
    wrong: list[str]


def fact_to_stated(fact: Fact) -> Stated:
    """A figure of the prose, as it should come back."""
    assert fact.metric is not None and fact.period is not None
    marks = {
        "Segment": fact.segment,
        "Basis": fact.basis if fact.basis != "gaap" else None,
        "Status": fact.status if fact.status != "actual" else None,
        "Versus": str(fact.versus or "") if fact.aspect == "change" else None,
        "Bound": fact.bound or fact.hedge,
    }
    return _stated(fact.metric, fact.quantity, fact.period, marks, change=fact.aspect == "change")


def cell_to_stated(cell: Cell, table: Table, bound: Bound | None) -> Stated:
    """A cell, as it should come back."""
    assert cell.metric is not None and cell.period is not None and cell.quantity is not None
    marks = {
        "Segment": cell.segment,
        "Basis": cell.basis if cell.basis != "gaap" else None,
        "Status": "guidance" if table.kind == "guidance" else None,
        "Bound": bound,
    }
    return _stated(cell.metric, cell.quantity, cell.period, marks, change=False)


def _stated(name: str, quantity: Quantity, period: Period, marks: dict[str, str | None], *, change: bool) -> Stated:
    known = metric(name)
    ones = Decimal(PURE.get(quantity.unit, 1))
    value = quantity.value / ones
    step = quantity.step / ones
    decimals = -step.adjusted()
    return Stated(
        metric=name + "Change" * change,
        value=value if known.signed or change else abs(value),
        decimals=decimals if Decimal(1).scaleb(-decimals) == step else decimals - 1,
        unit="" if quantity.unit in PURE else "/".join(map(name_to_token, quantity.unit.split("/", 1))),
        start=None if known.period_type == "instant" else period.start,
        end=period.end,
        dimensions=frozenset((key, text_to_xml(mark)) for key, mark in marks.items() if mark),
    )


def read_to_stated(fact: Any) -> Stated:
    """A fact as Arelle holds it."""
    above, below = fact.unit.measures
    names = ["shares" if name.localName == "shares" else name.localName for name in (*above, *below)]
    unit = "/".join(["share" if k and name == "shares" else name for k, name in enumerate(names)])
    context = fact.context
    return Stated(
        metric=fact.qname.localName,
        value=fact.xValue if isinstance(fact.xValue, Decimal) else Decimal("nan"),
        decimals=int(fact.decimals),
        unit="" if unit == "pure" else unit,
        start=None if context.isInstantPeriod else context.startDatetime.date(),
        end=context.endDatetime.date() - timedelta(1),
        dimensions=frozenset((name.localName, of.typedMember.text) for name, of in context.qnameDims.items()),
    )


def report_to_stated(report: Report) -> dict[str, Stated]:
    """What should come back of a report, by the ids that `report_to_xbrl_facts` gives."""
    written = report_to_xbrl_facts(report)
    stated = {f"f{k}": fact_to_stated(fact) for k, fact in enumerate(report.facts) if f"f{k}" in written}
    for table in report.tables:
        for cell in table.cells:
            name = f"t{table.index}r{cell.row}c{cell.column}"
            two = sum((cell.row, cell.column) == (other.row, other.column) for other in table.cells) > 1
            if not two and name in written:
                stated[name] = cell_to_stated(cell, table, None)
            elif two:
                first = next(c for c in table.cells if (c.row, c.column) == (cell.row, cell.column))
                name, bound = (name, "low") if cell is first else (f"{name}-high", "high")
                if name in written:
                    stated[name] = cell_to_stated(cell, table, bound)
    assert stated.keys() == written.keys()
    return stated


def read_back(paths: Sequence[Path]) -> list[tuple[dict[str, Stated], list[str]]]:
    """For each file its facts by their ids, and what Arelle has against it: one session, offline, for all of them."""
    from arelle.api.Session import Session
    from arelle.RuntimeOptions import RuntimeOptions

    options = RuntimeOptions(
        entrypointFile="|".join(map(str, paths)),
        plugins="loadFromOIM",
        validate=True,
        keepOpen=True,
        internetConnectivity="offline",
        disablePersistentConfig=True,
    )
    with Session() as session:
        session.run(options, logFileName="logToBuffer")
        log = json.loads(session.get_logs("json"))["log"]
        models = {Path(model.uri).stem: model for model in session.get_models()}
        wrong: dict[str, list[str]] = {path.stem: [] for path in paths}
        for entry in log:
            if entry["level"] not in QUIET:
                name = Path(entry["refs"][0]["href"].partition("#")[0]).stem if entry["refs"] else paths[0].stem
                wrong[name].append(f"{entry['code']}: {entry['message']['text']}")
        return [
            ({fact.id: read_to_stated(fact) for fact in models[path.stem].facts}, wrong[path.stem]) for path in paths
        ]


def check(paths: Sequence[Path], folder: Path) -> Iterator[Counts]:
    """Releases written into `folder` and read back."""
    reports = [tieout.analyze(path) for path in paths]
    targets = [folder / f"r{k}.json" for k in range(len(paths))]
    for report, target in zip(reports, targets, strict=True):
        target.write_text(report_to_xbrl_json(report), "utf-8")
    for report, (read, wrong) in zip(reports, read_back(targets), strict=True):
        ours = report_to_stated(report)
        wrong += [f"{name}: {ours.get(name)} was read as {read.get(name)}" for name in _differing(ours, read)]
        same = sum(read.get(name) == fact for name, fact in ours.items())
        cells = sum(cell.quantity is not None for table in report.tables for cell in table.cells)
        yield Counts(report.release.name or "", len(report.facts), cells, len(ours), same, wrong)


def _differing(ours: dict[str, Stated], read: dict[str, Stated]) -> Iterator[str]:
    return (name for name in sorted(ours.keys() | read.keys()) if ours.get(name) != read.get(name))


def main() -> None:
    """Read the arguments, print a line a folder; exit with 1 if anything is not as it was."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", metavar="DIR", type=Path, nargs="+")
    parser.add_argument("--errors", type=int, default=0)
    args = parser.parse_args()
    if find_spec("arelle") is None:
        raise SystemExit("Arelle is not installed: pip install arelle-release")
    warnings.simplefilter("ignore")  # Arelle's own
    wrong: list[str] = []
    print(f"{'set':24}{'releases':>9}{'valid':>7}{'figures':>9}{'cells':>8}{'written':>9}{'the same':>10}")
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / TAXONOMY).write_text(taxonomy(), "utf-8")
        for folder in args.folders:
            paths = sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES and path.name != "README.md")
            found = list(check(paths, Path(name)))
            sums = [sum(getattr(one, column) for one in found) for column in ("figures", "cells", "written", "same")]
            valid = sum(not one.wrong for one in found)
            print(f"{folder.name:24}{len(found):9}{valid:7}{sums[0]:9}{sums[1]:8}{sums[2]:9}{sums[3]:10}", flush=True)
            wrong += [f"{one.release}: {message}" for one in found for message in one.wrong]
    print("\n".join(wrong[: args.errors]))
    sys.exit(bool(wrong))


if __name__ == "__main__":
    main()
