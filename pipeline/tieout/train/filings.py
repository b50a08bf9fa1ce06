"""Lessons from paragraphs of filings that others have labelled: `ixbrl_prose`, `fire` and `kpi_edgar`.

Each paragraph is read as a release of its own, with a calendar of what its record tells. `ixbrl_prose` teaches the
period where the sentence says it (the dates of the filer's tag), the others which words of it a figure goes with.
"""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from tieout.calendar import Calendar
from tieout.evaluate.score import same_period
from tieout.facts import Fact, Period, Place
from tieout.fiscal import FiscalYear, month_end, nearest_month
from tieout.link import Mentions, link_figures
from tieout.link.options import Options
from tieout.metrics import find_metrics
from tieout.periods import find_periods
from tieout.release import Block, Release, SourceMap
from tieout.tag.figures import find_figures
from tieout.train.lessons import Lesson, period_text

Case = dict[str, Any]
Span = tuple[int, int]

_REPORTS = {"Q1": 1, "Q2": 2, "Q3": 3}
_NEARLY = 7  # days of a month on which a 52/53-week year still ends with the month before


def filing_lessons(folder: Path) -> Iterator[Lesson]:
    """The lessons of the sets that are there in a folder."""
    readers = {"ixbrl_prose": _tagged, "fire": _related, "kpi_edgar": _related}
    for name, reader in readers.items():
        path = folder / f"{name}.jsonl"
        if path.is_file():
            for case in read_cases(path):
                yield from reader(case, name)


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a set, one JSON object a line."""
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def _tagged(case: Case, source: str) -> Iterator[Lesson]:
    spans = [span for span in case["spans"] if span["period_in_text"] and span["period"]]
    if not spans:
        return
    facts, options = link_paragraph(case["text"], filing_calendar(case["doc"]))
    for span in spans:
        wanted = period_text(tagged_period(span["period"]))
        for k in overlapping(facts, (span["start"], span["end"])):
            right = tuple(same_period(wanted, period_text(period)) for period in options[k].periods)
            yield Lesson(case["group"], source, facts[k], options[k], (), right)


def _related(case: Case, source: str) -> Iterator[Lesson]:
    relations = [r for r in case["relations"] if r.get("metric") and r.get("year_in_text", True)]
    if not relations:
        return
    facts, options = link_paragraph(case["text"], calendar_of_year(case.get("current_year")))
    for relation in relations:
        for k in overlapping(facts, relation["figure"]):
            spans = [words_of(case["text"], fact) for fact in options[k].facts]
            right = tuple(span is not None and overlap(span, relation["metric"]) for span in spans)
            yield Lesson(case.get("group") or case["id"], source, facts[k], options[k], right, ())


def link_paragraph(text: str, calendar: Calendar) -> tuple[tuple[Fact, ...], list[Options]]:
    """The facts of a paragraph that stands alone, and what else each might be."""
    options: list[Options] = []
    return link_figures(*paragraph_to_release(text), calendar, (), options=options), options


def paragraph_to_release(text: str) -> tuple[Release, Mentions]:
    """A release of one paragraph, offsets as in `text`, and what the taggers find in it."""
    places = SourceMap((0,), (0,), (len(text),), len(text))
    block = Block("paragraph", 0, len(text), Place(0, len(text)))
    periods = find_periods(text)
    mentions = Mentions(find_figures(text, periods=periods), periods, find_metrics(text))
    return Release(text, text, places, (block,), "text", "utf-8"), mentions


def filing_calendar(doc: dict[str, str]) -> Calendar:
    """The calendar of a filing: its cover page tells the day its period ends, the fiscal year and the quarter.

    >>> str(filing_calendar({"period_end": "June 30, 2023", "fy": "2023", "fp": "Q2"}).reporting_period)
    '2023-04-01/2023-06-30'
    """
    end = datetime.strptime(doc["period_end"], "%B %d, %Y").date()
    quarter = _REPORTS.get(doc["fp"], 4)
    month = (nearest_month(end) - 1 + 3 * (4 - quarter)) % 12 + 1
    weekday = None if end == month_end(end.year, end.month) else end.weekday()
    nearest = weekday is not None and end.day <= _NEARLY
    fiscal = FiscalYear(month, 0, weekday, nearest, ends=(end,))
    if doc.get("fy", "").isdigit() and fiscal.locate(end)[0] - int(doc["fy"]) == 1:
        fiscal = FiscalYear(month, 1, weekday, nearest, ends=(end,))
    return Calendar(reporting_period=fiscal.ending(end, months=12 if quarter == 4 else 3), fiscal=fiscal)


def calendar_of_year(year: int | None) -> Calendar:
    """The calendar of a text of which at most the year is known that it reports on."""
    fiscal = FiscalYear(12)
    return Calendar(reporting_period=fiscal.span(year) if year else None, fiscal=fiscal)


def tagged_period(tag: dict[str, str]) -> Period:
    """The period of a filer's tag."""
    if "instant" in tag:
        return Period(date.fromisoformat(tag["instant"]))
    return Period(date.fromisoformat(tag["end"]), date.fromisoformat(tag["start"]))


def words_of(text: str, fact: Fact) -> Span | None:
    """Where the label of a fact stands, nearest to its figure.

    Words for times may have been left out of it, and words behind the figure may complete it.
    """
    words = re.findall(r"[\w$%&'’-]+", fact.label.split(", of ")[0])[:24]
    for drop in range(len(words)):
        for some in (words[: len(words) - drop], words[drop:]):
            pattern = r"[^\w]{1,4}(?:[^.;]{1,40}?\W)??".join(map(re.escape, some))
            found = [match.span() for match in re.finditer(pattern, text, re.IGNORECASE)]
            if found:
                return min(found, key=lambda span: max(span[0] - fact.place.end, fact.place.start - span[1]))
    return None


def overlapping(facts: tuple[Fact, ...], span: Span) -> list[int]:
    """The numbers of the facts whose figures share a character with a span."""
    return [k for k, fact in enumerate(facts) if overlap((fact.place.start, fact.place.end), span)]


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans share a character."""
    return one[0] < other[1] and other[0] < one[1]
