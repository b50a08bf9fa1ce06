"""Reports as xBRL-JSON, and Arelle as an independent judge of which figures and cells are inconsistent."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from importlib.util import find_spec
from pathlib import Path
from xml.etree import ElementTree

import pytest

import tieout
from tieout.facts import CellRef, Fact, Period, Place, Quantity, Tie
from tieout.metrics import match_label, metric, metrics
from tieout.output.xbrl_json import (
    TAXONOMY,
    XbrlFact,
    cell_to_xbrl,
    fact_to_xbrl,
    facts_to_xbrl_json,
    report_to_xbrl_facts,
    report_to_xbrl_json,
    taxonomy,
)
from tieout.reconcile import reconcile
from tieout.report import Report
from tieout.tables import Cell, Column, Row, Table

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "corpus"
Q2 = Period(date(2031, 6, 30), date(2031, 4, 1))
Pairs = Mapping[str, tuple[XbrlFact, XbrlFact]]

RELEASE = """\
Orrin Valley Foods Reports Second Quarter 2031 Results

DULUTH, Minn., August 3, 2031 -- Orrin Valley Foods, Inc. today announced results for the quarter ended June 30, 2031.

Net sales for the second quarter of 2031 were $48.3 million, up 15% from the second quarter of 2030. Net loss was $3.7
million, or $0.31 per share.

                      CONSOLIDATED STATEMENTS OF OPERATIONS
                  (in thousands, except per share amounts)

                                        Three Months Ended
                                             June 30,
                                         2031          2030
                                     --------      --------
Net sales                            $ 48,316      $ 41,927
Gross margin                            34.9%         33.1%
Net loss                             $ (3,742)     $ (2,812)
Net loss per share                   $  (0.31)     $  (0.24)
"""

# Printed in the prose, and in a cell: figures and their units, the step of each, and what we make of it.
PRINTED = [
    ("7400000", "100000", "7375000", "1000", "USD", "Revenues", "revenues", "tied"),
    ("7350000", "10000", "7375000", "1000", "USD", "Revenues", "revenues", "contradicted"),
    ("7735000", "1000", "7375000", "1000", "USD", "Revenues", "revenues", "contradicted"),
    ("4700000", "100000", "7400000", "100000", "USD", "Revenues", "revenues", "contradicted"),
    ("7370000000", "10000000", "7375000", "1000", "USD", "Revenues", "revenues", "contradicted"),
    ("591000", "1000", "-591000", "1000", "USD", "NetIncomeLoss", "net income", "contradicted"),
    ("-591000", "1000", "-591000", "1000", "USD", "NetIncomeLoss", "net loss", "tied"),
    ("-600000", "100000", "-591000", "1000", "USD", "NetIncomeLoss", "net loss", "tied"),
    ("1.86", "0.01", "1.86", "0.01", "USD/share", "EarningsPerShareDiluted", "diluted EPS", "tied"),
    ("1.68", "0.01", "1.86", "0.01", "USD/share", "EarningsPerShareDiluted", "diluted EPS", "contradicted"),
    ("34.9", "0.1", "34.9", "0.1", "%", "GrossMargin", "gross margin", "tied"),
    ("35", "1", "34.9", "0.1", "%", "GrossMargin", "gross margin", "tied"),
    ("43.9", "0.1", "34.9", "0.1", "%", "GrossMargin", "gross margin", "contradicted"),
    ("7380000", "10000", "7375000", "1000", "USD", "Revenues", "revenues", "tied"),  # the ends of intervals meet
    ("7370000", "10000", "7375000", "1000", "USD", "Revenues", "revenues", "tied"),
]  # fmt: skip


def printed(row: tuple[str, ...]) -> tuple[Fact, Table]:
    """A figure of the prose, and a table whose only cell states it too."""
    said, step, held, cell_step, unit, name, label, _ = row
    quantity = Quantity(Decimal(held), unit, Decimal(cell_step))
    match = match_label(label)
    assert match is not None and match.metric == name
    cell = Cell(0, 0, held, Place(0, 1), quantity, period=Q2, metric=name)
    table = Table(
        0, Place(0, 1), "Table", "income_statement", 1, "USD", (Column(""),), (Row(label, (label,)),), (cell,)
    )
    fact = Fact(
        Quantity(Decimal(said), unit, Decimal(step)), name, label, None, "gaap", "level", Q2, None, "actual", None,
        None, Place(0, 1), said, None, "level; named before; period before", 0.95,
    )  # fmt: skip
    return fact, table


def pair(fact: Fact, held: Quantity, entity: str) -> tuple[XbrlFact, XbrlFact] | None:
    """A figure, and what its cell holds, as facts of one thing; `None` where XBRL has none for it."""
    stated = fact_to_xbrl(fact, entity)
    of_cell = fact_to_xbrl(replace(fact, quantity=replace(held, unit=fact.quantity.unit)), entity)
    return None if stated is None or of_cell is None else (stated, of_cell)


def of_report(report: Report, name: str) -> Iterator[tuple[str, Tie, tuple[XbrlFact, XbrlFact]]]:
    """The figures of a report that a cell states or contradicts, as printed: no words widen them."""
    for k, (fact, finding) in enumerate(zip(report.facts, report.findings, strict=True)):
        plain = fact.hedge is None and fact.bound is None and finding.operation == "level"
        if not plain or finding.tie not in (Tie.TIED, Tie.CONTRADICTED):
            continue
        for n, ref in enumerate(finding.cells):
            quantity = next(
                c.quantity for c in report.tables[ref.table].cells if CellRef(ref.table, c.row, c.column) == ref
            )
            if quantity is None or quantity.kind != fact.quantity.kind:
                continue
            scale = report.tables[ref.table].scale
            if finding.computed == quantity.value * scale:  # read in the table's thousands, which may be of tons, too
                quantity = replace(quantity, value=quantity.value * scale, step=quantity.step * scale)
            said = fact.quantity
            if finding.diagnosis != "sign":  # tables print either
                said, quantity = (replace(one, value=abs(one.value)) for one in (said, quantity))
            entity = f"{name}.{k}.{n}"
            if found := pair(replace(fact, quantity=said), quantity, entity):
                yield entity, finding.tie, found


def judged_by_arelle(facts: Mapping[str, XbrlFact], folder: Path) -> set[str]:
    """The ids of the facts that Arelle finds inconsistent with a duplicate; nothing else may be wrong with them."""
    (folder / TAXONOMY).write_text(taxonomy(), "utf-8")
    (folder / "facts.json").write_text(facts_to_xbrl_json(facts), "utf-8")
    (folder / "log.json").unlink(missing_ok=True)
    options = ["--file", "facts.json", "--validate", "--validateDuplicateFacts", "inconsistent", "--workOffline"]
    options += ["--disablePersistentConfig", "--plugins", "loadFromOIM", "--logFile", "log.json"]
    subprocess.run(
        [sys.executable, "-m", "arelle.CntlrCmdLine", *options], cwd=folder, check=True, capture_output=True, timeout=60
    )
    log = [entry for entry in json.loads((folder / "log.json").read_text("utf-8"))["log"] if entry["level"] != "info"]
    assert {entry["code"] for entry in log} <= {"arelle:duplicateFacts"}, log[:3]
    return {ref["href"].rpartition("#")[2] for entry in log for ref in entry["refs"]}


def test_a_report_in_xbrl() -> None:
    report = tieout.analyze(RELEASE, name="orrin 2031.txt")
    facts = json.loads(report_to_xbrl_json(report))["facts"]
    sales = facts["f0"]
    assert sales == {
        "value": "48300000",
        "decimals": -5,
        "dimensions": {
            "concept": "tieout:Revenues",
            "entity": "release:orrin_2031.txt",
            "period": "2031-04-01T00:00:00/2031-07-01T00:00:00",
            "unit": "iso4217:USD",
        },
    }
    growth = facts["f1"]
    assert (growth["value"], growth["decimals"], "unit" in growth["dimensions"]) == ("0.15", 2, False)
    assert growth["dimensions"]["tieout:Versus"] == "2030-04-01/2030-06-30"
    assert facts["f3"]["dimensions"]["unit"] == "iso4217:USD/xbrli:shares"
    assert (facts["t0r0c1"]["value"], facts["t0r0c1"]["decimals"]) == ("41927000", -3)
    assert (facts["t0r1c0"]["value"], facts["t0r1c0"]["decimals"]) == ("0.349", 3)


def test_the_taxonomy_has_every_metric() -> None:
    elements = {element.get("name") for element in ElementTree.fromstring(taxonomy())}
    assert {name for known in metrics() for name in (known, f"{known}Change")} <= elements


def test_what_xbrl_has_no_place_for() -> None:
    fact, table = printed(PRINTED[0])
    assert fact_to_xbrl(replace(fact, metric=None), "e") is None
    assert fact_to_xbrl(replace(fact, period=None), "e") is None
    assert cell_to_xbrl(replace(table.cells[0], measure="percent_of_revenue"), table, "e") is None


@pytest.mark.skipif(find_spec("arelle") is None, reason="Arelle is not installed")
def test_arelle_agrees_on_what_is_tied_and_what_is_contradicted(tmp_path: Path) -> None:
    ties: dict[str, Tie] = {}
    pairs: dict[str, tuple[XbrlFact, XbrlFact]] = {}
    for number, row in enumerate(PRINTED):
        fact, table = printed(row)
        (finding,) = reconcile([fact], [table])
        assert finding.tie == row[-1], (row, finding.message)
        held = table.cells[0].quantity
        assert held is not None
        found = pair(fact, held, f"printed.{number}")
        assert found is not None
        ties[f"printed.{number}"], pairs[f"printed.{number}"] = finding.tie, found
    for path in with_contradictions():
        for name, tie, found in of_report(tieout.analyze(path), path.stem):
            ties[name], pairs[name] = tie, found
    assert min(sum(tie is wanted for tie in ties.values()) for wanted in (Tie.TIED, Tie.CONTRADICTED)) > 8
    facts = {f"{name}.{side}": fact for name, two in pairs.items() for side, fact in zip("pc", two, strict=True)}
    wrong = judged_by_arelle(facts, tmp_path)
    disagreed = {
        name: (tie, pairs[name]) for name, tie in ties.items() if (tie is Tie.CONTRADICTED) != (f"{name}.p" in wrong)
    }
    assert disagreed == {}


def with_contradictions() -> list[Path]:
    """Releases of the corpus whose labels say that a figure contradicts the tables."""
    found = []
    for labels in sorted(CORPUS.glob("*.labels.json")):
        record = json.loads(labels.read_text("utf-8"))
        if any(fact.get("tie") == "contradicted" for fact in record["facts"]):
            found.append(CORPUS / record["release"])
    return found


@pytest.mark.skipif(find_spec("arelle") is None, reason="Arelle is not installed")
def test_a_whole_report_is_valid(tmp_path: Path) -> None:
    report = tieout.analyze(RELEASE, name="orrin 2031.txt")
    found = {f"f{k}": fact_to_xbrl(fact, "orrin") for k, fact in enumerate(report.facts)}
    table = report.tables[0]
    found |= {f"r{cell.row}c{cell.column}": cell_to_xbrl(cell, table, "orrin") for cell in table.cells}
    facts = {name: fact for name, fact in found.items() if fact}
    assert judged_by_arelle(facts, tmp_path) == set()
    wrong = replace(facts["f0"], value=facts["f0"].value + 10**6)
    assert judged_by_arelle({**facts, "f0": wrong}, tmp_path) == {"f0", "r0c0"}


@pytest.mark.skipif(find_spec("arelle") is None, reason="Arelle is not installed")
def test_every_release_of_the_corpus_is_valid_and_read_back_as_it_was() -> None:
    command = [sys.executable, ROOT / "benchmarks" / "xbrl_json.py", CORPUS, "--errors", "5"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=180)
    assert done.returncode == 0, done.stdout + done.stderr
    releases, valid, figures, cells, written, same = map(int, done.stdout.splitlines()[1].split()[1:])
    assert releases == valid == len(list(CORPUS.glob("*.labels.json")))
    assert figures + cells > written == same > 2000


def test_both_ends_of_a_range_in_a_cell_are_facts() -> None:
    _, table = printed(PRINTED[0])
    low = table.cells[0]
    assert low.quantity is not None
    high = replace(low, quantity=replace(low.quantity, value=low.quantity.value + 1000))
    report = tieout.analyze(RELEASE, name="orrin 2031.txt")
    facts = report_to_xbrl_facts(replace(report, facts=(), tables=(replace(table, cells=(low, high)),)))
    assert {name: (fact.value, fact.dimensions) for name, fact in facts.items()} == {
        "t0r0c0": (Decimal(7375000), (("Bound", "low"),)),
        "t0r0c0-high": (Decimal(7376000), (("Bound", "high"),)),
    }


def test_words_of_a_release_that_xml_cannot_hold_are_left_out() -> None:
    fact, _ = printed(PRINTED[0])
    stated = fact_to_xbrl(replace(fact, segment="North\x0b\ud800America"), "e")
    assert stated is not None
    assert stated.dimensions == (("Segment", "North  America"),)


def test_the_last_day_of_the_calendar_has_no_day_after_it() -> None:
    fact, _ = printed(PRINTED[0])
    assert fact_to_xbrl(replace(fact, period=Period(date.max, date(9999, 10, 1))), "e") is None


def test_a_metric_of_amounts_is_money_in_the_taxonomy() -> None:
    (revenues,) = [e for e in ElementTree.fromstring(taxonomy()) if e.get("name") == "Revenues"]
    assert revenues.get("type") == "xbrli:monetaryItemType"
    assert revenues.get("{http://www.xbrl.org/2003/instance}balance") == metric("Revenues").balance == "credit"
