"""Figures printed wrong: the errors of typing and of copying, made on purpose."""

import re
from decimal import Decimal
from itertools import pairwise
from random import Random
from typing import Literal

from tieout.metrics import metrics
from tieout.schema import Record
from tieout.tables import Cell, Table

Error = Literal["digit", "swap", "scale", "sign", "prior period", "other row"]

ERRORS: tuple[Error, ...] = ("digit", "swap", "scale", "sign", "prior period", "other row")
NUMBER = re.compile(r"[0-9][0-9,]*(?:\.[0-9]+)?|\.[0-9]+")
_MAGNITUDES = {"thousand": "million", "million": "billion", "billion": "million"}


def number_in(text: str) -> Decimal | None:
    found = NUMBER.search(text)
    return Decimal(found[0].replace(",", "")) if found else None


def misprint(text: str, label: Record, error: Error, random: Random, found: tuple[Table, Cell] | None) -> str | None:
    """The text with one error; `None` where it cannot have that error."""
    number = NUMBER.search(text)
    if number is None:
        return None
    match error:
        case "digit":
            wrong = _other_digit(number[0], random)
        case "swap":
            wrong = _swapped(number[0], random)
        case "scale":
            return _other_scale(text)
        case "sign":
            return _other_sign(text, number, label)
        case "prior period" | "other row":
            wrong = _other_cell(number[0], label, error, random, found)
    if wrong is None or wrong == number[0]:
        return None
    return text[: number.start()] + wrong + text[number.end() :]


def _other_digit(number: str, random: Random) -> str | None:
    places = [k for k, c in enumerate(number) if c.isdigit()]
    k = random.choice(places)
    digits = [d for d in "0123456789" if d != number[k] and not (k == places[0] and d == "0")]
    return number[:k] + random.choice(digits) + number[k + 1 :]


def _swapped(number: str, random: Random) -> str | None:
    places = [k for k, c in enumerate(number) if c.isdigit()]
    pairs = [
        (a, b) for a, b in pairwise(places) if number[a] != number[b] and not (a == places[0] and number[b] == "0")
    ]
    if not pairs:
        return None
    a, b = random.choice(pairs)
    swapped = list(number)
    swapped[a], swapped[b] = number[b], number[a]
    return "".join(swapped)


def _other_scale(text: str) -> str | None:
    for word, other in _MAGNITUDES.items():
        if word in text:
            return text.replace(word, other)
    return None


def _other_sign(text: str, number: re.Match[str], label: Record) -> str | None:
    """A positive figure of what may be negative, in brackets; where words make figures negative, brackets do not."""
    known = metrics().get(label["metric"] or "")
    if Decimal(str(label["value"])) <= 0 or "(" in text or known is None or not known.signed or known.either_sign:
        return None
    if label.get("aspect") == "change":
        return None
    return f"{text[: number.start()]}({number[0]}){text[number.end() :]}"


def _other_cell(
    number: str, label: Record, error: Error, random: Random, found: tuple[Table, Cell] | None
) -> str | None:
    """The value of another period in the cell's row, or of a row beside it, printed as the figure is."""
    if found is None:
        return None
    table, own = found
    assert own.quantity is not None
    if error == "prior period":
        near = [c for c in table.cells if c.row == own.row and c.column != own.column and c.period != own.period]
    else:
        near = [c for c in table.cells if c.column == own.column and abs(c.row - own.row) == 1]
    values = [
        abs(c.quantity.value)
        for c in near
        if c.quantity is not None
        and c.quantity.value
        and c.quantity.unit == own.quantity.unit
        and c.measure == own.measure
    ]
    stated, shown = abs(Decimal(str(label["value"]))), Decimal(number.replace(",", ""))
    if not values or not stated or not shown:
        return None
    decimals = len(number.partition(".")[2])
    other = (random.choice(values) * shown / stated).quantize(Decimal(1).scaleb(-decimals))
    return f"{other:,}" if "," in number or other >= 10000 else str(other) if other else None
