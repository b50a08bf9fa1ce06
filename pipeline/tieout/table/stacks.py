"""Header words to stacks: which words stand over which column, in markup and in fixed-width text."""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from tieout.table.grid import GridRow, Words
from tieout.table.header import spelled_out, text_to_mentions

_AGAINST = re.compile(r"\b(?:and|vs|v|versus|to|through|from|over)\b", re.IGNORECASE)


def rows_to_stacks(rows: Sequence[GridRow], width: int, *, fixed: bool) -> list[tuple[str, ...]]:
    """For each column the header words over it, from top to bottom, the same words once.

    `fixed` tells of fixed-width text, where words centered over several columns touch only the middle ones.
    """
    if fixed:
        rows = [_stretched(row, width) for row in rows]
    rows = [replace(row, words=tuple(part for w in row.words for part in _parts(w))) for row in rows]
    stacks: list[dict[str, None]] = [{} for _ in range(width)]
    for row in rows:
        for words in row.words:
            for column in range(words.first, words.last + 1):
                stacks[column][spelled_out(words.text)] = None
    return [tuple(stack) for stack in stacks]


def _stretched(row: GridRow, width: int) -> GridRow:
    """A header row whose words are all times, each stretched over the columns nearest to it; else the row as it is."""
    words = row.words
    covered = sum(w.last - w.first + 1 for w in words)
    if not words or covered >= width or not all(text_to_mentions(w.text) for w in words):
        return row
    if any(m.year and m.month for w in words for m in text_to_mentions(w.text)):
        return row
    share, rest = divmod(width, len(words))
    if not rest and all(k * share <= w.first and w.last < (k + 1) * share for k, w in enumerate(words)):
        return replace(row, words=tuple(Words(k * share, (k + 1) * share - 1, w.text) for k, w in enumerate(words)))
    edges = [0, *((a.last + b.first + 1) // 2 for a, b in pairwise(words)), width]
    return replace(row, words=tuple(Words(edges[k], edges[k + 1] - 1, w.text) for k, w in enumerate(words)))


def _parts(words: Words) -> tuple[Words, ...]:
    """Header words that run together over several columns, apart: "March 31, 2004 March 31, 2003 Change" over three."""
    width = words.last - words.first + 1
    if width < 2:
        return (words,)
    times = [m for m in text_to_mentions(words.text) if m.year]
    if len(times) < 2 or _AGAINST.search(words.text):
        return (words,)
    cuts = [0, *(m.start for m in times[1:]), times[-1].end]
    parts = [words.text[a:b].strip() for a, b in pairwise(cuts)]
    if rest := words.text[cuts[-1] :].strip(" ,"):
        parts.append(rest)
    if len(parts) != width:
        return (words,)
    return tuple(Words(words.first + k, words.first + k, part) for k, part in enumerate(parts))
