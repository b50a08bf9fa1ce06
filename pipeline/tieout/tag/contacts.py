"""Contacts that stood side by side and were read line by line: the names first, then their titles in the same order."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tieout.mentions import PersonMention
from tieout.tag.names import lexicon

Span = tuple[int, int]


def title_columns(text: str, mentions: Sequence[PersonMention]) -> list[PersonMention]:
    """The mentions, in order, those whose names fill lines given the titles that fill as many lines under them.

    Names that share a line with nothing else are given the titles of the next line, or none where they are not as many.

    >>> from tieout.tag.people import find_people
    >>> text = "Ada Marlow\\nBen Orr\\nVice President, Finance\\nDirector, Media Relations\\n(555) 555-0142"
    >>> [(m.name, m.title) for m in find_people(text)]
    [('Ada Marlow', 'Vice President, Finance'), ('Ben Orr', 'Director, Media Relations')]
    """
    titled = list(mentions)
    for run in _runs(text, mentions, gap="\n"):
        titles = _lines(text, mentions[run[-1]].end + 1, len(run))
        if len(titles) == len(run) and all(_titles(text, *line) == [line] for line in titles):
            _give(text, titled, run, titles)
    for run in _runs(text, mentions, gap=" "):
        below = _lines(text, mentions[run[-1]].end + 1, 1)
        titles = [title for line in below for title in _titles(text, *line)]
        title_start = titled[run[-1]].title_start
        if len(titles) == len(run):
            _give(text, titled, run, titles)
        elif title_start is not None and title_start > mentions[run[-1]].end:
            titled[run[-1]] = replace(titled[run[-1]], title=None, title_start=None, title_end=None)
    return titled


def _runs(text: str, mentions: Sequence[PersonMention], *, gap: str) -> Iterator[range]:
    """The indices of two or more mentions in a row with `gap` between them that fill whole lines together."""
    first = 0
    for last, mention in enumerate(mentions):
        if last + 1 < len(mentions) and text[mention.end : mentions[last + 1].start] == gap:
            continue
        start = mentions[first].start
        filled = text[start - 1 : start] in ("\n", "") and text[mention.end : mention.end + 1] == "\n"
        if last > first and filled:
            yield range(first, last + 1)
        first = last + 1


def _lines(text: str, start: int, count: int) -> list[Span]:
    """The `count` lines from `start` on, fewer at the end of the text."""
    lines: list[Span] = []
    while len(lines) < count and start < len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        lines.append((start, end))
        start = end + 1
    return lines


def _titles(text: str, start: int, end: int) -> list[Span]:
    """The titles that fill `[start, end)`, one blank between them; none where anything else stands there."""
    words = lexicon()
    found = [m.span("title") for m in words.title.finditer("\n" + words.lowered(text[start:end]))]
    spans = [(start + low - 1, start + high - 1) for low, high in found]
    edges = [start - 1, *(edge for span in spans for edge in span), end + 1]
    parted = all(after - before == 1 for before, after in zip(edges[::2], edges[1::2], strict=True))
    return spans if parted else []


def _give(text: str, mentions: list[PersonMention], run: range, titles: Sequence[Span]) -> None:
    """Set the titles of the mentions of a run, one each, in order."""
    for k, (start, end) in zip(run, titles, strict=True):
        mentions[k] = replace(mentions[k], title=text[start:end], title_start=start, title_end=end)
