"""Columns of changes: the two periods that each compares."""

from dataclasses import replace

from tieout.facts import Period
from tieout.table.header import text_to_mentions
from tieout.table.heads import YEAR, Heads
from tieout.table.words import first_cue, plain

QUARTER = range(80, 103)
"""Days of a quarter of 12 to 14 weeks."""
ALIKE = 8
"""Days by which two periods of one length may differ."""


def with_comparisons(heads: list[Heads]) -> list[Heads]:
    """Give columns of changes their later and earlier period: those the header names, else of the columns before."""
    out: list[Heads] = []
    for k, head in enumerate(heads):
        column = head.column
        if column.measure in ("change", "change_percent"):
            later, earlier = _pair(heads, k)
            if later:
                column = replace(column, period=later, versus=earlier)
        elif column.measure and column.period is None:
            near = next((h.column.period for h in reversed(heads[:k]) if h.column.period), None)
            column = replace(column, period=near)
        out.append(replace(head, column=column))
    return out


def _pair(heads: list[Heads], k: int) -> tuple[Period | None, Period | None]:
    """The two periods that a column of changes compares, later first."""
    words = plain(heads[k].column.header)
    periods = [(h.column.period, h.column.header) for h in heads if h.column.period and h.column.measure is None]
    named = _numbered_pair(heads[k], heads) or _named_pair(heads[k], [p for p, _ in periods])
    if named:
        return named
    left = [h.column.period for h in heads[:k] if h.column.period and h.column.measure is None]
    if not left:
        left = [p for p, _ in periods][:2][::-1]
    if not left:
        return heads[k].column.period, None
    alike = [p for p in left if p is not None and left[-1] is not None and abs(p.days - left[-1].days) <= ALIKE]
    right = [p for p, _ in periods if p is not None and p not in alike and abs(p.days - alike[-1].days) <= ALIKE]
    pair = sorted(set(alike[-2:]), reverse=True)
    if len(pair) == 1 and len(right) == 1:
        pair = sorted((*pair, *right), reverse=True)  # a column between the two that it compares
    if cue_step := first_cue("compared_step", words):
        newest = max(alike)
        wanted = YEAR if cue_step == "year" else QUARTER
        pair = [newest, *[p for p in sorted({*alike, *right}) if (newest.end - p.end).days in wanted][:1]]
    return (pair[0], pair[1]) if len(pair) > 1 else (pair[0], None)


def _numbered_pair(head: Heads, heads: list[Heads]) -> tuple[Period, Period] | None:
    """The columns of the two numbered quarters that a header names: "4Q21 change from 3Q21"."""
    said = {(m.unit, m.ordinal, m.year) for m in text_to_mentions(head.column.header) if m.ordinal and m.year}
    known = {
        h.column.period
        for h in heads
        if h.column.period and h.column.measure is None and h.mention
        if (h.mention.unit, h.mention.ordinal, h.mention.year) in said
    }
    return (max(known), min(known)) if len(said) == len(known) == 2 else None


def _named_pair(head: Heads, periods: list[Period | None]) -> tuple[Period, Period] | None:
    """The columns that a header such as "2004 vs. 2003" or "Q1 20 vs Q4 19" names."""
    years = [m.year for m in text_to_mentions(head.column.header) if m.year]
    if len(set(years)) != 2:
        return None
    known = [p for p in periods if p]
    later = next((p for p in known if p.end.year == max(years)), None)
    earlier = next((p for p in known if p.end.year == min(years) and later and abs(p.days - later.days) <= ALIKE), None)
    return (later, earlier) if later and earlier else None
