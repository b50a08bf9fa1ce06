"""The prose of a release for the page: its blocks in order, each figure of them marked, tables where they stand."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tieout.evaluate.places import source_to_text
from tieout.release import BlockKind
from tieout.report import Report


@dataclass(frozen=True, slots=True)
class Piece:
    """Words; or a figure, then `fact` is its index in the report."""

    text: str
    fact: int | None = None


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of prose in pieces; or the place of a table, then `table` is its index in the report."""

    kind: BlockKind
    pieces: tuple[Piece, ...] = ()
    table: int | None = None


def report_to_passages(report: Report) -> Iterator[Passage]:
    """The blocks of the release in order. Of figures that overlap the first is marked."""
    spans = _spans_in_text(report)
    starts = [start for start, _, _ in spans]
    tables = {table.place.start: table.index for table in report.tables}
    for block in report.release.blocks:
        if block.kind == "table":
            if block.place.start in tables:
                yield Passage("table", table=tables[block.place.start])
            continue
        within = spans[bisect_right(starts, block.start - 1) : bisect_right(starts, block.end - 1)]
        yield Passage(block.kind, tuple(_pieces(report.release.text, block.start, block.end, within)))


def _spans_in_text(report: Report) -> list[tuple[int, int, int]]:
    """Start and end in the prose of each fact, and its index, in order."""
    in_text = source_to_text(report.release)
    spans = []
    for k, fact in enumerate(report.facts):
        span = in_text(fact.place.start, fact.place.end)
        if span is not None:
            spans.append((*span, k))
    return sorted(spans)


def _pieces(text: str, start: int, end: int, spans: Sequence[tuple[int, int, int]]) -> Iterator[Piece]:
    at = start
    for first, last, fact in spans:
        if first < at or last > end:
            continue
        if first > at:
            yield Piece(text[at:first])
        yield Piece(text[first:last], fact)
        at = last
    if at < end:
        yield Piece(text[at:end])
