"""What rows and columns are of: metric, segment, basis, unit, and the day that a row of balances stands for."""

from collections.abc import Container, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from tieout.facts import Basis, Period, UnitKind
from tieout.frozen import quick
from tieout.metrics import match_label
from tieout.rules import load_rules
from tieout.table.grid import Figure
from tieout.table.header import text_to_mentions
from tieout.table.heads import Heads, mention_to_period
from tieout.table.rows import PathRow
from tieout.table.units import CENTS, RowUnit, header_to_unit, path_to_unit
from tieout.table.words import has_cue, pattern, plain
from tieout.tables import TableKind

SEGMENTED: tuple[TableKind, ...] = ("segment", "operating", "other", "reconciliation")
"""Kinds of tables whose columns can be segments."""
_KINDS: dict[str, UnitKind] = {
    "money": "money",
    "per share": "per share",
    "shares": "shares",
    "%": "percent",
    "bp": "points",
    "x": "ratio",
}


@quick
@dataclass(frozen=True, slots=True)
class RowMeaning:
    """What a row is of.

    `balance` is "beginning" or "end" for a balance at one end of a column's period, `date` the day that the row
    itself spells, `day` its month and day where the year is the column's.
    """

    metric: str | None
    segment: str | None
    basis: Basis | None
    unit: RowUnit
    balance: str | None = None
    date: Period | None = None
    day: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class ColumnMeaning:
    """What a column is of beyond its period."""

    metric: str | None = None
    segment: str | None = None
    basis: Basis | None = None
    percent: bool = False
    unit: RowUnit | None = None


def rows_to_meanings(rows: Sequence[PathRow], kind: TableKind, percent: Container[int] = ()) -> tuple[RowMeaning, ...]:
    """What each row of a table means; in a statement of cash flows, rows of cash under its end are of that day too.

    `percent` are the indexes of the rows whose figures all stand in columns of percentages.
    """
    found: list[RowMeaning] = []
    after_cash = False
    for row in rows:
        meaning = row_to_meaning(row, kind, after_cash=after_cash, percent=row.row.index in percent)
        after_cash = kind == "cash_flow" and (after_cash or meaning.balance == "end")
        found.append(meaning)
    return tuple(found)


def row_to_meaning(row: PathRow, kind: TableKind, *, after_cash: bool = False, percent: bool = False) -> RowMeaning:
    """What the words of a row and of the headings over it mean; `after_cash`: under the cash at a period's end."""
    unit = path_to_unit(row.path)
    if kind == "cash_flow" and unit.unit == "shares" and not unit.sure and not has_cue("share_count", row.label):
        unit = replace(unit, unit="money")  # "Common shares repurchased (820)" is what was paid for them
    over = row.path[:-1] if row.label else row.path
    match = match_label(row.label, path=over, kind="percent" if percent else _row_kind(row, unit), table_kind=kind)
    metric = match.metric if match else None
    label = plain(row.label)
    date, day = _row_date(row.label)
    balance = None
    if kind == "cash_flow" or "balance" in label:
        balance = next((k for k in ("beginning", "end") if pattern("rows", k).search(label)), None)
    if after_cash and balance is None and pattern("rows", "cash_parts").search(label):
        balance = "end"
    return RowMeaning(
        metric=metric,
        segment=_row_segment(row, metric),
        basis=_basis(" ".join((*over[-1:], row.label)), bool(match and match.non_gaap)),
        unit=unit,
        balance=balance,
        date=date,
        day=day,
    )


def heads_to_meanings(heads: Sequence[Heads], percent: Sequence[bool], kind: TableKind) -> tuple[ColumnMeaning, ...]:
    """What each column's header words beyond its period mean; `percent` tells of columns printed as percentages."""
    return tuple(_column_meaning(h, p, kind) for h, p in zip(heads, percent, strict=True))


def _column_meaning(head: Heads, percent: bool, kind: TableKind) -> ColumnMeaning:
    """What one column's header words beyond its period mean."""
    percent = percent or head.percent
    words = head.column.qualifier
    if not words:
        return ColumnMeaning(percent=percent)
    basis, unit = _basis(words, False), header_to_unit(words)
    if head.column.measure:
        return ColumnMeaning(basis=basis, percent=percent, unit=unit)
    match = match_label(words.replace(" | ", " ")) or match_label(words.split(" | ")[-1])
    if match:
        return ColumnMeaning(match.metric, None, "non-gaap" if match.non_gaap else basis, percent, unit)
    named = kind in SEGMENTED and basis is None and not percent and unit is None and not has_cue("not_segment", words)
    return ColumnMeaning(None, words if named else None, basis, percent, unit)


def _row_kind(row: PathRow, unit: RowUnit) -> UnitKind | None:
    """The sort of unit that the figures of a row have, as far as its words and marks say."""
    figures = [f for f in row.row.figures if f.print.kind == "figure"]
    if figures and all(f.print.numerals[0].percent for f in figures):
        return "percent"
    if unit.unit == "% if small" and unit.sure:
        return "percent"
    if unit.unit == "% if small":
        marked = any(f.print.numerals[0].mark for f in figures)
        small = all(abs(f.print.numerals[0].value) < 200 and f.print.numerals[0].step < 1 for f in figures)
        return "percent" if figures and small and not marked else "money"
    if unit.unit == "per share" and unit.inherited and figures and not any(_may_be_per_share(f) for f in figures):
        return "money"  # "Net income 1,267" under "Basic net income per share"
    if unit.unit == "x if small":
        return "ratio"
    if unit.unit[0] == "/":
        return "unit price"
    return _KINDS.get(unit.unit, "quantity")


def _may_be_per_share(figure: Figure) -> bool:
    """Whether a figure is printed to the cent, as amounts per share are, or is nothing."""
    return any(n.step <= CENTS or not n.value for n in figure.print.numerals)


def _basis(words: str, non_gaap: bool) -> Basis | None:
    """The basis that words say."""
    if non_gaap or has_cue("non_gaap", words):
        return "non-gaap"
    return "gaap" if has_cue("gaap", words) else None


def _row_segment(row: PathRow, metric: str | None) -> str | None:
    """The segment that a row is limited to: a part under a heading that names what it is a part of."""
    if len(row.path) < 2 or not row.label or pattern("rows", "total").search(plain(row.label)):
        return None
    if metric is None:
        return None
    heading = match_label(row.path[-2])
    own = match_label(row.label)
    if (
        heading
        and heading.metric == metric
        and own is None
        and load_rules("metrics")["metric"][metric].get("breakdown")
    ):
        return row.label
    if own and heading is None and has_cue("segment_heading", row.path[-2]):
        return row.path[-2].rstrip(":")
    return None


@lru_cache(maxsize=1 << 12)
def _row_date(label: str) -> tuple[Period | None, tuple[int, int] | None]:
    """The day of a balance that its row's label spells ("Cash at December 31, 2003"), or its month and day alone."""
    if not has_cue("as_of", label):
        return None, None
    mentions = text_to_mentions(label)
    if len(mentions) != 1 or mentions[0].unit != "day" or mentions[0].month is None or mentions[0].day is None:
        return None, None
    if mentions[0].year:
        return mention_to_period(mentions[0], "balance_sheet", None), None
    return None, (mentions[0].month, mentions[0].day)
