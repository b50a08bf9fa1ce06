"""The arithmetic of a finding, as one would put it into a calculator, and what was stated beside what comes out."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import add, sub, truediv

from tieout.facts import Fact, Finding, Quantity
from tieout.output.words import quantity_to_words
from tieout.reconcile.intervals import stated
from tieout.tables import Cell

HUNDRED = Decimal(100)
NEAR = Decimal("0.01")
"""How far, of its value, a formula may be off what was found and still be how it was found: a middle of intervals."""
FINENESS = 100
"""What comes out is shown to a hundredth of the last digit stated."""
ROOM = Decimal("0.12")
"""The share of the scale that is left free on either side."""


@dataclass(frozen=True, slots=True)
class Way:
    """A way to compute from `count` cells (0: from any number): how it is written, and how it is done.

    What comes out is in the unit of the cells (`in_unit`), or else a ratio, or the points between two percentages.
    """

    count: int
    text: str
    compute: Callable[..., Decimal]
    in_unit: bool = False


@dataclass(frozen=True, slots=True)
class Scale:
    """Where the ends of what was stated, and what the tables give, stand on a line from 0 to 100."""

    low: Decimal
    high: Decimal
    computed: Decimal


def arithmetic(fact: Fact, finding: Finding, cells: Sequence[Cell]) -> str:
    """How the cells give what was computed, "486.2 ÷ 451.7 − 1 = 7.638%"; empty where no plain formula does."""
    values = [cell.quantity.value for cell in cells if cell.quantity is not None]
    if finding.computed is None or len(values) < max(2, len(cells)):
        return ""
    alike = len({_scale_of_print(cell) for cell in cells}) == 1
    shown = [_bare(cell.text) if alike else f"{value:,f}" for cell, value in zip(cells, values, strict=True)]
    units = {cell.quantity.unit for cell in cells if cell.quantity is not None}
    for text, value in _ways(finding.operation, values, unit=fact.quantity.unit, like=units == {fact.quantity.unit}):
        if abs(abs(value) - abs(finding.computed)) <= abs(finding.computed) * NEAR:
            result = Quantity(value, fact.quantity.unit, fact.quantity.step)
            return f"{text.format(*shown)} = {amount_to_words(result)}"
    return ""


def _scale_of_print(cell: Cell) -> Decimal | None:
    """By how much a cell's value is more than what it prints; `None` where that cannot be told."""
    digits = "".join(c for c in cell.text if c in "0123456789.")
    try:
        return abs(cell.quantity.value) / Decimal(digits) if cell.quantity else None
    except ArithmeticError:
        return None


def _bare(text: str) -> str:
    return text.strip().strip("$€£¥").strip()


def _ways(operation: str, values: Sequence[Decimal], *, unit: str, like: bool) -> Iterator[tuple[str, Decimal]]:
    """The texts and the results of the formulas that an operation can stand for, likeliest first.

    `like` says whether the cells are in the `unit` of the figure: only then it can be a sum of them.
    """
    factors = dict.fromkeys(({"bp": HUNDRED * HUNDRED}.get(unit, Decimal(1)), HUNDRED, Decimal(1)))
    for way in WAYS.get(operation, ()):
        if way.count not in (0, len(values)) or (way.in_unit and not like):
            continue
        text = way.text if way.count else way.text.join(f"{{{k}}}" for k in range(len(values)))
        if operation == "average":
            text = f"({text}) ÷ {len(values)}"
        try:
            value = way.compute(*values)
        except ArithmeticError:
            continue
        yield from ((text, value * factor) for factor in ((Decimal(1),) if way.in_unit else factors))


def _sum(*values: Decimal) -> Decimal:
    return sum(values, Decimal(0))


def _first_less_the_rest(first: Decimal, *rest: Decimal) -> Decimal:
    return first - _sum(*rest)


def _average(*values: Decimal) -> Decimal:
    return _sum(*values) / len(values)


def _growth(later: Decimal, earlier: Decimal) -> Decimal:
    return abs(later) / abs(earlier) - 1


def _growth_from_a_loss(later: Decimal, earlier: Decimal) -> Decimal:
    return (later - earlier) / abs(earlier)


def _rest_of_ratio(part: Decimal, whole: Decimal) -> Decimal:
    return 1 - part / whole


def _change_of_ratio(part: Decimal, whole: Decimal, part_before: Decimal, whole_before: Decimal) -> Decimal:
    return part / whole - part_before / whole_before


_RATIO = Way(2, "{0} ÷ {1}", truediv)
_DIFFERENCE = Way(2, "{0} − {1}", sub, in_unit=True)
_SUM = Way(2, "{0} + {1}", add, in_unit=True)
_ALL = Way(0, " + ", _sum, in_unit=True)
_RATIOS = Way(4, "{0} ÷ {1} − {2} ÷ {3}", _change_of_ratio)
WAYS: dict[str, tuple[Way, ...]] = {
    "growth": (
        Way(2, "{0} ÷ {1} − 1", _growth),
        Way(2, "({0} − {1}) ÷ |{1}|", _growth_from_a_loss),
    ),
    "difference": (_DIFFERENCE,),
    "points": (Way(2, "{0} − {1}", sub), _RATIOS),
    "share": (_RATIO,),
    "sum": (_ALL,),
    "rest": (_DIFFERENCE, _SUM),
    "average": (Way(0, " + ", _average, in_unit=True),),
    "sum of periods": (_ALL,),
    "rest of periods": (Way(0, " − ", _first_less_the_rest, in_unit=True),),
    "formula": (_RATIO, Way(2, "1 − {0} ÷ {1}", _rest_of_ratio), _RATIOS, _DIFFERENCE, _SUM),
}
"""The formulas behind the operations of `Finding`, those with a plain text."""


def amount_to_words(quantity: Quantity) -> str:
    """A computed value with its unit, no finer than a hundredth of the step.

    >>> amount_to_words(Quantity(Decimal("13.4567"), "%", Decimal(1)))
    '13.46%'
    """
    fine = quantity.step / FINENESS
    try:
        rounded = (quantity.value / fine).to_integral_value() * fine
    except ArithmeticError:
        rounded = quantity.value
    plain = format(rounded, "f")
    value = Decimal(plain.rstrip("0").rstrip(".") if "." in plain else plain)
    return quantity_to_words(Quantity(value, quantity.unit, quantity.step))


def range_to_words(fact: Fact) -> str:
    """What a stated figure is taken to leave open: "7.55% to 7.65%"."""
    claim, quantity = stated(fact), fact.quantity
    return " to ".join(amount_to_words(Quantity(end, quantity.unit, quantity.step)) for end in (claim.low, claim.high))


def as_signed(fact: Fact, finding: Finding) -> Decimal | None:
    """What was computed, with the sign that the figure has: tables print costs either way. A wrong sign is left."""
    computed = finding.computed
    if computed is None or finding.diagnosis == "sign":
        return computed
    return computed if computed * fact.quantity.value >= 0 else -computed


def scale_of(fact: Fact, finding: Finding) -> Scale | None:
    """Both on one line; `None` where nothing was computed."""
    claim, computed = stated(fact), as_signed(fact, finding)
    if computed is None or not computed.is_finite() or claim.low == claim.high:
        return None
    least, most = min(claim.low, computed), max(claim.high, computed)
    room = (most - least) * ROOM
    start, width = least - room, most - least + 2 * room
    return Scale(*(round((x - start) / width * HUNDRED, 2) for x in (claim.low, claim.high, computed)))
