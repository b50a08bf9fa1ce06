"""What taggers find in prose: spans with what the words say, before anything is resolved.

Offsets are into the text that was tagged (`Release.text`, `Doc.text`).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from tieout.facts import Bound, UnitKind
from tieout.frozen import quick

PeriodUnit = Literal["day", "week", "month", "quarter", "half", "year", "period"]
PeriodRelation = Literal["current", "previous", "prior year", "same", "next", "to date", "trailing", "ago"]


@quick
@dataclass(frozen=True, slots=True)
class FigureMention:
    """A numeral with its sign, brackets, mark, magnitude word and unit, as printed.

    `value` is in base units with the sign that is *printed* (brackets, minus); what words such as "loss" or
    "decreased" do to it is for linking. `step` is the weight of the last printed digit. `bound` is set on the
    ends of ranges and by words such as "more than"; `hedge` keeps "approximately". `range_with` is the start
    offset of the other end of a range. `noun` are the words counted or priced, as printed
    ("short tons", "diluted share").
    """

    start: int
    end: int
    kind: UnitKind
    value: Decimal
    unit: str
    step: Decimal
    rule: str
    bound: Bound | None = None
    hedge: str | None = None
    range_with: int | None = None
    noun: str | None = None


@quick
@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A phrase for a time, parsed but not resolved: what it says, not yet which days it means.

    "three months ended December 31, 2002" is unit month, count 3, end 2002-12-31; "fourth quarter of 2002" is
    unit quarter, ordinal 4, year 2002; "first nine months" is unit month, count 9, ordinal 1; "fiscal 2003" is
    unit year, year 2003, fiscal; "the prior-year quarter" is unit quarter, relation "prior year"; "the same
    period of 2001" is unit period, relation "same", year 2001; "December 31" is unit day, month 12, day 31.
    `instant` is set where the phrase names a date or an end ("at quarter end", "as of June 30, 2004").
    `comparative` is set for words of comparison that stand for a period ("year-over-year", "sequentially").
    """

    start: int
    end: int
    unit: PeriodUnit
    rule: str
    count: int | None = None
    ordinal: int | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    fiscal: bool | None = None
    first: date | None = None
    last: date | None = None
    relation: PeriodRelation | None = None
    instant: bool = False
    comparative: bool = False


@quick
@dataclass(frozen=True, slots=True)
class MetricMention:
    """Words that name something measured: the canonical metric's name, and the basis where the words say it."""

    start: int
    end: int
    metric: str
    non_gaap: bool = False


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A name (`[start, end)`), and its title with the title's span where one stands beside it."""

    start: int
    end: int
    name: str
    title: str | None = None
    title_start: int | None = None
    title_end: int | None = None
