"""Notes to a table that print their amounts in its units: "(1) Includes sales of $409,459", in thousands."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from tieout.mentions import FigureMention
from tieout.release import Block, Release
from tieout.tables import Table
from tieout.tag.marks import scaled

_POWERS = {1000: 3, 1_000_000: 6}
_NOTES = ("footnote", "paragraph", "bullet")
_REACH = 8
"""Blocks below its table in which a note still speaks in the table's units."""


def in_table_units(mentions: Sequence[FigureMention], release: Release, tables: Sequence[Table]) -> list[FigureMention]:
    """The mentions, those of notes that print in the units of the table above them scaled as that table is.

    A release whose tables are in thousands rounds its amounts to thousands: under such a table "$278,000" is in
    dollars and "$409,459", which is no round number of thousands, in thousands of them. Under a table in millions an
    amount below 100,000 is in millions. Only money without a magnitude, and share counts in footnotes, within a few
    blocks of the table.
    """
    above = _scales_above(release.blocks, tables)
    starts = [block.start for block in release.blocks]
    out: list[FigureMention] = []
    for mention in mentions:
        at = _block_of(release.blocks, starts, mention.start)
        power = _POWERS.get(above.get(at, 0))
        if power is not None and mention.kind == "shares" and release.blocks[at].kind != "footnote":
            power = None  # prose counts shares one by one
        if power is not None and in_units_of(mention, release.text[mention.start : mention.end], power):
            value, step = scaled(mention.value, power), scaled(mention.step, power)
            mention = replace(mention, value=value, step=step, rule=f"{mention.rule}, scaled as the table above")
        out.append(mention)
    return out


def in_units_of(mention: FigureMention, printed: str, power: int) -> bool:
    """Whether a figure `printed` in a note must be in the units, ten to the `power`, of the table above it.

    >>> from tieout.tag.figures import find_figures
    >>> [in_units_of(m, "", 3) for t in ("$409,459", "$278,000", "$0.51") for m in find_figures(t)]
    [True, False, False]
    """
    if mention.kind not in ("money", "shares") or any(c.isalpha() for c in printed):
        return False
    size = abs(mention.value)
    if power == 3:
        return mention.step == 1 and Decimal(1000) <= size < Decimal(10**7) and size % 1000 != 0
    return size < Decimal(10**5) and mention.step >= Decimal("0.1") and mention.kind == "money"


def _scales_above(blocks: Sequence[Block], tables: Sequence[Table]) -> dict[int, int]:
    """For each block of prose that can be a note, by its index, the scale of the table above it."""
    starts = [table.place.start for table in tables]
    above: dict[int, int] = {}
    scale, distance = 0, 0
    for i, block in enumerate(blocks):
        if block.kind == "table":
            last = bisect_left(starts, block.place.end) - 1
            scale, distance = tables[last].scale if last >= 0 else 0, 0
        else:
            distance += 1
            if scale and distance <= _REACH and block.kind in _NOTES:
                above[i] = scale
    return above


def _block_of(blocks: Sequence[Block], starts: Sequence[int], at: int) -> int:
    """The index of the block of prose that holds text offset `at`."""
    i = bisect_right(starts, at) - 1
    while i >= 0 and blocks[i].kind == "table":
        i -= 1
    return i
