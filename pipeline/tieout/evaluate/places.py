"""From the source of a release back to its prose: where a labelled figure stands in the text that people read."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from typing import TypeAlias

from tieout.evaluate.soundness import bare
from tieout.release import Release

Span: TypeAlias = tuple[int, int]

CONTEXT = 90
"""Characters shown on either side of a figure."""


def source_to_text(release: Release) -> Callable[[int, int], Span | None]:
    """A function from source `[start, end)` to the prose that stands there, `None` where there is none.

    >>> from tieout.read import read
    >>> in_text = source_to_text(read("<p>Sales&nbsp;of <b>$5</b> million</p>"))
    >>> in_text(20, 34), in_text(0, 3)
    ((9, 19), None)
    """
    pieces = sorted(zip(release.map.sources, release.map.ends, release.map.starts, _text_ends(release), strict=True))
    starts = [piece[0] for piece in pieces]

    def in_text(start: int, end: int) -> Span | None:
        first = max(0, bisect_right(starts, start) - 1)
        over = [piece for piece in pieces[first : bisect_left(starts, end)] if piece[1] > start]
        spans = [_part(piece, start, end) for piece in over]
        if not spans:
            return None
        begin, stop = min(span[0] for span in spans), max(span[1] for span in spans)
        return begin, stop

    return in_text


def _text_ends(release: Release) -> tuple[int, ...]:
    return (*release.map.starts[1:], release.map.length)


def _part(piece: tuple[int, int, int, int], start: int, end: int) -> Span:
    """The prose of a piece that stands in source `[start, end)`: all of it unless it is verbatim."""
    source, source_end, text, text_end = piece
    if source_end - source != text_end - text:
        return text, text_end
    return text + max(0, start - source), text + min(end, source_end) - source


def context_of(
    release: Release, in_text: Callable[[int, int], Span | None], start: int, end: int
) -> tuple[str, str, str]:
    """The words before source `[start, end)`, those that stand there, and those behind it.

    Where it is no prose (a cell of a table), the source is shown without tags.
    """
    span = in_text(start, end)
    text, (first, last) = (release.text, span) if span else (release.source, (start, end))
    before, behind = text[max(0, first - CONTEXT) : first], text[last : last + CONTEXT]
    if span is None:
        return _without_tags(before) + " ", _without_tags(text[first:last]), " " + _without_tags(behind)
    before, behind = before.rpartition("\n")[2], behind.partition("\n")[0]
    if len(before) == CONTEXT:
        before = before.partition(" ")[2]  # words are not cut
    if len(behind) == CONTEXT:
        behind = behind.rpartition(" ")[0]
    return before, text[first:last], behind


def _without_tags(text: str) -> str:
    """Text of a source as it would be read: tags, also those cut at its ends, are blanks."""
    return " ".join(re.sub(r"<[^<>]*>|^[^<>]*>|<[^<>]*$", " ", text).split())


def stands_there(release: Release, span: Span | None, quote: str) -> bool:
    """Whether a span of the prose holds the quote, white space aside."""
    return span is not None and bare(release.text[slice(*span)]) == bare(quote)
