"""Ties of prose figures to cells in filings that others tagged, and answers derived from the cells of others' tables.

    python benchmarks/ties.py --shared ../shared

`ixbrl_recon`, scored as its reference scorer does: each figure becomes a fact with the filer's period, its concept's
words for a label and its members for a segment. Cells are labelled once by their concepts too, so that what is measured
is reconciling alone, and once as they are printed.

`tatqa_tables`: the derived answers, each as a fact over a table of its operands alone, once with the answer and once
a tenth off: the one has to follow by the operation that was asked for, the other not at all. (A unit of the last digit
off may be right, too: answers are often given to more digits than the operands warrant.)
"""

import argparse
import json
import re
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from tieout.facts import Fact, Period, Place, Quantity
from tieout.metrics import match_label, metrics
from tieout.reconcile import reconcile
from tieout.tables import Cell, Column, Row, Table, TableKind

KINDS: dict[str, TableKind] = {"IS": "income_statement", "BS": "balance_sheet", "CF": "cash_flow"}
UNITS = {"USD/shares": "USD/share", "pure": "%", "USD": "USD", "shares": "shares"}
MAGNITUDES = {"thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--errors", type=int, default=0, help="print so many ties missed and made up")
    args = parser.parse_args()
    folder = args.shared / "external"
    tables = {record["id"]: record for record in _records(folder / "ixbrl_tables.jsonl")}
    filings = list(_records(folder / "ixbrl_recon.jsonl"))
    members = _members(folder / "ixbrl_prose.jsonl")
    for printed in (False, True):
        measure(filings, tables, members, printed=printed, errors=args.errors)
    measure_answers(list(_records(folder / "tatqa_tables.jsonl")), errors=args.errors)


def measure(
    filings: list[dict[str, Any]],
    tables: dict[str, dict[str, Any]],
    members: dict[tuple[str, int], dict[str, str]],
    *,
    printed: bool,
    errors: int,
) -> None:
    """Print how many ties are found and made up, with rows labelled as printed or by their concepts."""
    tally: Counter[str] = Counter()
    seconds = 0.0
    shown: list[str] = []
    for filing in filings:
        names = [name for name in filing["tables"] if name in tables]
        built = [record_to_table(tables[name], index, printed=printed) for index, name in enumerate(names)]
        facts = [figure_to_fact(f, members.get((f["para"], f["start"]), {})) for f in filing["figures"]]
        began = time.perf_counter()
        findings = reconcile(facts, built)
        seconds += time.perf_counter() - began
        for figure, finding in zip(filing["figures"], findings, strict=True):
            found = {(names[ref.table], ref.row, ref.column) for ref in finding.cells if finding.tie == "tied"}
            gold = {(t["table"], t["row"], t["col"]) for t in figure["ties"] if t["table"] in tables}
            if figure["status"] == "tied" and gold:
                tally["tied"] += 1
                tally["hit"] += bool(found & gold)
                tally["off"] += bool(found - gold)
                if not found & gold:
                    shown.append(f"missed {figure['text']} {figure['concept']} {finding.message}")
            elif figure["status"] == "no-candidate":
                tally["none"] += 1
                tally["false"] += bool(found)
                tally["contradicted"] += finding.tie == "contradicted"
                if found or finding.tie == "contradicted":
                    shown.append(f"{finding.tie} {figure['text']} {figure['concept']} {finding.message}")
    print(
        f"rows {'as printed' if printed else 'by concept'}: "
        f"recall {tally['hit'] / max(tally['tied'], 1):.3f} of {tally['tied']} ties whose tables are here, "
        f"also a wrong cell {tally['off'] / max(tally['tied'], 1):.3f}; "
        f"false ties {tally['false'] / max(tally['none'], 1):.4f} and contradictions "
        f"{tally['contradicted'] / max(tally['none'], 1):.4f} of {tally['none']} figures without a candidate; "
        f"{seconds * 1000:.0f} ms"
    )
    for error in shown[:errors]:
        print("-", error)


def record_to_table(record: dict[str, Any], index: int, *, printed: bool) -> Table:
    """A table of tagged cells, its columns those of the filer's grid."""
    kind = KINDS.get(record["kind"], "other")
    by_row: dict[int, str] = {}
    cells = []
    width = max((len(row) for row in record["table"]), default=0)
    for tagged in record["cells"]:
        unit = UNITS.get(tagged["unit"] or "", tagged["unit"] or "USD")
        label = tagged["label"] if printed else concept_to_label(tagged["concept"])
        by_row[tagged["row"]] = label or ""
        value = Decimal(str(tagged["shown"] if unit == "%" else tagged["value"]))
        step = Decimal(1).scaleb(-_decimals(tagged["text"])) * (
            1 if unit == "%" else Decimal(10) ** (tagged["scale"] or 0)
        )
        quantity = Quantity(value, unit, step)
        match = match_label(label or "", kind=quantity.kind, table_kind=kind) if printed else None
        name = concept_to_metric(tagged["concept"]) or (match.metric if match else None)
        cells.append(
            Cell(
                tagged["row"], tagged["col"], tagged["text"], Place(0, 0), quantity,
                period=_period(tagged["period"]), metric=name, segment=_segment(tagged.get("dims") or {}),
            )
        )  # fmt: skip
    rows = tuple(Row(by_row.get(k, ""), (by_row.get(k, ""),)) for k in range(len(record["table"])))
    title = record["caption"][-1] if record["caption"] else ""
    return Table(index, Place(0, 0), title, kind, 1, "USD", (Column(""),) * width, rows, tuple(cells))


def figure_to_fact(figure: dict[str, Any], dims: dict[str, str]) -> Fact:
    """A figure as a fact whose label are the words of its concept."""
    unit = UNITS.get(figure["unit"] or "", figure["unit"] or "USD")
    value = Decimal(str(figure["value"])) * (100 if unit == "%" else 1)
    magnitude = next((k for word, k in MAGNITUDES.items() if word in figure["text"].lower()), 1)
    step = Decimal(1).scaleb(-_decimals(figure["text"])) * magnitude
    return Fact(
        Quantity(value, unit, step), concept_to_metric(figure["concept"]), concept_to_label(figure["concept"]),
        _segment(dims), "gaap", "level", _period(figure["period"]), None, "actual", None, None,
        Place(figure["start"], figure["end"]), figure["text"], None, "tagged", 1.0,
    )  # fmt: skip


OPERATIONS = {
    "pct_change": ("growth",),
    "difference": ("difference", "points"),
    "sum": ("sum", "sum of periods"),
    "average": ("average",),
}
FIRST_YEAR = 2015
OFF = Decimal("0.1")
"""So far off, as a share of it, an answer is wrong."""
SCALES = {"thousand": 1000, "million": 10**6, "billion": 10**9}


def measure_answers(records: list[dict[str, Any]], *, errors: int) -> None:
    """Print how many derived answers follow from their operands by the right operation, and how many wrong ones do."""
    tally: Counter[str] = Counter()
    shown: list[str] = []
    for record in records:
        for answer in record["derived"]:
            tally["answers"] += 1
            for off in (Decimal(0), OFF):
                fact, table = answer_to_fact(answer, off=off)
                (finding,) = reconcile([fact], [table])
                right = finding.tie == "derived" and finding.operation in OPERATIONS[answer["op"]]
                tally[f"right {off}"] += right
                if right == bool(off):
                    shown.append(f"{'made up' if off else 'missed'} {answer['derivation']} = {answer['answer']}")
    print(
        f"derived answers: operation and value right {tally['right 0'] / tally['answers']:.3f} of {tally['answers']}, "
        f"one a tenth off taken for right {tally[f'right {OFF}'] / tally['answers']:.3f}"
    )
    for error in shown[:errors]:
        print("-", error)


def answer_to_fact(answer: dict[str, Any], *, off: Decimal) -> tuple[Fact, Table]:
    """A derived answer, by such a share of it off, and the table of its operands: a row over years, latest
    first, or for sums of several things a row for each of them."""
    op, texts = answer["op"], [operand["text"] for operand in answer["operands"]]
    values = [_printed_value(text) for text in texts]
    scale = SCALES.get(answer["scale"], 1)
    percent = op != "pct_change" and answer["scale"] == "percent"
    unit = "%" if percent else "USD"
    if op in ("pct_change", "difference"):
        first = _first_of(answer["derivation"], values)
        values = [values[first], values[1 - first]]
    years = [Period(date(FIRST_YEAR - k, 12, 31), date(FIRST_YEAR - k, 1, 1)) for k in range(len(values))]
    several = op == "sum" and len({operand["row"] for operand in answer["operands"]}) > 1 and len(values) == 2
    cells = [
        Cell(
            k if several else 0, 0 if several else k, texts[k], Place(0, 0),
            Quantity(value * scale, unit, _step(texts[k]) * scale), period=years[0 if several else k],
        )
        for k, value in enumerate(values)
    ]  # fmt: skip
    names = ["first item", "second item"] if several else ["item"]
    table = Table(
        0, Place(0, 0), "", "other", scale, "USD", (Column(""),) * len(values),
        tuple(Row(name, (name,)) for name in names), tuple(cells),
    )  # fmt: skip
    change = op in ("pct_change", "difference")
    shown = Decimal(str(answer["answer"]))
    step = max(map(_step, texts)) if op in ("difference", "sum") else Decimal(1).scaleb(-_decimals(str(shown)))
    stated = "%" if op == "pct_change" else "pp" if percent and change else unit
    factor = scale if stated == "USD" else 1
    label = {"sum": " and ".join(names), "average": "average item"}.get(op, "item")
    period = years[0] if change or several else Period(years[0].end, years[-1].start)
    fact = Fact(
        Quantity((shown + abs(shown) * off) * factor, stated, step * factor), None, label, None, "gaap",
        "change" if change else "level", period, years[1] if change else None, "actual", None, None, Place(0, 0),
        str(shown), None, "tagged", 1.0,
    )  # fmt: skip
    return fact, table


def _first_of(derivation: str, values: list[Decimal]) -> int:
    """Which of two operands stands first in a derivation: the later one, from which the other is taken."""
    found = re.search(r"[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+", derivation)
    number = Decimal(found[0].replace(",", "")) if found else None
    return next((k for k, value in enumerate(values) if number is not None and abs(value) == number), 0)


def _printed_value(text: str) -> Decimal:
    number = re.search(r"[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+", text)
    value = Decimal(number[0].replace(",", "")) if number else Decimal(0)
    return -value if "(" in text or text.strip().startswith("-") else value


def _step(text: str) -> Decimal:
    return Decimal(1).scaleb(-_decimals(text))


def concept_to_label(concept: str) -> str:
    """The words of a concept: "us-gaap:UnrecognizedTaxBenefits" is "unrecognized tax benefits"."""
    return " ".join(re.findall(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[0-9]+", concept.partition(":")[2])).lower()


def concept_to_metric(concept: str) -> str | None:
    """Our metric for a concept of the taxonomy."""
    name = concept.partition(":")[2]
    return next((m.name for m in metrics().values() if name == m.us_gaap or name in m.concepts), None)


def _segment(dims: dict[str, str]) -> str | None:
    return " ".join(concept_to_label(member).removesuffix(" member") for member in dims.values()) or None


def _period(period: dict[str, str] | None) -> Period | None:
    if not period:
        return None
    if "instant" in period:
        return Period(date.fromisoformat(period["instant"]))
    return Period(date.fromisoformat(period["end"]), date.fromisoformat(period["start"]))


def _decimals(text: str) -> int:
    found = re.search(r"\d\.(\d+)", text)
    return len(found[1]) if found else 0


def _members(path: Path) -> dict[tuple[str, int], dict[str, str]]:
    found: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for paragraph in _records(path):
        for span in paragraph["spans"]:
            found[paragraph["id"], span["start"]] = span.get("dims") or {}
    return found


def _records(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


if __name__ == "__main__":
    main()
