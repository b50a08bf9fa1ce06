"""What a release lets slip about its fiscal calendar: the phrases of its prose and of its tables' headers, weighed."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from tieout.facts import Period
from tieout.fiscal import FiscalYear, month_end, months_to
from tieout.mentions import PeriodMention
from tieout.periods import combine, find_periods, parse_period
from tieout.release import RawTable, Release
from tieout.rules import load_rules
from tieout.wording import alternatives
from tieout.year_end import OPENING, Dated, infer_fiscal_year

_HEADER_ROWS = 8  # how deep stacked column headers go, blank rows and units included
_HEADER_CHARS = 80  # longer cells are prose
_SEASON = 120  # days after a period's end within which its release is out
_HEADLINES = 500  # characters that hold the headlines and the first sentence
_BESIDE = 120  # characters between a day and the words that say what happens on it
_FRESH = 200  # days within which a period is reported after its end (late filers included)
_WIRE = re.compile(r"\s?(?:/|--|-|–|—|\()")  # after the date of a dateline: "April 27 /PRNewswire/ --"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was gathered: the day of release, the period reported on, the fiscal year; `None` where not told."""

    released: date | None
    reporting: Period | None
    fiscal: FiscalYear | None


def gather_evidence(release: Release, prose: list[PeriodMention] | None = None) -> Evidence:
    """The calendar's evidence in a release: its prose (`prose` where found already), captions and table headers."""
    prose = find_periods(release.text) if prose is None else prose
    headers = [m for table in release.tables for m in header_mentions(table)]
    return weigh(release.text, prose, headers)


def weigh(text: str, prose: list[PeriodMention], headers: list[PeriodMention]) -> Evidence:
    """The evidence of the mentions of `text` and of the mentions of table headers."""
    past = [m for m in prose if "ending" not in text[m.start : m.end].lower()]
    told = list(_dated(past, headers, None))
    ended = _reported_end(told, set(), None) or _numbered_end(prose)
    released = _dateline(text, prose, told, ended) or _first_after(ended, prose, text)
    by = released or _first_after(ended, prose)
    dated = list(_dated(prose, headers, by)) if by else told
    ends = {d.end for d in dated} | {day for m in headers if m.unit == "day" and (day := _full_date(m))}
    quarter_end = _reported_end(dated, ends, by)
    mentions = [*prose, *headers]
    fiscal = infer_fiscal_year(prose, headers, dated, ends, quarter_end, by)
    reporting = _reporting(mentions, dated, quarter_end, fiscal, by)
    if quarter_end is not None and _opens_with_half(prose):
        reporting = fiscal.ending(quarter_end, months=6) if fiscal else months_to(quarter_end, 6)
    return Evidence(released, reporting, fiscal)


def header_mentions(table: RawTable) -> Iterator[PeriodMention]:
    """The periods that a raw table's captions and stacked header cells spell, column by column."""
    for caption in table.caption:
        yield from find_periods(caption)
    stacks: dict[int, list[str]] = {}
    for cell in table.cells:
        if cell.row >= _HEADER_ROWS:
            break
        if len(cell.text) <= _HEADER_CHARS and (cell.column or parse_period(cell.text)):
            for column in range(cell.column, cell.column + cell.colspan):
                stacks.setdefault(column, []).append(cell.text)
    for header in dict.fromkeys(" ".join(stack) for stack in stacks.values()):
        parts = find_periods(header)
        whole = parts[0] if parts else None
        for part in parts[1:]:
            whole = whole and (combine(whole, part) or whole)
        if whole:
            yield whole


def _full_date(mention: PeriodMention) -> date | None:
    """The date of a mention with year, month and day."""
    if mention.year and mention.month and mention.day:
        last = month_end(mention.year, mention.month)
        return last.replace(day=min(mention.day, last.day))
    return None


def _dated(prose: Iterable[PeriodMention], headers: Iterable[PeriodMention], released: date | None) -> Iterator[Dated]:
    """The lengths that end on a full date no later than the release, once each with their weight."""
    said: dict[tuple[object, ...], list[PeriodMention]] = {}
    for mention in (*prose, *headers):
        if mention.day and mention.year and mention.unit not in ("day", "period") and mention.relation is None:
            key = (
                mention.unit,
                mention.count,
                mention.ordinal,
                mention.fiscal,
                mention.year,
                mention.month,
                mention.day,
            )
            said.setdefault(key, []).append(mention)
    for same in said.values():
        end = _full_date(same[0])
        if end and (released is None or end <= released):
            yield Dated(same[0], end, len(same))


def _is_quarter(mention: PeriodMention) -> bool:
    """Whether a mention is as long as a quarter: one quarter, three months, 12 to 17 weeks."""
    match mention.unit:
        case "quarter":
            return mention.count in (None, 1)
        case "month":
            return mention.count == 3
        case "week":
            return mention.count is not None and 12 <= mention.count <= 17
    return False


def _reported_end(dated: list[Dated], ends: set[date], released: date | None) -> date | None:
    """The last day of the quarter (else of the longest span) reported on: the latest that the release speaks of."""
    quarters = [d.end for d in dated if _is_quarter(d.mention)]
    spans = [d.end for d in dated if d.mention.unit in ("month", "week", "half", "year")]
    known = [day for day in ends if released and day <= released]
    for candidates in (quarters, spans, known):
        fresh = [day for day in candidates if released is None or (released - day).days <= _FRESH]
        if fresh:
            return max(fresh)
    return max(quarters + spans, default=None)


def _dateline(text: str, prose: list[PeriodMention], told: list[Dated], ended: date | None) -> date | None:
    """The date of the dateline: the first near the top that no word governs, and that most "ended" dates precede."""
    for mention in prose:
        if mention.start > OPENING:
            break
        if mention.unit != "day" or mention.day is None or _governed(text, mention.start):
            continue
        day = _full_date(mention)
        if day is None and _WIRE.match(text, mention.end):
            day = _year_told(mention, prose, ended)
        if day and sum(d.weight for d in told if d.end <= day) * 2 >= sum(d.weight for d in told):
            return day
    return None


def _first_after(ended: date | None, prose: list[PeriodMention], text: str | None = None) -> date | None:
    """The first day that the prose names after the period's end: of a conference call, where `text` is given."""
    if ended is None:
        return None
    days = [
        day
        for mention in prose
        if mention.unit == "day" and (day := _full_date(mention)) and 0 < (day - ended).days <= _SEASON
        if text is None or _calling().search(text, max(0, mention.start - _BESIDE), mention.end + _BESIDE)
    ]
    return min(days, default=None)


def _numbered_end(prose: list[PeriodMention]) -> date | None:
    """The last day of the first numbered quarter of the prose, by the calendar year; `None` where years are fiscal."""
    for mention in prose:
        if mention.unit == "quarter" and mention.year and mention.ordinal and mention.relation is None:
            return None if mention.fiscal else FiscalYear(12).quarter_end(mention.year, mention.ordinal)
    return None


def _governed(text: str, at: int) -> bool:
    """Whether a word before a date makes it another day than that of the release: "as of", "ended", "payable on"."""
    return _governing().search(text, max(0, at - 12), at) is not None


@cache
def _calling() -> re.Pattern[str]:
    """The words of `rules/periods.toml` for a conference call."""
    return re.compile(rf"\b(?:{alternatives(load_rules('periods')['calls'])})\b", re.IGNORECASE)


@cache
def _governing() -> re.Pattern[str]:
    """The words of `rules/periods.toml` that govern a date, at the end of a text."""
    return re.compile(rf"\b(?:{alternatives(load_rules('periods')['governing'])})\s$", re.IGNORECASE)


def _year_told(mention: PeriodMention, prose: list[PeriodMention], ended: date | None) -> date | None:
    """The day of a dateline without a year: the first such day after the period's end."""
    if ended is None:
        return None
    for year in (ended.year, ended.year + 1):
        day = _full_date(replace(mention, year=year))
        if day and 0 < (day - ended).days <= _FRESH:
            return day
    return None


def _reporting(
    mentions: list[PeriodMention],
    dated: list[Dated],
    end: date | None,
    fiscal: FiscalYear | None,
    released: date | None,
) -> Period | None:
    """The quarter reported on; where no quarter is spoken of, the half or year that ends that day."""
    if end is None:
        return _numbered(mentions, fiscal, released)
    here = [d.mention for d in dated if d.end == end]
    for mention in sorted(here, key=lambda m: (not _is_quarter(m), m.unit != "week", m.count or 0)):
        if mention.unit == "week" and mention.count:
            return FiscalYear(12).ending(end, weeks=mention.count)
        months = {"month": mention.count or 1, "quarter": 3, "half": 6, "year": 12}.get(mention.unit, 3)
        if not _is_quarter(mention) and any(m.unit == "quarter" and m.ordinal for m in mentions):
            months = 3
        return fiscal.ending(end, months=months) if fiscal else months_to(end, months)
    return fiscal.ending(end, months=3) if fiscal else months_to(end, 3)


def _opens_with_half(prose: list[PeriodMention]) -> bool:
    """Whether the headline and the first lines speak of a half year, and of no quarter."""
    opening = [m for m in prose if m.start < _HEADLINES]
    half = any(m.unit == "half" or (m.unit == "month" and m.count == 6) for m in opening)
    return half and not any(_is_quarter(m) for m in opening)


def _numbered(mentions: list[PeriodMention], fiscal: FiscalYear | None, released: date | None) -> Period | None:
    """The latest numbered quarter or year that had ended when the release came out."""
    if fiscal is None or released is None:
        return None
    spans = [
        fiscal.span(m.year, m.ordinal, m.ordinal) if m.ordinal else fiscal.span(m.year)
        for m in mentions
        if m.year and m.relation is None and m.count is None and m.unit == "quarter" and m.ordinal
    ] or [fiscal.span(m.year) for m in mentions if m.year and m.unit == "year" and m.relation is None]
    past = [span for span in spans if 0 < (released - span.end).days <= _FRESH]
    return max(past, default=None)
