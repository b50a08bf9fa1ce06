"""The unit of a printed figure: by what is printed beside it, then by its column, then by the words of its row."""

from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from tieout.frozen import quick
from tieout.table.counts import (
    bracket_to_counted,
    is_counting,
    label_to_counted,
    label_to_price,
    names_hundredths,
    says_hundredths,
)
from tieout.table.scale import Scale, mark_to_currency, text_to_currency, text_to_scale
from tieout.table.words import cues, has_cue, plain
from tieout.tables import TableKind

SMALL = Decimal(200)
"""Percentages without a "%" are rarely larger; money in a table's units rarely has decimals and stays below this."""
CENTS = Decimal("0.05")
"""Per-share amounts are printed at least this fine."""
STATEMENTS: tuple[TableKind, ...] = ("income_statement", "balance_sheet", "cash_flow")
"""Kinds of tables whose rows count nothing but money and shares."""
WEAK = ("% if small", "x if small")
"""Units that the words of a row leave to its figures."""
SIGNS = {
    **dict.fromkeys(("%", "percent", "pct"), "%"),
    **dict.fromkeys(("bps", "bp", "basis points"), "bp"),
    **dict.fromkeys(("pp", "ppt", "ppts", "pts", "pt", "pts.", "points", "percentage points"), "pp"),
    **dict.fromkeys(("x", "times"), "x"),
    "days": "day",
}
"""What is printed right behind a figure, and the unit that it gives."""
WHOLE_SHARES = {3: Decimal(40_000_000), 6: Decimal(2_000_000), 9: Decimal(50_000)}
"""Share counts printed larger than this, in a table so scaled, are not scaled: no company has that many."""


@quick
@dataclass(frozen=True, slots=True)
class RowUnit:
    """What the words of a row say of its unit.

    `unit` is "money", "per share", "shares", "%", "% if small", "bp", "x", a counted noun, or a price "/barrel".
    `scale` is the row's own. `inherited` tells that a heading said it, not the row itself. `price` is set for prices
    whose row does not say of what, `sure` where a bracket names the unit or no other can be meant, `hundredths` where
    it is cents or pence,
    `counted` where words of counting stand by the noun.
    """

    unit: str
    scale: Scale | None = None
    inherited: bool = False
    currency: str | None = None
    price: bool = False
    sure: bool = False
    hundredths: bool = False
    counted: bool = False


@lru_cache(maxsize=1 << 13)
def path_to_unit(path: tuple[str, ...]) -> RowUnit:
    """The unit that a row's label says, else the heading nearest over it.

    >>> path_to_unit(("Earnings per share:", "Diluted")).unit, path_to_unit(("Number of stores",)).unit
    ('per share', 'store')
    >>> path_to_unit(("Average selling price per short ton",)).unit
    '/short ton'
    """
    unit = _path_to_unit(path)
    words = plain(path[-1]) if path else ""
    if unit.unit == "% if small" and not unit.inherited and has_cue("sure_percent", words):
        return replace(unit, sure=True)
    if "(" not in words:
        return replace(unit, counted=True) if not unit.inherited and is_counting(words) else unit
    hundredths = says_hundredths(words)
    if hundredths and unit.unit in WEAK:
        unit = replace(unit, unit="money")
    return replace(unit, sure=not unit.inherited and bracket_to_counted(words) == unit.unit, hundredths=hundredths)


def _path_to_unit(path: tuple[str, ...]) -> RowUnit:
    """The unit that a row's words say, brackets left aside."""
    scale = next((s for s in map(text_to_scale, reversed(path)) if s), None)
    own = label_to_unit(path[-1]) if path else None
    for label in reversed(path[:-1]):
        if own is not None and own not in WEAK:
            break
        if any(c.isdigit() for c in label) or (path[-1] and "$" in path[-1]):
            continue  # a heading that states figures of its own: "5,000,000 shares authorized"
        unit = label_to_unit(label)
        if unit and (unit[0] == "/" or (own is None and unit not in WEAK)):
            return RowUnit(unit, scale, True, text_to_currency(label))
    if own:
        return RowUnit(own, scale, False, text_to_currency(path[-1]))
    if not path:
        return RowUnit("money", scale)
    return RowUnit("money", scale, False, text_to_currency(path[-1]), has_cue("price", path[-1]))


@lru_cache(maxsize=1 << 13)
def label_to_unit(label: str) -> str | None:
    """The unit that the words of one label say, or `None`."""
    words = plain(label)
    if not words:
        return None
    price, bracket = label_to_price(words), bracket_to_counted(words)
    for rule in cues("row_unit"):
        if rule.name not in ("shares", "per share") and price:
            return price
        if rule.find(words) and not (bracket and rule.name == "% if small"):
            return "x if small" if rule.name == "% if small" and _ratio(words) else rule.name
    return bracket or label_to_counted(words)


@lru_cache(maxsize=1 << 11)
def header_to_unit(words: str) -> RowUnit | None:
    """The unit that a column's header words beyond its period say ("Diluted EPS", "Shares"), or `None`."""
    unit = label_to_unit(words)
    if unit is None or unit in ("% if small", "x if small", "x"):
        return None
    if unit == "per share":
        # its figures have cents; words over several columns may reach too far
        return RowUnit(unit, inherited=True, hundredths=names_hundredths(plain(words)))
    if unit in ("shares", "%", "bp") or unit[0] == "/":
        return RowUnit(unit)
    lowered = plain(words)
    sure = bracket_to_counted(lowered) == unit
    return RowUnit(unit, sure=sure, counted=True) if sure or is_counting(lowered) else None


def _ratio(words: str) -> bool:
    """Whether words that may name a percentage name a ratio in the first place."""
    rule = next(r for r in cues("row_unit") if r.name == "x")
    return rule.find(words) is not None


@dataclass(frozen=True, slots=True)
class Setting:
    """What a table says of its figures: scale of money and shares (powers of ten), currency, kind.

    `whole_shares` is set where shares are printed in full although the scale seems to govern them, `whole_units`
    where the money that the scale governs has no decimals, so that what has cents is not governed by it.
    """

    scale: Scale
    currency: str
    kind: TableKind = "other"
    whole_shares: bool = False
    whole_units: bool = False


def figure_unit(
    value: Decimal, step: Decimal, mark: str | None, sign: str, row: RowUnit, percent: bool, setting: Setting
) -> tuple[str, int]:
    """The unit of a printed figure and the power of ten that it is scaled by.

    `sign` is what is printed behind it ("%", "x", "bps", ""), `percent` whether its column holds percentages.
    """
    if sign in SIGNS:
        return SIGNS[sign], 0
    if percent and not mark:
        return "%", 0
    currency = mark_to_currency(mark) if mark else row.currency or setting.currency
    unit = row.unit
    cents = -2 if row.hundredths and not mark and (not row.inherited or _per_share(value, step, row)) else 0
    small = not mark and abs(value) < SMALL and (step < 1 or not value or row.sure)
    match unit:
        case "per share" if _per_share(value, step, row):
            return f"{currency}/share", cents
        case "shares" if not mark and not (value < 0 and setting.kind == "balance_sheet"):
            return "shares", _share_scale(row, setting)
        case "%" | "bp" if not mark and abs(value) < SMALL * 50:
            return unit, 0
        case "x" if not mark and abs(value) < SMALL:
            return "x", 0
        case "% if small" | "x if small" if small:
            return unit[0], 0
        case "money" | "per share" | "shares" | "%" | "bp" | "x" | "% if small" | "x if small":
            pass
        case _ if unit[0] == "/":
            if step < 1 or mark or abs(value) < SMALL * 50:
                return f"{currency}{unit}", cents
        case _ if not mark and _may_count(row, setting.kind):
            return _counted_unit(unit, row, setting)
    if cents:
        return currency, cents
    if row.price and setting.scale.counted and step <= CENTS:
        return f"{currency}/{setting.scale.counted[0]}", 0
    if setting.whole_units and step <= CENTS and not row.scale:
        return (f"{currency}/share" if setting.kind == "income_statement" else currency), 0
    return currency, row.scale.money if row.scale else setting.scale.money


def _may_count(row: RowUnit, kind: TableKind) -> bool:
    """Whether a row that names a thing counts it: statements hold money ("Restaurants"), unless they say it is none."""
    return row.sure or kind not in STATEMENTS or (row.counted and kind == "income_statement")


def _counted_unit(noun: str, row: RowUnit, setting: Setting) -> tuple[str, int]:
    """The unit and scale of a counted noun: scaled where its row or the table says so of that very noun."""
    counted = setting.scale.counted
    if counted and (counted[0] == noun or counted[0].endswith(f" {noun}")):
        return counted
    return noun, row.scale.money if row.scale else 0


def _per_share(value: Decimal, step: Decimal, row: RowUnit) -> bool:
    """Whether a figure in a row of per-share amounts is one: in cents, or small where the row itself says so."""
    fine = step <= CENTS or (row.hundredths and step < 1)
    return fine or not value or (not row.inherited and abs(value) < SMALL * 5)


def _share_scale(row: RowUnit, setting: Setting) -> int:
    """The power of ten of a count of shares: its row's, else its table's, unless it is printed in full."""
    if row.scale:
        return row.scale.shares if row.scale.shares is not None else row.scale.money
    scale = setting.scale
    if setting.whole_shares and (scale.shares is None or scale.shares == scale.money):
        return 0
    return scale.money if scale.shares is None else scale.shares
