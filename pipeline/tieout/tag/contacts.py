"""Contacts that stood side by side and were read line by line: the names first, then as many titles in their order."""

from collections.abc import Sequence
from dataclasses import replace

from tieout.mentions import PersonMention
from tieout.tag.names import lexicon


def title_columns(text: str, mentions: Sequence[PersonMention]) -> list[PersonMention]:
    """The mentions, in order, those whose names fill lines in a row given the titles that fill the lines under them.

    >>> from tieout.tag.people import find_people
    >>> text = "Ada Marlow\\nBen Orr\\nVice President, Finance\\nDirector, Media Relations\\n(555) 555-0142"
    >>> [(m.name, m.title) for m in find_people(text)]
    [('Ada Marlow', 'Vice President, Finance'), ('Ben Orr', 'Director, Media Relations')]
    """
    titled = list(mentions)
    for first, last in _columns(text, mentions):
        titles = _titles_under(text, mentions[last].end + 1, last + 1 - first)
        for k, (start, end) in enumerate(titles, first):
            titled[k] = replace(titled[k], title=text[start:end], title_start=start, title_end=end)
    return titled


def _columns(text: str, mentions: Sequence[PersonMention]) -> list[tuple[int, int]]:
    """First and last index of each run of two or more mentions that fill lines under one another."""
    runs: list[tuple[int, int]] = []
    first = 0
    for k, mention in enumerate(mentions):
        fills = text[mention.start - 1 : mention.start] in ("\n", "") and text[mention.end : mention.end + 1] == "\n"
        goes_on = fills and k > first and mention.start == mentions[k - 1].end + 1
        if not goes_on:
            first = k if fills else k + 1
        elif runs and runs[-1][0] == first:
            runs[-1] = first, k
        else:
            runs.append((first, k))
    return runs


def _titles_under(text: str, start: int, count: int) -> list[tuple[int, int]]:
    """The `count` lines from `start` on if each is a title, else none."""
    words = lexicon()
    lines: list[tuple[int, int]] = []
    for _ in range(count):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        if not words.title.fullmatch("\n" + words.lowered(text[start:end])):
            return []
        lines.append((start, end))
        start = end + 1
    return lines
