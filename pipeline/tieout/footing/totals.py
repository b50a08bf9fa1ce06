"""Totals: which rows a row is the sum of, found from the rows' words and borne out by the other columns."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from tieout.checks import Check
from tieout.footing.messages import equation
from tieout.footing.sheet import ZERO, Line, Sheet
from tieout.footing.words import says
from tieout.metrics import metric

FARTHEST = 60
"""A total is looked for among so many open rows above it: more stand in no statement, and time stays linear."""
WEIGHT = 50
"""Totals that come out must be so many times the room for rounding, over all columns: small sums meet by accident."""
SURE = 200
"""The same for a structure that is to prove another column wrong."""
RESULTS = frozenset(
    {"GrossProfit", "OperatingIncomeLoss", "IncomeLossBeforeIncomeTaxes", "NetIncomeLoss", "NetInterestIncome"}
    | {"IncomeLossFromContinuingOperations", "ComprehensiveIncome", "Assets", "Liabilities", "StockholdersEquity"}
    | {"CurrentAssets", "CurrentLiabilities", "LiabilitiesAndStockholdersEquity", "OperatingExpenses", "FreeCashFlow"}
)
"""Metrics whose rows are results of others, whatever they are called."""


@dataclass(slots=True)
class _Item:
    """A row that no total has taken in yet: whether a sum may begin with it, and whether a heading or total does so.

    A total is `sound` where the rows that it took in are known.
    """

    line: Line
    opens: bool
    heads: bool
    sound: bool = True


@dataclass(frozen=True, slots=True)
class Structure:
    """What a total is made of: lines with their signs, the columns where that comes out and those where it does not."""

    lines: tuple[Line, ...]
    signs: tuple[int, ...]
    right: tuple[int, ...]
    wrong: tuple[int, ...]
    weight: Decimal


def totals(sheet: Sheet) -> Iterator[Check]:
    """A total is the signed sum of the rows above it, back to the last total or heading.

    Which rows those are the words only suggest, so a structure counts where it comes out in at least as many columns
    as it fails in; where it comes out in none, the rows are not understood and nothing is said.
    """
    items: list[_Item] = []
    heading: tuple[str, ...] | None = None
    fresh = True
    for line in sheet.money:
        over = line.path[:-1]
        heads, heading, fresh = fresh or over != heading, over, False
        result, sound = is_result(line), True
        if result and items:
            found = find_structure(items[-FARTHEST:], line)
            fresh = found is not None or says("total", line.label)
            if found:
                if len(found.lines) > 1:
                    yield from _checks(sheet, line, found)
                del items[len(items) - len(found.lines) :]
            elif fresh:
                sound = not _close(items, line)
        if line.metric == "Assets" and fresh and sheet.table.kind == "balance_sheet":
            items.clear()  # what is owned is no part of what is owed
        else:
            items.append(_Item(line, heads or result, heads or fresh, sound))


def _close(items: list[_Item], total: Line) -> bool:
    """Take off the rows that a total ends which is not understood: those set under it or its heading; whether any were.

    Rows on the total's own level stay: it may stand by itself, as equity in a short balance sheet does.
    """
    before, over = len(items), total.path[:-1]
    while items and not says("total", items[-1].line.label):
        path = items[-1].line.path
        if len(path) <= len(total.path) and not (over and path[:-1] == over):
            break
        if items.pop().heads:
            break
    return len(items) < before


def is_result(line: Line) -> bool:
    """Whether a row may be the result of rows above it: by its words or metric, or because it has no label."""
    return not line.label or says("total", line.label) or says("result", line.label) or _is_named(line)


def _is_named(line: Line) -> bool:
    return line.metric in RESULTS


def find_structure(items: Sequence[_Item], total: Line) -> Structure | None:
    """The rows at the end of `items` that give `total` in most columns, the plainest and nearest of them.

    Rows are added; or what follows the first is taken off it; or what is a cost by its words is taken off.
    """
    used = [c for c, cell in enumerate(total.cells) if cell]
    added, worded, room = ([ZERO] * len(total.cells) for _ in range(3))
    signs: list[int] = []
    best: tuple[tuple[int, int, int], Structure] | None = None
    for count in range(1, len(items) + 1):
        item = items[-count]
        line, sign = item.line, _sign(item.line)
        signs.append(sign)
        for c in used:
            added[c] += line.values[c]
            worded[c] += line.values[c] * sign
            room[c] += line.slacks[c]
        if not item.opens and count > 1 and not (count == 2 and says("subtracted", items[-1].line.label)):
            continue  # "Receivables", "Less allowance", "Receivables, net" need no heading
        lines = tuple(i.line for i in items[len(items) - count :])
        choices: list[tuple[tuple[int, ...], Sequence[Decimal]]] = [((1,) * count, added)]
        if count > 1:
            choices.append(((1, *(-1,) * (count - 1)), [v * 2 - x for v, x in zip(line.values, added, strict=True)]))
            if -1 in signs:
                choices.append((tuple(reversed(signs)), worded))
        for rank, (chosen, sums) in enumerate(choices):
            found = _structure(total, lines, chosen, used, sums, room)
            inner = items[len(items) - count + 1 :]  # what an unsound total hides stands before it
            if found and (not found.wrong or all(i.sound for i in inner)):
                key = (-len(found.right), len(found.wrong), rank)
                if best is None or key < best[0]:
                    best = key, found
        if best and not best[1].wrong and best[0][2] == 0:
            break
    return best[1] if best else None


def _sign(line: Line) -> int:
    """-1 for a cost by its words, or without any by its metric, that is printed without a sign."""
    if not (says("subtracted", line.label) if line.label else _is_cost(line.metric)):
        return 1
    negative = sum(value < 0 for value in line.values)
    return 1 if negative * 2 > sum(cell is not None for cell in line.cells) else -1


def _is_cost(name: str | None) -> bool:
    return name is not None and metric(name).balance == "debit" and metric(name).period_type == "duration"


def _structure(
    total: Line,
    lines: tuple[Line, ...],
    signs: tuple[int, ...],
    used: Sequence[int],
    sums: Sequence[Decimal],
    room: Sequence[Decimal],
) -> Structure | None:
    """The lines with one choice of signs, if enough columns bear it out."""
    right, wrong, weight = [], [], Decimal(1)
    for c in used:
        value, slack = total.values[c], room[c] + total.slacks[c]
        if abs(value - sums[c]) > slack:
            wrong.append(c)
            if len(wrong) * 2 > len(used):
                return None
        elif value or any(line.values[c] for line in lines):
            right.append(c)
            if len(lines) == 1 or sum(line.values[c] != 0 for line in lines) > 1:
                weight *= max(abs(value) / slack, Decimal(1)) if slack else WEIGHT
    if weight < WEIGHT or len(right) < len(wrong) or (wrong and not _proves(total, lines, right, wrong, weight)):
        return None
    return Structure(lines, signs, tuple(right), tuple(wrong), weight)


def _proves(total: Line, lines: Sequence[Line], right: Sequence[int], wrong: Sequence[int], weight: Decimal) -> bool:
    """Whether a structure is so sure that columns where it fails are wrong: every row in them is proved by another."""
    if len(lines) == 1 or weight < SURE or not (not total.label or says("total", total.label) or _is_named(total)):
        return False
    return all(any(line.values[c] for c in right) for line in lines if any(line.values[c] for c in wrong))


def _checks(sheet: Sheet, total: Line, found: Structure) -> Iterator[Check]:
    """A check a column."""
    for column in sorted((*found.right, *found.wrong)):
        yield equation("total", sheet, total, found.lines, found.signs, column)
