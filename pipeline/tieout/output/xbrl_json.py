"""Reports as xBRL-JSON (OIM 1.0), and the taxonomy that they need: for programs that read or check XBRL.

A figure of the prose and a cell that states the same thing are duplicate facts: with `decimals` as printed, an XBRL
processor finds for itself which of them are inconsistent.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from xml.sax.saxutils import quoteattr

from tieout.facts import Bound, Fact, Period, Quantity
from tieout.metrics import Metric, metric, metrics
from tieout.report import Report
from tieout.schema import number_to_text
from tieout.tables import Cell, Table

TAXONOMY = "tieout-metrics.xsd"
"""What a file of `report_to_xbrl_json` calls the taxonomy beside it."""
CONCEPTS = "urn:tieout:metrics"
ENTITIES = "urn:tieout:releases"
NAMESPACES = {
    "xbrl": "https://xbrl.org/2021",
    "xbrli": "http://www.xbrl.org/2003/instance",
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "tieout": CONCEPTS,
    "release": ENTITIES,
}
DIMENSIONS = ("Segment", "Basis", "Status", "Versus", "Bound")
"""What XBRL does not know of a figure, as typed dimensions: left out where it is nothing special."""
TYPES = {"money": "monetary", "shares": "shares", "percent": "pure", "ratio": "pure", "points": "pure"}
NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
PER = {"%": Decimal(100), "pp": Decimal(100), "bp": Decimal(10000)}


@dataclass(frozen=True, slots=True)
class XbrlFact:
    """A fact of OIM: `decimals` as XBRL counts them, `unit` and `period` as xBRL-JSON writes them.

    `dimensions` are the taxonomy-defined ones that are set, by their local names.
    """

    concept: str
    value: Decimal
    decimals: int
    unit: str | None
    period: str
    entity: str
    dimensions: tuple[tuple[str, str], ...] = ()


def report_to_xbrl_json(report: Report) -> str:
    """The facts and cells of a report that have a metric and a period, as xBRL-JSON; `taxonomy` goes beside it."""
    return facts_to_xbrl_json(report_to_xbrl_facts(report))


def report_to_xbrl_facts(report: Report) -> dict[str, XbrlFact]:
    """The facts and cells of a report that XBRL has a place for, by their ids.

    Figures are called `f0`, `f1` ... as the report's facts are numbered, cells `t0r1c2` by table, row and column; the
    upper end of a range that a cell prints is `t0r1c2-high`.
    """
    entity = name_to_token(report.release.name or "release")
    found = {f"f{k}": fact_to_xbrl(fact, entity) for k, fact in enumerate(report.facts)}
    for table in report.tables:
        ends = Counter((cell.row, cell.column) for cell in table.cells)
        for cell in table.cells:
            name = f"t{table.index}r{cell.row}c{cell.column}"
            if ends[cell.row, cell.column] == 1:
                found[name] = cell_to_xbrl(cell, table, entity)
            elif name not in found:
                found[name] = cell_to_xbrl(cell, table, entity, bound="low")
            else:
                found[f"{name}-high"] = cell_to_xbrl(cell, table, entity, bound="high")
    return {name: fact for name, fact in found.items() if fact is not None}


def facts_to_xbrl_json(facts: Mapping[str, XbrlFact]) -> str:
    """Facts by their ids as one report of xBRL-JSON."""
    info = {
        "documentType": "https://xbrl.org/2021/xbrl-json",
        "namespaces": NAMESPACES,
        "taxonomy": [TAXONOMY],
    }
    return json.dumps({"documentInfo": info, "facts": {k: _to_record(fact) for k, fact in facts.items()}}, indent=1)


def fact_to_xbrl(fact: Fact, entity: str) -> XbrlFact | None:
    """A figure of the prose; `None` where XBRL has no place for it, without a metric or a period."""
    if fact.metric is None or fact.period is None:
        return None
    change = fact.aspect == "change"
    dimensions = {
        "Segment": fact.segment,
        "Basis": "non-gaap" if fact.basis == "non-gaap" else None,
        "Status": "guidance" if fact.status == "guidance" else None,
        "Versus": str(fact.versus) if change and fact.versus else None,
        "Bound": fact.bound or fact.hedge,
    }
    return _to_xbrl(metric(fact.metric), fact.quantity, fact.period, entity, dimensions, change=change)


def cell_to_xbrl(cell: Cell, table: Table, entity: str, *, bound: Bound | None = None) -> XbrlFact | None:
    """A cell that holds an amount of a period; `None` for any other. `bound` is which end of a range it is."""
    if cell.metric is None or cell.period is None or cell.quantity is None or cell.measure is not None:
        return None
    dimensions = {
        "Segment": cell.segment,
        "Basis": "non-gaap" if cell.basis == "non-gaap" else None,
        "Status": "guidance" if table.kind == "guidance" else None,
        "Bound": bound,
    }
    return _to_xbrl(metric(cell.metric), cell.quantity, cell.period, entity, dimensions, change=False)


def _to_xbrl(
    measured: Metric,
    quantity: Quantity,
    period: Period,
    entity: str,
    dimensions: Mapping[str, str | None],
    *,
    change: bool,
) -> XbrlFact | None:
    instant = measured.period_type == "instant"
    if (not change and quantity.kind not in measured.kinds) or (not instant and period.start is None):
        return None
    if period.end == date.max:  # XBRL would end it a day later
        return None
    per = PER.get(quantity.unit, Decimal(1))
    signed = measured.signed or change
    return XbrlFact(
        concept=f"{measured.name}Change" if change else measured.name,
        value=(quantity.value if signed else abs(quantity.value)) / per,
        decimals=step_to_decimals(quantity.step / per),
        unit=unit_to_xbrl(quantity),
        period=period_to_xbrl(Period(period.end) if instant else period),
        entity=entity,
        dimensions=tuple((name, text_to_xml(value)) for name, value in dimensions.items() if value),
    )


def step_to_decimals(step: Decimal) -> int:
    """To how many decimals a figure is exact that is printed to this weight of its last digit.

    >>> step_to_decimals(Decimal(100000)), step_to_decimals(Decimal("0.01")), step_to_decimals(Decimal("0.25"))
    (-5, 2, 0)
    """
    exponent = step.adjusted()
    return -exponent if step == Decimal(1).scaleb(exponent) else -exponent - 1


def unit_to_xbrl(quantity: Quantity) -> str | None:
    """The unit as xBRL-JSON has it; none of a pure number.

    >>> [unit_to_xbrl(Quantity(Decimal(83), unit, Decimal(1))) for unit in ("USD/short ton", "barrel/day")]
    ['iso4217:USD/tieout:short_ton', 'tieout:barrel/tieout:day']
    """
    match quantity.kind:
        case "percent" | "points" | "ratio":
            return None
        case "shares":
            return "xbrli:shares"
    counted, _, per = quantity.unit.partition("/")
    above = f"tieout:{name_to_token(counted)}" if quantity.kind == "quantity" else f"iso4217:{counted}"
    if not per:
        return above
    return f"{above}/" + ("xbrli:shares" if per == "share" else f"tieout:{name_to_token(per)}")


def period_to_xbrl(period: Period) -> str:
    """A period from midnight to midnight: XBRL ends a day when the next begins.

    >>> from datetime import date
    >>> period_to_xbrl(Period(date(2002, 12, 31), date(2002, 10, 1)))
    '2002-10-01T00:00:00/2003-01-01T00:00:00'
    """
    end = f"{period.end + timedelta(1)}T00:00:00"
    return f"{period.start}T00:00:00/{end}" if period.start else end


def name_to_token(name: str) -> str:
    """A name in the letters that XML allows in one.

    >>> name_to_token("10-K 2031.txt")
    '_10-K_2031.txt'
    """
    token = re.sub(r"[^A-Za-z0-9_.-]+", "_", name).strip("_") or "_"
    return token if token[0].isalpha() or token[0] == "_" else f"_{token}"


def text_to_xml(text: str) -> str:
    """Text of a release with a blank for each character that XML does not have.

    >>> text_to_xml("North\\x0bAmerica")
    'North America'
    """
    return NOT_XML.sub(" ", text)


def _to_record(fact: XbrlFact) -> dict[str, object]:
    dimensions = {
        "concept": f"tieout:{fact.concept}",
        "entity": f"release:{fact.entity}",
        "period": fact.period,
        **({"unit": fact.unit} if fact.unit else {}),
        **{f"tieout:{name}": value for name, value in fact.dimensions},
    }
    return {"value": number_to_text(fact.value), "decimals": fact.decimals, "dimensions": dimensions}


def taxonomy() -> str:
    """The taxonomy of all metrics, as the XML schema that `TAXONOMY` names: each metric's amounts and their changes."""
    return "\n".join(
        (
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<xsd:schema xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xbrli="http://www.xbrl.org/2003/instance"',
            f'    xmlns:xbrldt="http://xbrl.org/2005/xbrldt" xmlns:tieout="{CONCEPTS}" targetNamespace="{CONCEPTS}"',
            '    elementFormDefault="qualified">',
            '<xsd:import namespace="http://www.xbrl.org/2003/instance"',
            '    schemaLocation="http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd"/>',
            '<xsd:import namespace="http://xbrl.org/2005/xbrldt"',
            '    schemaLocation="http://www.xbrl.org/2005/xbrldt-2005.xsd"/>',
            '<xsd:element name="Words" id="tieout_Words" type="xsd:string"/>',
            *(_dimension(name) for name in DIMENSIONS),
            *(line for measured in metrics().values() for line in _concepts(measured)),
            "</xsd:schema>",
            "",
        )
    )


def _dimension(name: str) -> str:
    return (
        f'<xsd:element name="{name}" id="tieout_{name}" type="xbrli:stringItemType" abstract="true" nillable="true"'
        ' substitutionGroup="xbrldt:dimensionItem" xbrli:periodType="duration" xbrldt:typedDomainRef="#tieout_Words"/>'
    )


def _concepts(measured: Metric) -> Iterator[str]:
    """The elements of a metric: its own, of the type that its units allow, and that of its changes in any unit."""
    kinds = {TYPES.get(kind, "decimal") for kind in measured.kinds}
    of = kinds.pop() if len(kinds) == 1 else "decimal"
    balance = f" xbrli:balance={quoteattr(measured.balance)}" if of == "monetary" and not measured.signed else ""
    for name, type_, more in ((measured.name, of, balance), (f"{measured.name}Change", "decimal", "")):
        yield (
            f'<xsd:element name="{name}" id="tieout_{name}" type="xbrli:{type_}ItemType" nillable="true"'
            f' substitutionGroup="xbrli:item" xbrli:periodType="{measured.period_type}"{more}/>'
        )
