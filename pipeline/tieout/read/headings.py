"""Which columns a heading stands over, and how many of them it spans."""

from collections.abc import Sequence
from dataclasses import dataclass

from tieout.read.chunks import Chunk
from tieout.read.layout import Column
from tieout.read.rows import has_period


@dataclass(frozen=True, slots=True)
class Heading:
    """Words over columns `[first, end)`."""

    chunk: Chunk
    first: int
    end: int


def chunks_to_headings(
    chunks: Sequence[Chunk],
    texts: Sequence[str],
    columns: Sequence[Column],
    *,
    rulers: Sequence[tuple[int, int]] = (),
    lower: Sequence[str] = (),
    aligned: bool = True,
) -> list[Heading]:
    """The columns that each of a line's chunks stands over, left to right, without overlap.

    `rulers` are the strokes drawn under the line, `lower` the words that a fuller line under it gives each column:
    where those are dates the words of a period here hold for all the columns around, where they repeat, for every
    repeat.
    Where columns are not `aligned`, periods that can share them out evenly do.
    """
    count, total = len(chunks), len(columns)
    if count == total:
        return [Heading(c, k, k + 1) for k, c in enumerate(chunks)]
    if count > total:
        return _merge(chunks, columns)
    spans = _by_overlap(chunks, columns)
    if len(rulers) == count and (ruled := _by_rulers(chunks, columns, rulers)):
        spans = ruled
    elif count == 1 and not aligned and has_period(texts[0]):
        spans = [(0, total)]
    elif even := _by_repeats(texts, lower) or _by_dates(texts, lower):
        spans = even
    elif (
        count == total - 1
        and not has_period(texts[-1])
        and all(has_period(t) for t in texts[:-1])
        and not (aligned and all(_touches(c, columns) for c in chunks))
    ):
        spans = [*((k, k + 1) for k in range(count - 1)), (count - 1, total)]  # 2023, 2022, change in money and percent
    elif (
        count > 1
        and total % count == 0
        and (
            (all(has_period(t) for t in texts) and (not aligned or _fits_equal(spans, total // count)))
            or (
                _fits_equal(spans, total // count)
                and (_repeats(lower, count) or any(b - a > 1 for a, b in spans))
                and _are_centered(chunks, columns)
            )
        )
    ):
        share = total // count
        spans = [(k * share, (k + 1) * share) for k in range(count)]
    elif lower and all(has_period(t) for t in texts):
        spans = _cover_dated(chunks, columns, spans, frozenset(k for k, t in enumerate(lower) if has_period(t)))
    return [Heading(c, a, b) for c, (a, b) in zip(chunks, spans, strict=True)]


def _merge(chunks: Sequence[Chunk], columns: Sequence[Column]) -> list[Heading]:
    """More chunks than columns: each to the column it is nearest to, those of one column together."""
    headings: list[Heading] = []
    for chunk in chunks:
        column = _nearest(chunk, columns)
        if headings and headings[-1].first >= column:
            last = headings.pop()
            headings.append(Heading(last.chunk._replace(end=chunk.end), last.first, last.end))
        else:
            headings.append(Heading(chunk, column, column + 1))
    return headings


def _touches(chunk: Chunk, columns: Sequence[Column]) -> bool:
    """Whether a chunk stands over a column at all."""
    return any(chunk.start < column.end and column.start < chunk.end for column in columns)


def _nearest(chunk: Chunk, columns: Sequence[Column]) -> int:
    """The column that most of a chunk stands over, else the one beside it."""

    def distance(k: int) -> tuple[int, float]:
        column = columns[k]
        return max(column.start - chunk.end, chunk.start - column.end), abs(chunk.start + chunk.end - 2 * column.middle)

    return min(range(len(columns)), key=distance)


def _by_overlap(chunks: Sequence[Chunk], columns: Sequence[Column]) -> list[tuple[int, int]]:
    """The columns under each chunk; one that two chunks touch goes to the one whose middle is nearer."""
    owners: dict[int, int] = {}
    for k, chunk in enumerate(chunks):
        for c, column in enumerate(columns):
            if chunk.start < column.end and column.start < chunk.end:
                rival = owners.get(c)
                if rival is None or _off(chunk, column) < _off(chunks[rival], column):
                    owners[c] = k
    spans: list[tuple[int, int]] = []
    for k, chunk in enumerate(chunks):
        own = [c for c, owner in owners.items() if owner == k]
        if own:
            first, end = min(own), max(own) + 1
        else:
            first = _nearest(chunk, columns)
            end = first + 1
        floor = spans[-1][1] if spans else 0
        first = min(max(first, floor), len(columns) - (len(chunks) - k))
        spans.append((first, max(first + 1, min(end, len(columns) - (len(chunks) - k - 1)))))
    return spans


def _off(chunk: Chunk, column: Column) -> float:
    return abs((chunk.start + chunk.end) / 2 - column.middle)


def _by_rulers(
    chunks: Sequence[Chunk], columns: Sequence[Column], rulers: Sequence[tuple[int, int]]
) -> list[tuple[int, int]] | None:
    """The columns over which the stroke under each chunk is drawn."""
    spans = []
    for chunk, (start, end) in zip(chunks, rulers, strict=True):
        under = [c for c, column in enumerate(columns) if start <= column.middle < end]
        if not under or chunk.start >= end or chunk.end <= start:
            return None
        spans.append((under[0], under[-1] + 1))
    return spans


def _fits_equal(spans: Sequence[tuple[int, int]], share: int) -> bool:
    return all(k * share <= a and b <= (k + 1) * share for k, (a, b) in enumerate(spans))


def _are_centered(chunks: Sequence[Chunk], columns: Sequence[Column]) -> bool:
    """Whether each chunk stands about the middle of its share of three columns or more, not over the last of them."""
    share = len(columns) // len(chunks)
    if share < 3:
        return True
    for k, chunk in enumerate(chunks):
        first, last = columns[k * share], columns[(k + 1) * share - 1]
        if abs(chunk.start + chunk.end - first.start - last.end) > (last.end - first.start) / 2:
            return False
    return True


def _repeats(lower: Sequence[str], count: int) -> bool:
    """Whether words over columns are the same `count` times over: "Sales", "Margin", "Sales", "Margin"."""
    share = len(lower) // count
    return share > 0 and len(lower) % count == 0 and tuple(lower) == tuple(lower[:share]) * count


def _by_repeats(texts: Sequence[str], lower: Sequence[str]) -> list[tuple[int, int]] | None:
    """Spans of periods under which the same words repeat, with one column for each heading behind them.

    "2023", "2022", "Change" over "Amount", "% of sales", "Amount", "% of sales", "%".
    """
    periods = next((k for k, t in enumerate(texts) if not has_period(t)), len(texts))
    rest = len(texts) - periods
    if periods < 2 or len(lower) <= len(texts) or (len(lower) - rest) % periods:
        return None
    share = (len(lower) - rest) // periods
    if not _repeats(lower[: share * periods], periods):
        return None
    spans = [(k * share, (k + 1) * share) for k in range(periods)]
    return spans + [(share * periods + k, share * periods + k + 1) for k in range(rest)]


def _by_dates(texts: Sequence[str], lower: Sequence[str]) -> list[tuple[int, int]] | None:
    """Spans of periods over dates, and one column without a date for each heading behind them.

    "June 30," and "Increase" over "2009", "2008", "(Decrease)".
    """
    periods = next((k for k, t in enumerate(texts) if not has_period(t)), len(texts))
    dated = next((k for k, t in enumerate(lower) if not has_period(t)), len(lower))
    rest = len(texts) - periods
    if not (periods and rest) or dated <= periods or dated % periods or len(lower) - dated != rest:
        return None
    share = dated // periods
    return [(k * share, (k + 1) * share) for k in range(periods)] + [(dated + k, dated + k + 1) for k in range(rest)]


def _cover_dated(
    chunks: Sequence[Chunk], columns: Sequence[Column], spans: Sequence[tuple[int, int]], dated: frozenset[int]
) -> list[tuple[int, int]]:
    """Every dated column under some heading: those between two go to the nearer one."""
    grown = [list(span) for span in spans]
    for k, chunk in enumerate(chunks):
        floor = grown[k - 1][1] if k else 0
        while grown[k][0] > floor and grown[k][0] - 1 in dated:
            middle = columns[grown[k][0] - 1].middle
            if k and middle - chunks[k - 1].end <= chunk.start - middle:
                break
            grown[k][0] -= 1
        ceiling = spans[k + 1][0] if k + 1 < len(chunks) else len(columns)
        while grown[k][1] < ceiling and grown[k][1] in dated:
            middle = columns[grown[k][1]].middle
            if k + 1 < len(chunks) and middle - chunk.end > chunks[k + 1].start - middle:
                break
            grown[k][1] += 1
    return [(a, b) for a, b in grown]
