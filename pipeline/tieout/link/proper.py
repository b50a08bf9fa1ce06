"""Metric mentions told apart from proper names that hold a metric's words: "the Craft Sales division"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from tieout.mentions import MetricMention
from tieout.metrics import find_metrics

# "Aaron's Sales & Lease Ownership division"
_CALLED = re.compile(
    r"(?<![\w’'.-])(?:[Tt]he |[Oo]ur |[Ii]ts )?"
    r"(?P<name>[A-Z][\w.’'-]{0,40}(?: (?:(?:and|&|of) )?[A-Z][\w.’'-]{0,40}){1,5})"
    r"(?= (?:business )?(?:segment|division)\b)"
)
_WORD = re.compile(r"\S+")
_BREAK = re.compile(r"[\n•:;,.|]\s")
_MOST = 40  # names of a release that hold a metric's words: no company has more parts called so
_REACH = 60  # characters before a mention in which a name that runs into it begins
_LONGEST = 5  # words of a name before the mention, and of the mention that belong to it


def without_names(text: str, mentions: Sequence[MetricMention], names: frozenset[str]) -> list[MetricMention]:
    """The mentions that are no words of a proper name, less the words of a name that they begin with.

    `names` are parts that the tables know, lower case; what the text calls a division or segment is one too.

    >>> text = "The Craft Sales division grew. Craft Sales has 40 stores. Cloud Desk ARR rose."
    >>> found = without_names(text, find_metrics(text), frozenset({"cloud desk"}))
    >>> [text[m.start : m.end] for m in found]
    ['stores', 'ARR']
    """
    inside = list(_places(text))
    kept: list[MetricMention] = []
    at = 0
    for mention in mentions:
        while at < len(inside) and inside[at][1] <= mention.start:
            at += 1
        held = at < len(inside) and inside[at][0] <= mention.start and mention.end <= inside[at][1]
        own = None if held else _own_words(text, mention, names)
        if own is not None:
            kept.append(own)
    return kept


def _places(text: str) -> Iterator[tuple[int, int]]:
    """Where the names stand that the text calls a division or segment and that hold a metric's words, in order."""
    called = {match["name"] for match in _CALLED.finditer(text)}
    holding = sorted((name for name in called if find_metrics(name)), key=lambda name: (-len(name), name))[:_MOST]
    if holding:
        yield from (m.span() for m in re.finditer(rf"\b(?:{'|'.join(map(re.escape, holding))})\b", text))


def _own_words(text: str, mention: MetricMention, names: frozenset[str]) -> MetricMention | None:
    """The mention less a name that ends in its first words: "Cloud [Desk ARR]" is the ARR of Cloud Desk."""
    if not text[mention.start].isupper():
        return mention
    words = [mention.start + m.end() for m in _WORD.finditer(text[mention.start : mention.end])][:_LONGEST]
    low = max(0, mention.start - _REACH)
    low = max((m.end() for m in _BREAK.finditer(text, low, mention.start)), default=low)
    before = [low + m.start() for m in _WORD.finditer(text[low : mention.start])]
    starts = [*before[-_LONGEST:], mention.start]
    for start in starts:
        for end in reversed(words[:-1] if start < mention.start else words[1:-1]):
            if text[start].isupper() and " ".join(text[start:end].lower().split()) in names:
                return _rest(text, mention, end, straddles=start < mention.start)
    return mention


def _rest(text: str, mention: MetricMention, end: int, *, straddles: bool) -> MetricMention | None:
    """What is left of the mention behind a name: `None` where nothing is, and the name began before it."""
    left = text[end : mention.end]
    start = end + len(left) - len(left.lstrip())
    again = find_metrics(text[start : mention.end])
    if again and again[0].start == 0 and again[0].metric == mention.metric:
        return replace(mention, start=start)
    return None if straddles else mention
