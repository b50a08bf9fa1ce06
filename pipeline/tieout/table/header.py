"""Header words to times: the phrases of stacked headers, captions and labels, put together from the outside in."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import cast

from tieout.mentions import PeriodMention, PeriodUnit
from tieout.periods import find_periods
from tieout.table.words import cue, has_cue, pattern, plain

SPAN_UNITS = ("week", "month", "quarter", "half", "year", "period")
TITLE_LENGTH = 160
"""Longer lines over a table are sentences, not titles."""
CAPTION_LENGTH = 400
"""Longer lines over a table are prose; of those only the end, next to the table, is looked at."""

# ’23 in a header is a year
_SHORT_YEAR = re.compile(r"['’‘](\d\d)(?!\d)")
# 2024E, 2025F: expected
_EXPECTED = re.compile(r"((?:19|20)\d\d) ?[EFef](?![A-Za-z])")
# Mar-20, June-30: a month and a day or a year, with a hyphen
_HYPHENED = re.compile(r"(?<=[a-z])[-‐–](?=\d\d(?:\d\d)?(?!\d))")
# July 29, 20231: a raised mark of a footnote run together with the year
_RAISED = re.compile(r"(?<=\d, )((?:19|20)\d\d)[1-9](?!\d)")
# Inc/(Dec)  (Dec): a decrease, no month
_DECREASE = re.compile(r"\(dec\.?\)", re.IGNORECASE)
# 28,  28, 2023: a day under its month
_DAY = re.compile(r"\d{1,2}\b,?(?: (?:19|20)\d\d)?$")
# 2019 vs. 2018, Q1 20 v. Q4 19
_VERSUS = re.compile(r"\b(?:vs|v|versus|over|compared (?:to|with))\b\.?|/|\bfrom\b", re.IGNORECASE)


@lru_cache(maxsize=1 << 13)
def text_to_mentions(text: str) -> tuple[PeriodMention, ...]:
    """The phrases for times in a header's words, in order.

    >>> [(m.unit, m.count, m.month, m.year) for m in text_to_mentions("Three Months Ended June 30, 2004")]
    [('month', 3, 6, 2004)]
    >>> [m.year for m in text_to_mentions("’23 vs. ’22")]
    [2023, 2022]
    """
    text = _RAISED.sub(r"\1", _EXPECTED.sub(r"\1", _SHORT_YEAR.sub(r" 20\1", text)))
    text = spelled_out(text)
    if _HYPHENED.search(text):
        text = _HYPHENED.sub(" ", text)
    found = [m for m in find_periods(text) if not _is_term(text, m)]
    if not found:
        unit = text_to_span(text)
        return (PeriodMention(0, len(text), unit, "bare span"),) if unit else ()
    return tuple(found)


def spelled_out(text: str) -> str:
    """Header words with a decrease that looks like a month spelled out.

    >>> spelled_out("Inc/(Dec)")
    'Inc/(Decrease)'
    """
    return _DECREASE.sub("(Decrease)", text)


@lru_cache(maxsize=1 << 12)
def text_to_span(text: str) -> PeriodUnit | None:
    """The span that a header names with one word, or `None`.

    >>> text_to_span("Full Year"), text_to_span("Yield")
    ('year', None)
    """
    found = cue("bare_span").find(plain(text).strip(" .:*()"))
    return cast(PeriodUnit, found.lastgroup) if found else None


def _is_term(text: str, mention: PeriodMention) -> bool:
    """Whether a phrase names a term ("less than 12 months", "over one year", "10-year notes"), not a time."""
    if mention.rule != "length":
        return False
    rest = f"{text[: mention.start]} {text[mention.end :]}"
    return bool(re.search(r"[A-Za-z]{2}", pattern("header", "beside_length").sub("", plain(rest))))


def merge(outer: PeriodMention | None, inner: PeriodMention | None) -> PeriodMention | None:
    """What a phrase means under another one: "2004" under "Three Months Ended June 30," is those months of 2004.

    What the inner phrase says itself stands; the outer one fills what is missing.
    """
    if outer is None or inner is None:
        return inner or outer
    if inner.first or inner.comparative:
        return inner
    if is_bare_year(inner):
        if is_bare_year(outer) or outer.first:
            return inner
        return replace(outer, year=inner.year, fiscal=outer.fiscal or inner.fiscal)
    if inner.unit == "day":
        if outer.unit == "day" or is_bare_year(outer) or outer.comparative:
            return replace(inner, year=inner.year or outer.year)
        return replace(outer, year=inner.year or outer.year, month=inner.month, day=inner.day, instant=outer.instant)
    if (
        inner.unit == "month"
        and inner.count is None
        and inner.month
        and outer.unit != "day"
        and not is_bare_year(outer)
    ):
        return replace(outer, year=inner.year or outer.year, month=inner.month, day=inner.day)
    year = inner.year or outer.year
    if inner.ordinal or inner.month or (outer.ordinal and not outer.month):
        ordinal = (
            inner.ordinal if inner.ordinal or inner.month else (outer.ordinal if outer.unit == inner.unit else None)
        )
        return replace(inner, year=year, ordinal=ordinal, fiscal=inner.fiscal or outer.fiscal)
    return replace(inner, year=year, month=outer.month, day=outer.day, fiscal=inner.fiscal or outer.fiscal)


def is_bare_year(mention: PeriodMention) -> bool:
    """Whether a phrase is a year and nothing else."""
    return (
        mention.unit == "year"
        and mention.month is None
        and mention.rule in ("year", "fiscal year")
        and bool(mention.year)
    )


def pieces_to_mention(
    pieces: Iterable[str], outer: PeriodMention | None = None
) -> tuple[PeriodMention | None, PeriodMention | None]:
    """The time that stacked header words mean, from top to bottom, and the earlier one that they compare with.

    >>> now, _ = pieces_to_mention(["Three Months Ended", "June 30,", "2004"])
    >>> now.unit, now.count, now.month, now.year
    ('month', 3, 6, 2004)
    """
    now, versus = outer, None
    for piece in _glued(tuple(pieces)):
        found = text_to_mentions(piece)
        if len(found) == 2 and _VERSUS.search(piece):
            now, versus = merge(now, found[0]), merge(now, found[1])
        elif found:
            for mention in found:
                now = merge(now, mention)
    return now, versus


@lru_cache(maxsize=1 << 12)
def _glued(pieces: tuple[str, ...]) -> tuple[str, ...]:
    """Header lines with the lines of a broken phrase put together: "Nine", "Months", "Ended", "Dec 31," is one.

    >>> _glued(("Nine", "Months", "Ended", "Dec 31,", "2008"))
    ('Nine Months Ended Dec 31,', '2008')
    >>> _glued(("Weeks Ended January", "28,", "2023"))
    ('Weeks Ended January 28,', '2023')
    """
    out: list[str] = []
    broken = False
    for piece in pieces:
        if broken or (out and _DAY.match(piece) and _ends_in_month(out[-1])):
            out[-1] = f"{out[-1]} {piece}"
        else:
            out.append(piece)
        broken = has_cue("fragment", out[-1]) and not any(m.month or m.year for m in text_to_mentions(out[-1]))
    return tuple(out)


def _ends_in_month(piece: str) -> bool:
    """Whether header words end in a month without a day."""
    found = text_to_mentions(piece)
    return bool(found) and found[-1].month is not None and found[-1].day is None and not piece[-1:].isdigit()


def caption_to_mention(lines: Iterable[str], *, years: bool = False) -> PeriodMention | None:
    """What the words over a table say of its time, where they say one thing: nearest last, nearest first heard.

    A line with several times ("June 30, 2004 and 2003") gives only what they share. A bare year counts only where
    `years` are asked for: over guidance ("Outlook for fiscal 2005").
    """
    known: PeriodMention | None = None
    for line in reversed(tuple(lines)):
        mentions = text_to_mentions(line[-CAPTION_LENGTH:])
        sentence = len(line) > TITLE_LENGTH  # its "fourth quarter" may be of anything
        told = [m for m in mentions if not (m.relation or m.first or (sentence and m.ordinal))]
        if sentence or not years:
            told = [m for m in told if not is_bare_year(m)]
        shared = _shared(told)
        if shared is not None:
            known = merge(shared, known)
        if known and known.unit != "day" and known.year and known.month:
            break
    return known


def caption_to_dates(lines: Iterable[str]) -> tuple[PeriodMention, ...]:
    """The full dates that the nearest line over a table lists, two or more, each with the length said before them.

    >>> [m.day for m in caption_to_dates(["Years ended December 28, 2003 and December 29, 2002"])]
    [28, 29]
    """
    for line in reversed(tuple(lines)):
        found = [m for m in text_to_mentions(line[-CAPTION_LENGTH:]) if m.year and m.day and not m.first]
        if len(found) > 1:
            length = next((m for m in found if m.unit != "day"), None)
            return tuple(merge(length, m) or m if m.unit == "day" else m for m in found)
    return ()


def _shared(found: list[PeriodMention]) -> PeriodMention | None:
    """What several phrases have in common, or `None` where that is nothing."""
    if not found:
        return None
    first = found[0]
    if any((m.unit, m.count, m.ordinal) != (first.unit, first.count, first.ordinal) for m in found):
        return None
    return replace(
        first,
        year=first.year if all(m.year == first.year for m in found) else None,
        month=first.month if all(m.month == first.month for m in found) else None,
        day=first.day if all((m.month, m.day) == (first.month, first.day) for m in found) else None,
    )


def says_instant(pieces: Iterable[str]) -> bool:
    """Whether header words name a balance date ("As of", "At")."""
    return any(cue("as_of").find(plain(p)) for p in pieces)
