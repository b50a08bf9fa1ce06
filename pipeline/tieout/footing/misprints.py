"""Which misprint would make a sum come out: told where it fails."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from tieout.footing.sheet import Line
from tieout.reconcile.digits import slip_of

LONG = 3
"""With fewer digits a number that is a slip away is a coincidence."""
SCALES = (Decimal(1000), Decimal(1000000))


def misprint_of(lines: Sequence[Line], signs: Sequence[int], column: int, gap: Decimal) -> tuple[str, str]:
    """The misprint of one figure that explains why a signed sum is off by `gap`: its name, and words for a reviewer.

    The result is the first of the lines, with the sign -1. Both texts are empty where no slip of one figure, or more
    than one kind of slip, would.
    """
    slips = list(_slips(lines, signs, column, gap))
    found = [slip for slip in slips if slip[0] in ("sign", "scale")] or slips  # which no coincidence makes
    names = {name for name, _, _ in found}
    if len(names) != 1:
        return "", ""
    (name,) = names
    if len(found) > 1:
        return name, f"{name} in one of these would explain it: {', '.join(label for _, label, _ in found)}"
    _, label, words = found[0]
    return name, f"it comes out if in {label} {words}"


def _slips(lines: Sequence[Line], signs: Sequence[int], column: int, gap: Decimal) -> Iterator[tuple[str, str, str]]:
    """Each figure of which a slip would explain the gap: the slip's name, the row's label, and words."""
    for line, sign in zip(lines, signs, strict=True):
        cell = line.cells[column]
        if cell is None or cell.nil or cell.quantity is None or not line.values[column]:
            continue
        value, step = line.values[column], cell.quantity.step
        due = value + sign * gap
        label = line.label or "the subtotal"
        if due == -value:
            yield "sign", label, "the sign is the other one"
        elif any(abs(due * scale - value) < step or abs(value * scale - due) < step for scale in SCALES):
            yield "scale", label, f"{value:,f} is {due:,f}"
        elif (
            (slip := slip_of(value, due, step)) and slip.length >= LONG and (due < 0) == (value < 0) and not due % step
        ):
            yield slip.slip, label, slip.words
