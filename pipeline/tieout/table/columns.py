"""Stacked headers to columns: the period of each, or what else it holds, and what it is compared with."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import cast

from tieout.calendar import Calendar
from tieout.mentions import PeriodMention
from tieout.periods import find_periods
from tieout.table.changes import with_comparisons
from tieout.table.grid import GridRow
from tieout.table.header import is_bare_year, merge, pieces_to_mention, says_instant, text_to_mentions
from tieout.table.heads import FLOWS, Heads, head_to_column, in_weeks, with_whole_years
from tieout.table.scale import text_to_scale
from tieout.table.stacks import rows_to_stacks
from tieout.table.words import first_cue, has_cue, pattern, plain
from tieout.tables import Column, Measure, TableKind

PERCENTAGES: tuple[Measure, ...] = ("change_percent", "percent_of_revenue", "percent_of_total")
Stacks = list[tuple[str, ...]]

_NOT_WORDS = re.compile(r"^[\W_]+|[\W_]+$")


def headers_to_columns(
    rows: Sequence[GridRow],
    width: int,
    *,
    kind: TableKind,
    calendar: Calendar | None,
    context: PeriodMention | None = None,
    before: Sequence[Heads] = (),
    instants: Sequence[str] = (),
    dates: Sequence[PeriodMention] = (),
    fixed: bool = False,
) -> tuple[Heads, ...]:
    """The columns under a block of header rows.

    `context` is the time that the words around the header say; `before` are the columns of the block above, whose
    periods stay where the new header names none; `instants` are more words over it that may say "as of", `dates` the
    days that it lists, column by column ("December 28, 2003 and December 29, 2002" over "2003 | 2002"). `fixed` tells
    of fixed-width text, where words centered over several columns touch only the middle ones.
    """
    stacks = rows_to_stacks(rows, width, fixed=fixed)
    labels = [row.label for row in rows if _says_time(row.label)]
    outer, _ = pieces_to_mention(labels, context)
    instant = says_instant((*(row.label for row in rows), *instants))
    strict = outer
    if context is not None and kind not in FLOWS and "ended" not in context.rule:
        strict, _ = pieces_to_mention(
            labels
        )  # "Q2 2004 results" over a table says nothing of its column "June 30, 2004"
    if kind == "guidance":
        heads = [_head(_without_days_of_issue(stack), outer, strict, False) for stack in stacks]
        heads = [_named(h, stack) for h, stack in zip(heads, stacks, strict=True)]
    else:
        heads = [_head(stack, outer, strict, instant) for stack in stacks]
    if before and not labels and not any(_says_time(piece) for stack in stacks for piece in stack):
        heads = [
            replace(h, mention=b.mention, instant=b.instant, column=replace(h.column, period=b.column.period))
            for h, b in zip(heads, before, strict=True)
        ]
    else:
        heads = _with_times_of_neighbours(stacks, heads, fixed=fixed)
    heads = _with_listed_dates(stacks, heads, dates)
    heads = [replace(h, column=head_to_column(h, kind, calendar)) for h in heads]
    return tuple(with_comparisons(with_whole_years(in_weeks(heads, calendar))))


def _says_time(words: str) -> bool:
    """Whether header words say any time."""
    return bool(text_to_mentions(words))


def _without_days_of_issue(stack: tuple[str, ...]) -> tuple[str, ...]:
    """Header words over guidance without the days that it was given on: "Previous outlook (May 12)", "As of May 12"."""
    return tuple(p for p in stack if not any(m.unit == "day" and not m.count for m in text_to_mentions(p)))


def _named(head: Heads, stack: tuple[str, ...]) -> Heads:
    """A column with all the words over it."""
    return replace(head, column=replace(head.column, header=" | ".join(stack), qualifier=_qualifier(stack)))


@lru_cache(maxsize=1 << 11)
def _head(stack: tuple[str, ...], outer: PeriodMention | None, strict: PeriodMention | None, instant: bool) -> Heads:
    """One column's words read: time, measure, percent, what else they say; `strict` is what is over its full dates."""
    measure = cast("Measure | None", first_cue("measure", " ".join(stack)))
    mention, versus = pieces_to_mention(stack, strict)
    if strict is not outer and not (mention and mention.unit == "day" and mention.year and mention.month):
        mention, versus = pieces_to_mention(stack, outer)
    if versus and measure is None:
        measure = "change"
    return Heads(
        Column(header=" | ".join(stack), measure=measure, qualifier=_qualifier(stack)),
        mention=None if mention and mention.comparative else mention,
        percent=measure in PERCENTAGES or (bool(stack) and has_cue("percent_column", stack[-1])),
        instant=instant or says_instant(stack),
    )


@lru_cache(maxsize=1 << 11)
def _qualifier(stack: tuple[str, ...]) -> str | None:
    """Header words beyond time and scale, joined."""
    left = []
    for piece in stack:
        if text_to_scale(piece) or has_cue("fragment", piece):
            continue
        text = piece
        for mention in reversed(find_periods(piece)):
            text = f"{text[: mention.start]} {text[mention.end :]}"
        rest = pattern("header", "filler").sub(" ", plain(text))
        if re.search(r"[a-z$%]", rest):
            start = _NOT_WORDS.sub("", " ".join(text.split()) if text != piece else piece)
            start += ")" * (start.count("(") > start.count(")") and piece.rstrip().endswith(")"))  # "Oil (Bbl/d)"
            if start and re.search(r"[A-Za-z]{2}|[$%]", pattern("header", "filler").sub(" ", plain(start))):
                left.append(start)
    return " | ".join(left) or None


def _with_times_of_neighbours(stacks: Stacks, heads: list[Heads], *, fixed: bool) -> list[Heads]:
    """Let a bare year, and a column without any time, say what the phrase to its left says.

    "Years ended December 31, 2003 | 2002 | 2001"; "March 29, 2004 | Per share | March 31, 2003 | Per share".
    In fixed-width text the phrase may stand to the right as well: it is centered over its columns.
    """
    out: list[Heads] = []
    left: Heads | None = None
    over: tuple[str, ...] = ()
    said = [[m for piece in stack for m in text_to_mentions(piece)] for stack in stacks]
    dated = [k for k, own in enumerate(said) if any(m.year and (m.month or m.ordinal) for m in own)]
    for k, (own, head) in enumerate(zip(said, heads, strict=True)):
        mention = head.mention
        if own and all(map(is_bare_year, own)):
            if _is_whole_year(own[-1], head, heads[:k], said[:k]):
                head = replace(head, mention=own[-1])
            elif left and mention and (is_bare_year(mention) or mention.unit == "day"):
                head = _timed_like(head, left, merge(left.mention, own[-1]))
        elif not any(m.year or m.month or m.ordinal or m.relation for m in own):
            near = heads[_nearest_dated(k, dated, stacks)] if fixed and dated else left
            head = _timed_like(head, near, near.mention) if near else head
        elif left and not any(m.year for m in own) and all(piece in over for piece in stacks[k] if _says_time(piece)):
            head = _timed_like(head, left, left.mention)
        if head.mention and any(m.year for m in own) and (head.mention.month or head.mention.ordinal):
            left, over = head, stacks[k]
        elif own and not (left and head.mention is left.mention) and not all(map(is_bare_year, own)):
            left = None
        out.append(head)
    return out


def _is_whole_year(
    year: PeriodMention, head: Heads, before: Sequence[Heads], said: Sequence[Sequence[PeriodMention]]
) -> bool:
    """Whether a bare year beside numbered quarters is the whole year: "4Q 2014 | 4Q 2013 | FY 2014 | FY 2013".

    A year that says no "FY" is so where the quarter of that year stands to the left already.
    """
    numbered = [
        (own[0], other)
        for own, other in zip(said, before, strict=True)
        if len(own) == 1 and own[0].ordinal and own[0].unit in ("quarter", "half") and own[0].year
    ]
    if not numbered:
        return False
    return bool(year.fiscal) or any(
        m.year == year.year and other.column.qualifier == head.column.qualifier for m, other in numbered
    )


def _timed_like(head: Heads, other: Heads, mention: PeriodMention | None) -> Heads:
    """A column with the time of another one, or what `mention` makes of it."""
    return replace(head, mention=mention, instant=head.instant or other.instant)


def _nearest_dated(column: int, dated: list[int], stacks: Stacks) -> int:
    """The dated column nearest to one; half-way between two, the right one where the lowest words begin anew."""
    best = min(dated, key=lambda d: abs(d - column))
    rivals = [d for d in dated if abs(d - column) == abs(best - column)]
    anew = bool(stacks[column]) and any(s and s[-1] == stacks[column][-1] for s in stacks[:column])
    return max(rivals) if anew else min(rivals)


def _with_listed_dates(stacks: Stacks, heads: list[Heads], dates: Sequence[PeriodMention]) -> list[Heads]:
    """Give columns of bare years the days that the words over them list, where there are as many."""
    said = [[m for piece in stack for m in text_to_mentions(piece)] for stack in stacks]
    bare = [k for k, own in enumerate(said) if own and all(map(is_bare_year, own))]
    years = list(dict.fromkeys(m.year for k in bare if (m := heads[k].mention)))
    if len(dates) < 2 or len(years) != len(dates):
        return heads
    if any(abs((day.year or 0) - (year or 0)) > 1 for day, year in zip(dates, years, strict=True)):
        return heads
    days = dict(zip(years, dates, strict=True))
    out = list(heads)
    for k in bare:
        mention = heads[k].mention
        if mention is not None:
            outer = None if is_bare_year(mention) else replace(mention, month=None, day=None)
            out[k] = replace(heads[k], mention=merge(outer, days[mention.year]))
    return out
