"""The scale of a table held against the prose and the other tables: thousands taken for millions are far off."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from tieout.facts import Basis, Fact, Notice, Period
from tieout.footing.messages import amount
from tieout.tables import Cell, Table

THOUSAND = Decimal(1000)
FACTORS = (THOUSAND, THOUSAND**2, 1 / THOUSAND, 1 / THOUSAND**2)
"""What a wrong scale multiplies every amount by."""
ENOUGH = 2
"""So many figures must be off by one factor, one of them in the prose."""
NEAR = 32
"""Tables before and after one that it is compared with: more than a release has, and a bound for a file of many."""
SLACK_DAYS = 7
"""Two dates this near are one: 52/53-week quarters are called by calendar months now and then."""
HALF = Decimal("0.5")

Key = tuple[str, Basis]


def scale_notices(facts: Iterable[Fact], tables: Sequence[Table]) -> Iterator[Notice]:
    """A notice for each table whose scale is contradicted by the prose, and by more of it or by another table.

    Facts and cells are matched by metric, basis and period, never by value; nothing is changed. A table is named where
    every figure that can be compared is off by one and the same power of a thousand.
    """
    stated: dict[Key, list[Fact]] = defaultdict(list)
    for fact in facts:
        if fact.metric and fact.period and not fact.segment and _is_plain(fact):
            stated[fact.metric, fact.basis].append(fact)
    amounts = [_amounts(table) for table in tables]
    for k, (table, own) in enumerate(zip(tables, amounts, strict=True)):
        others = [*amounts[max(k - NEAR, 0) : k], *amounts[k + 1 : k + 1 + NEAR]]
        prose = list(_against_prose(own, stated))
        sisters = list(_against_tables(own, others))
        factors = {factor for factor, _ in (*prose, *sisters)}
        if len(factors) != 1 or 1 in factors:
            continue
        witnesses = [words for _, words in (*prose, *sisters)]
        if prose and len(witnesses) >= ENOUGH:
            (factor,) = factors
            scale = f"in {table.scale:,}s" if table.scale > 1 else "in full"
            yield Notice(
                f"table {table.index} ({table.title or 'untitled'}) is read {scale}, which its figures contradict: "
                f"{'; '.join(witnesses[:3])}; times {_factor_to_words(factor)} they would agree",
                table.place,
            )


def _is_plain(fact: Fact) -> bool:
    """Whether a fact is an amount of money as it was, without bounds."""
    return fact.quantity.kind == "money" and fact.aspect == "level" and fact.status == "actual" and not fact.bound


def _amounts(table: Table) -> dict[Key, list[Cell]]:
    """The amounts of money of a table by metric and basis; no changes, no parts of the company."""
    found: dict[Key, list[Cell]] = defaultdict(list)
    for cell in table.cells:
        whole = cell.metric and cell.period and cell.measure is None and not cell.segment
        if whole and cell.metric and cell.quantity and cell.quantity.kind == "money" and cell.quantity.value:
            found[cell.metric, cell.basis].append(cell)
    return found


def _against_prose(own: dict[Key, list[Cell]], stated: dict[Key, list[Fact]]) -> Iterator[tuple[Decimal, str]]:
    """The factor by which each metric of the prose is off, 1 where it agrees, and what says so."""
    for key in own.keys() & stated.keys():
        for fact in stated[key]:
            cells = [cell for cell in own[key] if _same_time(fact.period, cell.period)]
            factor = _factor(fact.quantity.value, fact.quantity.step, cells)
            if factor:
                yield factor, f'{key[0]} is "{fact.quote}" in the prose, {amount(_nearest(fact, cells, factor))} here'
                break


def _against_tables(
    own: dict[Key, list[Cell]], others: Iterable[dict[Key, list[Cell]]]
) -> Iterator[tuple[Decimal, str]]:
    """The same for each metric that another table prints for the same time."""
    for other in others:
        for key in own.keys() & other.keys():
            for cell in other[key]:
                assert cell.quantity is not None
                cells = [c for c in own[key] if c.period == cell.period]
                factor = _factor(cell.quantity.value, cell.quantity.step, cells)
                if factor:
                    yield factor, f"{key[0]} is {amount(cell.quantity.value)} in table {cell.place.table}"
                    break


def _factor(value: Decimal, step: Decimal, cells: Sequence[Cell]) -> Decimal | None:
    """1 where a cell agrees with a figure, else the one factor that makes a cell agree with it, else `None`."""
    for factor in (Decimal(1), *FACTORS):
        for cell in cells:
            assert cell.quantity is not None
            room = (step + cell.quantity.step * factor) * HALF
            if abs(abs(value) - abs(cell.quantity.value) * factor) <= room and abs(value) > room * 2:
                return factor
    return None


def _nearest(fact: Fact, cells: Sequence[Cell], factor: Decimal) -> Decimal:
    """The value of the cell that a factor makes agree with a fact."""
    values = [cell.quantity.value for cell in cells if cell.quantity]
    return min(values, key=lambda value: abs(abs(fact.quantity.value) - abs(value) * factor))


def _same_time(stated: Period | None, printed: Period | None) -> bool:
    if stated is None or printed is None or abs((stated.end - printed.end).days) > SLACK_DAYS:
        return False
    if stated.start and printed.start:
        return abs((stated.start - printed.start).days) <= SLACK_DAYS
    return stated.start is printed.start


def _factor_to_words(factor: Decimal) -> str:
    """A power of a thousand.

    >>> _factor_to_words(THOUSAND), _factor_to_words(1 / THOUSAND)
    ('1,000', '1/1,000')
    """
    return f"{factor:,f}" if factor >= 1 else f"1/{1 / factor:,.0f}"
