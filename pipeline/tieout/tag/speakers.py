"""Who speaks: quotations, and the person whom the words around them name."""

import re
from collections.abc import Sequence

from tieout.mentions import PersonMention
from tieout.tag.names import lexicon
from tieout.tag.people import people_of

_QUOTE = re.compile(
    r"(?<![\w.,!?)])[“\"](?=\S)([^“”\"\n]{12,6000})(?:[”\"]|(?=\n|$))"
)  # an open one ends with its paragraph
_PRONOUN = re.compile(r"\b(?:he|she)(?: also)? $", re.IGNORECASE)
_LINE = 160  # characters of a line that only names a speaker
_NEAR = 160  # characters that may hold the speaker's name, title and company between verb and quotation


def speakers(text: str, mentions: Sequence[PersonMention]) -> list[tuple[int, int, str]]:
    """The quotations of `text` with their speaker's full name: `(start, end, name)`, in order, marks left out.

    `mentions` are the people of the same text. A quotation without a speaker beside it is the same person's as the
    one before it in its paragraph, or in the paragraph before where that quotation was left open.

    >>> from tieout.tag.people import find_people
    >>> text = '“Sales rose in every market,” said Ada Marlow, CFO. “We expect more of it,” Ms. Marlow added.'
    >>> [(text[a:b], name) for a, b, name in speakers(text, find_people(text))]
    [('Sales rose in every market,', 'Ada Marlow'), ('We expect more of it,', 'Ada Marlow')]
    """
    full = {place.start: person.name for person in people_of(mentions) for place in person.places}
    verbs = [match.span("verb") for match in lexicon().speech.finditer(text)]
    found: list[tuple[int, int, str]] = []
    last: tuple[str, int] | None = None  # the speaker before, and where that quotation ends
    for match in _QUOTE.finditer(text):
        start, end = match.span(1)
        name = _attributed(text, match.start(), match.end(), verbs, mentions, full)
        if name is None and last is not None:
            between = text.count("\n", last[1], match.start())
            opens = match.start() == text.rfind("\n", 0, start) + 1
            resumed = (between == 1 and opens) or (between <= 2 and _pronoun(text, match, verbs))
            name = last[0] if between == 0 or resumed else None
        name = name or _captioned(text, match, mentions, full)
        if name is not None:
            found.append((start, end, name))
            last = (name, match.end())
    return found


def _attributed(
    text: str,
    start: int,
    end: int,
    verbs: list[tuple[int, int]],
    mentions: Sequence[PersonMention],
    full: dict[int, str],
) -> str | None:
    """The speaker whom a verb of speech names after the quotation at `[start, end)`, else before it."""
    line_start, line_end = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    line_end = len(text) if line_end < 0 else line_end
    after = [v for v in verbs if end <= v[0] <= min(end + _NEAR, line_end) and not re.search('[“"]', text[end : v[0]])]
    before = [
        v for v in verbs if max(line_start, start - _NEAR) <= v[0] < start and not re.search('[”"]', text[v[1] : start])
    ]
    for verb in after[:1] + before[-1:]:
        low, high = (end, line_end) if verb[0] >= end else (line_start, start)
        near = [m for m in mentions if low <= m.start and m.end <= high and abs(m.start - verb[0]) <= _NEAR]
        if near:
            return full[min(near, key=lambda m: (_gap(m, verb), m.start)).start]
    return None


def _pronoun(text: str, quote: re.Match[str], verbs: list[tuple[int, int]]) -> bool:
    """Whether "he said" or "she added" stands within a few words of the quotation."""
    near = (v for v in verbs if quote.start() - 30 <= v[0] <= quote.end() + 30)
    return any(_PRONOUN.search(text, max(0, v[0] - 12), v[0]) for v in near)


def _captioned(text: str, quote: re.Match[str], mentions: Sequence[PersonMention], full: dict[int, str]) -> str | None:
    """The person named by the line over a quotation, ended with a colon, or by the line under it, with a title."""
    line_start, line_end = text.rfind("\n", 0, quote.start()) + 1, quote.end()
    if text[line_start : quote.start()].strip() or text[line_end : line_end + 1] not in ("\n", ""):
        return None
    over = text.rfind("\n", 0, max(line_start - 1, 0)) + 1, line_start - 1
    under = line_end + 1, text.find("\n", line_end + 1) if text.find("\n", line_end + 1) >= 0 else len(text)
    for mention in mentions:
        if (
            over[0] <= mention.start < over[1]
            and text[over[0] : over[1]].rstrip().endswith(":")
            and over[1] - over[0] < _LINE
        ):
            return full[mention.start]
    for mention in mentions:
        if under[0] <= mention.start <= under[0] + 3 and mention.title and under[1] - under[0] < _LINE:
            return full[mention.start]
    return None


def _gap(mention: PersonMention, verb: tuple[int, int]) -> int:
    """How far a name stands from a verb; a name behind the verb ("said Ada Marlow") counts as nearer."""
    return mention.start - verb[1] if mention.start >= verb[1] else verb[0] - mention.end + 1
