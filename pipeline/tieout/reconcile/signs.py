"""Which signs a cell's figure may have: tables print expenses in brackets, and losses without."""

from functools import cache

from tieout.metrics import metric
from tieout.reconcile.intervals import Interval
from tieout.reconcile.series import Series
from tieout.reconcile.words import words
from tieout.rules import load_rules


def readings_of_sign(name: str | None, series: Series, value: Interval) -> tuple[Interval, ...]:
    """The values a printed figure may stand for: both signs where tables print either, or a bare "loss"."""
    if name is None or metric(name).either_sign or (value.low >= 0 and _says_negative(series.row.label)):
        return value, -value
    return (value,)


def _says_negative(label: str) -> bool:
    """Whether a row's label alone makes its figures negative: "Net loss", but not "Net income (loss)"."""
    lower = label.lower()
    return any(word in lower for word in _negatives()) and "(" not in lower and not words(label) & _positives()


@cache
def _negatives() -> tuple[str, ...]:
    return tuple(load_rules("metrics")["words"]["negative"])


@cache
def _positives() -> frozenset[str]:
    return frozenset(("gain", "provided"))
