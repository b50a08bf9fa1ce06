"""Prose cut into sentences, each a row of figures with the masked text between them."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from tieout.frozen import quick
from tieout.link.cues import METRIC, PERIOD
from tieout.mentions import FigureMention, MetricMention, PeriodMention

# A full stop, question mark or closing quote that ends a sentence: a capital, bracket or quote follows.
_END = re.compile(r"(?<=[.!?])[\"”’'»)\]]{0,3}\s+(?=[\"“‘'«(\[]{0,2}[A-Z0-9•])")
# ... unless the word before the stop is short for something.
_ABBREVIATION = re.compile(
    r"(?:\b(?:Inc|Corp|Co|Ltd|Cos|Bros|Mr|Mrs|Ms|Dr|Jr|Sr|St|No|Nos|vs|approx|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|al|etc|e\.g|i\.e|Gen|Sen|Rep|Prof|Fig|Vol)"
    r"|\b[A-Z]|\b(?:[A-Za-z]\.)+[A-Za-z])\.$"
)


@quick
@dataclass(frozen=True, slots=True)
class Gap:
    """The text between two figures of a sentence (or before the first, behind the last), metrics and periods masked.

    `raw` keeps the case, `text` is lower case; both are equally long. `metrics` and `periods` pair a position in
    `text` with the mention that stands there. `text[:lead]` are the words of the unit of the figure before
    ("per diluted share", "short tons").
    """

    start: int
    end: int
    raw: str
    text: str
    metrics: tuple[tuple[int, MetricMention], ...]
    periods: tuple[tuple[int, PeriodMention], ...]
    lead: int = 0


@quick
@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence `[start, end)` of the prose: its figures as tagged and as printed, and one gap more than figures."""

    start: int
    end: int
    figures: tuple[FigureMention, ...]
    gaps: tuple[Gap, ...]
    quotes: tuple[str, ...]

    @property
    def periods(self) -> Iterator[PeriodMention]:
        """All period mentions, in text order."""
        return (p for gap in self.gaps for _, p in gap.periods)


def split_sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Sentence spans of `text[start:end]`.

    >>> text = "Sales of U.S. Corp. rose. Costs fell."
    >>> [text[a:b] for a, b in split_sentences(text, 0, 37)]
    ['Sales of U.S. Corp. rose.', 'Costs fell.']
    """
    spans = []
    at = start
    for stop in _END.finditer(text, start, end):
        if text[stop.start() - 1] == "." and _ABBREVIATION.search(text[max(at, stop.start() - 12) : stop.start()]):
            continue
        spans.append((at, stop.start() + len(stop[0].rstrip())))
        at = stop.end()
    if at < end:
        spans.append((at, end))
    return spans


class ClauseReader:
    """Cuts sentences out of a text whose mentions are known, in text order each."""

    def __init__(
        self,
        text: str,
        figures: Sequence[FigureMention],
        metrics: Sequence[MetricMention],
        periods: Sequence[PeriodMention],
    ) -> None:
        self._text = text
        self._figures = figures
        self._figure_starts = [f.start for f in figures]
        marks: list[MetricMention | PeriodMention] = sorted([*metrics, *periods], key=lambda m: (m.start, -m.end))
        self._marks = marks
        self._mark_starts = [m.start for m in marks]

    def sentences(self, start: int, end: int) -> Iterator[Sentence]:
        """The sentences of the block `[start, end)`, those without figures too (they may set a period)."""
        for a, b in split_sentences(self._text, start, end):
            low, high = bisect_left(self._figure_starts, a), bisect_left(self._figure_starts, b)
            figures = tuple(self._figures[low:high])
            edges = [a, *(x for f in figures for x in (f.start, f.end)), b]
            owners = [None, *figures]
            gaps = tuple(
                self._gap(edges[2 * i], max(edges[2 * i], edges[2 * i + 1]), owners[i]) for i in range(len(owners))
            )
            yield Sentence(a, b, figures, gaps, tuple(self._text[f.start : f.end] for f in figures))

    def _gap(self, start: int, end: int, figure: FigureMention | None) -> Gap:
        parts: list[str] = []
        length = 0
        metrics: list[tuple[int, MetricMention]] = []
        periods: list[tuple[int, PeriodMention]] = []
        at = start
        for mark in self._marks[bisect_left(self._mark_starts, start) : bisect_right(self._mark_starts, end)]:
            if mark.start < at or mark.end > end:
                continue
            if figure is not None and mark.start <= start + 1 and self._text.startswith("per ", mark.start):
                continue  # "$0.40 per diluted share": the unit, not a thing
            parts.append(self._text[at : mark.start])
            length += mark.start - at
            if isinstance(mark, MetricMention):
                metrics.append((length, mark))
                parts.append(METRIC)
            else:
                periods.append((length, mark))
                parts.append(PERIOD)
            length += 1
            at = mark.end
        parts.append(self._text[at:end])
        raw = "".join(parts)
        lower = raw.lower()
        lower = lower if len(lower) == len(raw) else raw
        return Gap(start, end, raw, lower, tuple(metrics), tuple(periods), _unit_words(lower, figure))


def _unit_words(text: str, figure: FigureMention | None) -> int:
    """How much of the text behind a figure only says its unit."""
    if figure is None or not figure.noun:
        return 0
    noun = figure.noun.lower()
    if noun not in text:
        return 0
    match = _unit_pattern(noun).match(text)
    return match.end() if match else 0


@lru_cache(maxsize=1 << 10)
def _unit_pattern(noun: str) -> re.Pattern[str]:
    return re.compile(rf"[\s-]*(?:(?:per|an?|each|/)\s+(?:[\w-]+\s+){{0,3}}?)?{re.escape(noun)}\b")
