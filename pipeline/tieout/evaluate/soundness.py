"""What makes labels sound: their form, and that each figure, metric and cell can be what the label says.

Checks yield messages that name the fact, what stands there and what was expected; labels with none are sound.
"""

import html
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from functools import cache
from itertools import pairwise
from typing import Any, get_args

from tieout.facts import Aspect, Basis, Bound, Period, Status, Tie, unit_kind
from tieout.rules import load_rules
from tieout.schema import Record, number_to_text

CHOICES: dict[str, tuple[str, ...]] = {
    "aspect": get_args(Aspect),
    "basis": get_args(Basis),
    "status": get_args(Status),
    "bound": get_args(Bound),
    "tie": tuple(Tie),
}
"""Fields of a fact that have one of a few values; `None` and a field left out are the usual one."""

_NUMBER = re.compile(
    r"(?P<whole>[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+)(?![0-9]*/)"  # 7,391.5 or .05
    r"(?:[ -](?P<over>[0-9]+)/(?P<under>[0-9]+))?"  # and 1/2
    r"[ -]?(?P<word>[A-Za-z]+)?"  # million
)
_CURRENCY_MARK = re.compile(r"[$€£¥]")
_POWERS = (0, 3, 6, 9, 12, -2)
"""Powers of ten that a figure may owe to a word outside its quote: "between $5 and $6 million", "20 to 25 cents"."""


def malformed_labels(labels: Record) -> Iterator[str]:
    """What keeps labels from being read at all: fields that are missing or of the wrong type or form."""
    tables = labels.get("tables", [])
    if not isinstance(tables, list):
        yield "tables are a list"
        tables = []
    for k, fact in enumerate(labels["facts"]):
        yield from _malformed(f"fact {k}", fact, _FACT_FORM)
        if isinstance(fact, dict):
            yield from _bad_choices(_name(k, fact), fact)
            for j, cell in enumerate(fact.get("cells") or ()):
                yield from _malformed(f"{_name(k, fact)}, cell {j}", cell, _REFERENCE_FORM)
    for k, table in enumerate(tables):
        yield from _malformed(f"table {k}", table, _TABLE_FORM)
        if isinstance(table, dict) and isinstance(table.get("cells", []), list):
            for j, cell in enumerate(table.get("cells", [])):
                yield from _malformed(f"table {k}, cell {j}", cell, _CELL_FORM)
    people = labels.get("people", [])
    for k, person in enumerate(people if isinstance(people, list) else ()):
        yield from _malformed(f"person {k}", person, {"name": (str,)})


_Form = dict[str, tuple[type, ...]]
_NUMERIC = (int, Decimal)
_FACT_FORM: _Form = {
    **{"start": (int,), "end": (int,), "quote": (str,), "value": (*_NUMERIC, type(None)), "unit": (str, type(None))},
}
_REFERENCE_FORM: _Form = {"table": (int,), "row": (str,), "col": (int,)}
_TABLE_FORM: _Form = {"columns": (list,)}
_CELL_FORM: _Form = {"row": (str,), "col": (int,), "value": (*_NUMERIC, type(None))}
_TYPE_NAMES = {int: "a whole number", Decimal: "a number", str: "a text", list: "a list", type(None): "null"}


def _malformed(where: str, record: Any, form: _Form) -> Iterator[str]:
    if not isinstance(record, dict):
        yield f"{where}: not an object but {record!r}"
        return
    for field, types in form.items():
        if field not in record:
            yield f"{where}: no {field!r}; it has {', '.join(record) or 'nothing'}"
        elif not isinstance(record[field], types) or isinstance(record[field], bool):
            wanted = " or ".join(dict.fromkeys(_TYPE_NAMES[t] for t in types))
            yield f"{where}: {field!r} is {record[field]!r}, not {wanted}"


def _bad_choices(where: str, fact: Record) -> Iterator[str]:
    for field, choices in CHOICES.items():
        if fact.get(field) is not None and fact[field] not in choices:
            yield f"{where}: {field} is {fact[field]!r}, not one of {', '.join(choices)}"
    for field in ("period", "versus"):
        if fact.get(field) is not None and not _is_period(fact[field]):
            yield f"{where}: {field} is {fact[field]!r}, not a day or start/end in ISO dates, the start first"


def _is_period(text: object) -> bool:
    try:
        period = Period.parse(str(text))
    except ValueError:
        return False
    return period.start is None or period.start <= period.end


def unsound_labels(labels: Record, source: str, metrics: Collection[str]) -> Iterator[str]:
    """What is wrong with labels of a release whose decoded text is `source`: a message for each unsound fact or cell.

    A fact is sound when its quote stands at its offsets (white space, tags and entities aside), its metric is known,
    its value and unit are ones that its quote can mean, and no other fact stands there; a tie that rests on cells has
    to name cells of tables that exist. The labels must not be malformed (`malformed_labels`).
    """
    tables = labels.get("tables", [])
    facts = labels["facts"]
    for k, fact in enumerate(facts):
        where = _name(k, fact)
        yield from (f"{where}: {what}" for what in _unsound_figure(fact, source))
        if fact.get("metric") is not None and fact["metric"] not in metrics:
            yield f"{where}: unknown metric {_with_hint(fact['metric'], metrics)}"
        if not fact.get("label"):
            yield f"{where}: no label"
        yield from (f"{where}: {what}" for what in _unsound_cells(fact, tables))
    ordered = sorted(range(len(facts)), key=lambda k: (facts[k]["start"], facts[k]["end"]))
    for one, other in pairwise(ordered):
        if facts[other]["start"] < facts[one]["end"]:
            yield f"{_name(other, facts[other])}: stands where {_name(one, facts[one])} does"
    for k, table in enumerate(tables):
        for cell in table.get("cells", []):
            where = f"table {k}, row {cell['row']!r}"
            if cell.get("metric") is not None and cell["metric"] not in metrics:
                yield f"{where}: unknown metric {_with_hint(cell['metric'], metrics)}"
            if not 0 <= cell["col"] < len(table["columns"]):
                yield f"{where}: no column {cell['col']}; it has {len(table['columns'])}"


def _name(k: int, fact: Record) -> str:
    return f"fact {k} ({fact.get('quote')!r} at {fact.get('start')})"


def _with_hint(metric: object, metrics: Collection[str]) -> str:
    near = get_close_matches(str(metric), metrics, n=2, cutoff=0.5)
    return f"{metric!r}" + (f"; near it: {', '.join(near)}" if near else "")


def _unsound_figure(fact: Record, source: str) -> Iterator[str]:
    slice_ = source[max(0, fact["start"]) : fact["end"]]
    if fact["end"] > len(source):
        yield f"ends at {fact['end']}, but the source has {len(source)} characters"
    elif bare(slice_) != bare(fact["quote"]):
        elsewhere = _nearest(source, fact["quote"], fact["start"])
        yield f"the source has {slice_!r} there" + (
            f"; the quote stands at {elsewhere}" if elsewhere is not None else ""
        )
    meant = meaning(fact["quote"])
    if meant is not None and not meant.allows(fact["value"]):
        value = "no value" if fact["value"] is None else number_to_text(Decimal(fact["value"]))
        yield f"cannot mean {value}" + (f", but {number_to_text(meant.value)}" if meant.whole else "")
    unit = fact.get("unit")
    if meant is not None and meant.units and unit not in meant.units:
        yield f"cannot be in {unit!r}, but in {' or '.join(meant.units)}"
    if unit is not None and _CURRENCY_MARK.search(fact["quote"]):
        kind = unit_kind(unit)
        if kind not in ("money", "per share", "unit price"):
            yield f"is money, but its unit is {unit!r}"


def _unsound_cells(fact: Record, tables: list[Record]) -> Iterator[str]:
    cells = fact.get("cells") or []
    if (fact.get("tie", "absent") != "absent") != bool(cells):
        yield f"{fact.get('tie', 'absent')} with {len(cells)} cells"
    for cell in cells:
        if not 0 <= cell["table"] < len(tables):
            yield f"no such cell: {cell}; there are {len(tables)} tables"
        elif not 0 <= cell["col"] < len(tables[cell["table"]]["columns"]):
            yield f"no such cell: {cell}; the table has {len(tables[cell['table']]['columns'])} columns"


def _nearest(source: str, quote: str, start: int) -> int | None:
    """Where the quote stands verbatim, nearest to `start`."""
    after, before = source.find(quote, max(0, start)), source.rfind(quote, 0, max(0, start) + len(quote))
    return min((at for at in (after, before) if at >= 0), key=lambda at: abs(at - start), default=None)


def bare(text: str) -> str:
    """Text without tags, entities and white space: what of it is print.

    >>> bare("<b>$7.4</b>&nbsp;\\n million")
    '$7.4million'
    """
    return re.sub(r"\s+", "", html.unescape(re.sub(r"<[^<>]*>", "", text)))


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a quote can mean: the number it prints, `whole` where nothing outside the quote can scale it, its units."""

    value: Decimal
    whole: bool
    units: tuple[str, ...] = ()

    def allows(self, value: Decimal | int | None) -> bool:
        """Whether a value, whatever its sign, is the number printed, or where the quote leaves it open, its scaling."""
        if value is None:
            return False
        return any(abs(value) == self.value.scaleb(power) for power in ((0,) if self.whole else _POWERS))


def meaning(quote: str) -> Meaning | None:
    """The meaning of a quote; `None` for one in words ("five cents"), which can mean anything.

    >>> meaning("$7.4 million"), meaning("150 basis points").units, meaning("five cents")
    (Meaning(value=Decimal('7400000'), whole=True, units=()), ('bp',), None)
    """
    number = _NUMBER.search(quote)
    if number is None:
        return None
    value = Decimal(number["whole"].replace(",", "") or 0)
    if number["over"]:
        value += Decimal(number["over"]) / (Decimal(number["under"]) or 1)
    power = _magnitudes().get(number["word"] or "")
    if power is not None:
        return Meaning(Decimal(format(value.scaleb(power), "f")), whole=True)
    units = next((units for pattern, units in _unit_marks() if pattern.search(quote)), ())
    return Meaning(value, whole=bool(units), units=units)


@cache
def _magnitudes() -> dict[str, int]:
    """Powers of ten by word, the words in any usual case."""
    words: dict[str, int] = load_rules("units")["magnitudes"]["words"]
    return {form: power for word, power in words.items() for form in (word, word.title(), word.upper())}


@cache
def _unit_marks() -> tuple[tuple[re.Pattern[str], tuple[str, ...]], ...]:
    """Marks and words of percentages and points, with the units that they can only be."""
    rules = load_rules("units")["percent"]
    kinds = (
        (rules["basis_points"], ("bp",)),
        (rules["percentage_points"], ("pp",)),
        (["%", *rules["words"]], ("%", "pp")),
    )
    return tuple(
        (re.compile(rf"(?:^|[\W\d])(?:{'|'.join(map(re.escape, words))})s?(?!\w)", re.IGNORECASE), units)
        for words, units in kinds
    )


def is_plausible(quote: str, value: Decimal | int | None) -> bool:
    """Whether a quote can mean a value, whatever its sign.

    >>> is_plausible("$7.4 million", 7400000), is_plausible("12 1/2 cents", Decimal("0.125")), is_plausible("$7.4", 47)
    (True, True, False)
    """
    meant = meaning(quote)
    return meant is None or meant.allows(value)
