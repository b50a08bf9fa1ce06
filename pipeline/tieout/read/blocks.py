"""Passages, tables and preformatted text in reading order to blocks: what kind each is, and what belongs to a table."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from tieout.facts import Notice
from tieout.read.passages import LONGEST_HEADING, Passage, bullet_length, ends_sentence, join_broken, passage_kind
from tieout.read.preformatted import read_preformatted
from tieout.read.prose import ProseBuilder
from tieout.read.tags import BOLD
from tieout.release import BlockKind, RawTable
from tieout.rules import load_rules

Preformatted = tuple[int, int]
"""The source span of text whose lines and columns are as typed."""
Item = Passage | RawTable | Preformatted

_CAPTION = 8
"""A table's title, scale and dates over it take no more lines than this."""
_INTRODUCTION = 2
"""Between a table's heading and the table stand no more paragraphs than this,"""
_TITLE = 4
"""and the heading has no more lines than this."""
_SHORT = 120
"""A passage over a table that is longer does not belong to it, unless it introduces it with a colon."""
_FRONT = 60
"""The headline is among this many passages, and stands before the first paragraph of this many characters:"""
_PARAGRAPH = 200
_REACH = 400
"""Characters before a heading in which its size of print is looked for."""
_OVER = ("heading", "paragraph", "caption")
_TITLE_WORDS = 5
"""A headline has at least so many words; the name of the company over it fewer, as a rule."""

# what parts two lines of a heading from each other: a blank line, a margin, another element around them
_APART = re.compile(
    r"(?i)<br|<hr|<table|&nbsp;|&#160;|\xa0|margin-top: ?(?!0)\d|margin: ?(?!0)\d|(?:<(?:p|div)\b[^<>]*>\s*){2}"
)
_SIZE = re.compile(r"(?i)font-size:\s*([\d.]+)")
_NUMBERED = re.compile(r"\d{1,2}[.)] ?[^\W\d]")


class _Block:
    """A passage with its text and the kind of block it makes, until it is written."""

    __slots__ = ("kind", "of_table", "passage", "text")

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        self.text = passage.text
        self.kind: BlockKind = passage_kind(passage, self.text)
        self.of_table = False  # whether it is in the caption of a table

    def is_like(self, other: "_Block") -> bool:
        """Whether both are headings of one style and could be one."""
        same = self.passage.style == other.passage.style and other.kind == "heading"
        return same and self.kind in ("heading", "headline") and len(self.text) < LONGEST_HEADING

    def append(self, other: "_Block") -> None:
        """Put the words of `other` behind."""
        self.passage.append(other.passage)
        self.text = f"{self.text} {other.text}"


def add_blocks(prose: ProseBuilder, source: str, items: list[Item]) -> list[Notice]:
    """Append the items to `prose` as blocks, tables with the words over and under them that are theirs."""
    parts = _items_to_parts(items)
    notices: list[Notice] = []
    for index, part in enumerate(parts):
        if isinstance(part, RawTable):
            caption = _caption(parts, index)
            footnotes = _footnotes(parts, index, part.place.end)
            parts[index] = replace(part, caption=caption, footnotes=footnotes) if caption or footnotes else part
    _mark_headline(parts, source)
    for part in parts:
        if isinstance(part, _Block):
            _write(prose, part)
        elif isinstance(part, RawTable):
            prose.add_table(part)
        else:
            notices += read_preformatted(prose, source, *part)
    return notices


_Part = _Block | RawTable | Preformatted


def _items_to_parts(items: list[Item]) -> list[_Part]:
    """Items with broken passages joined, and without what is printed for the page."""
    parts: list[_Part] = []
    run: list[Passage] = []
    for item in [*items, None]:
        if isinstance(item, Passage):
            run.append(item)
            continue
        if run:
            parts += _run_to_blocks(run)
            run = []
        if item is not None:
            parts.append(item)
    return parts


def _run_to_blocks(run: list[Passage]) -> list[_Block]:
    """Passages that follow one another, as blocks: headings that dangle are joined, bullets told from notes."""
    blocks: list[_Block] = []
    is_furniture = _pattern("furniture", "lines").fullmatch
    dangles = _pattern("dangling", "words").search
    for passage in join_broken(run):
        block = _Block(passage)
        text = block.text
        if is_furniture(text) or text.isdecimal() or not any(map(str.isalnum, text)):
            continue
        last = blocks[-1] if blocks else None
        if (
            last is not None
            and last.is_like(block)
            and (text[:2].islower() or last.text[-1] == "," or dangles(last.text))
        ):
            last.append(block)
        else:
            blocks.append(block)
    for last, block in pairwise(blocks):
        if last.text[0] == "*" == block.text[0] and last.text[1:2] != "*" != block.text[1:2]:
            last.kind = block.kind = "bullet"  # footnotes are told apart by the number of their stars
    return blocks


def _mark_headline(parts: list[_Part], source: str) -> None:
    """Find the title of the release: of what stands before the first paragraph, the first that reads like one.

    Lines of the same style right under it, no blank line between, are the rest of it.
    """
    is_other = _pattern("unheadline", "words").match
    found: list[tuple[bool, bool, int, _Block]] = []
    for index, part in enumerate(parts[:_FRONT]):
        if not isinstance(part, _Block) or len(part.text) >= _PARAGRAPH:
            break
        is_title = part.kind in _OVER and part.text[0] != "(" and part.text[-1] not in ".:;"
        if is_title and part.text.count(" ") >= _TITLE_WORDS - 1 and not is_other(part.text):
            found.append((part.of_table, part.kind != "heading", index, part))
    if not found:
        return
    _, plain, index, title = min(found, key=lambda one: one[:3])
    title.kind = "headline"
    while not plain and index + 1 < len(parts):
        part = parts[index + 1]
        if not isinstance(part, _Block) or not title.is_like(part):
            return
        if not _is_adjacent(source, title.passage, part.passage):
            return
        title.append(part)
        del parts[index + 1]


def _is_adjacent(source: str, above: Passage, below: Passage) -> bool:
    """Whether two lines of a heading stand close together and in one size of print."""
    sizes = _SIZE.findall(source, max(above.start - _REACH, 0), above.start)
    more = _SIZE.findall(source, above.end, below.start)
    same = not more or not sizes or sizes[-1] == more[-1]
    return same and not _APART.search(source, above.end, below.start)


def _caption(parts: list[_Part], index: int) -> tuple[str, ...]:
    """The lines right over the table at `index` that belong to it, nearest last; plain ones become captions."""
    is_other = _pattern("unheadline", "words").search
    taken: list[str] = []
    for part in reversed(parts[max(index - _CAPTION, 0) : index]):
        if len(taken) >= _CAPTION or not isinstance(part, _Block) or part.kind not in _OVER:
            break
        text = part.text
        if len(text) > _SHORT or (text[-1] == ":" and part.kind == "paragraph"):
            if text[-1] == ":":  # "The table below shows ... (in thousands):"
                taken.append(text.rsplit(". ", 1)[-1])
            break
        if ends_sentence(text) or (part.kind != "heading" and is_other(text)):
            break
        taken += reversed(part.passage.lines)
        part.of_table = True
        if not (part.kind == "heading" and part.passage.style & BOLD and text[0] != "("):
            part.kind = "caption"
    return tuple(reversed(taken[:_CAPTION])) or _headings_over(parts, index)


def _headings_over(parts: list[_Part], index: int) -> tuple[str, ...]:
    """The headings over the prose that leads to the table at `index`."""
    at = index
    while at and index - at < _INTRODUCTION and _is_kind(parts[at - 1], "paragraph"):
        at -= 1
    last = at
    while at and last - at < _TITLE and _is_kind(parts[at - 1], "heading"):
        at -= 1
    return tuple(part.text for part in parts[at:last] if isinstance(part, _Block) and len(part.text) <= _SHORT)


def _is_kind(part: _Part, kind: BlockKind) -> bool:
    """Whether a part is a passage of a kind."""
    return isinstance(part, _Block) and part.kind == kind


def _footnotes(parts: list[_Part], index: int, end: int) -> tuple[str, ...]:
    """The footnotes right under the table at `index`, whose markup ends at source `end`.

    Numbered paragraphs there are footnotes too. Paragraphs between that were taken out of the table are none.
    """
    notes = []
    for at in range(index + 1, len(parts)):  # a slice would copy the rest of the release for every table
        part = parts[at]
        if not isinstance(part, _Block):
            break
        if part.kind == "paragraph" and _NUMBERED.match(part.text):
            part.kind = "footnote"
        if part.kind == "footnote":
            notes.append(part.text)
        elif part.passage.start >= end:
            break
    return tuple(notes)


def _write(prose: ProseBuilder, block: _Block) -> None:
    """Append a block, without the mark of a bullet or a raised number of a footnote."""
    passage = block.passage
    if block.kind == "bullet":
        passage.cut(bullet_length(block.text) or (block.text[0] == "*"))
    elif passage.mark and passage.pieces[0][0].isdecimal():
        passage.cut(len(passage.pieces[0][0]))
    for text, start, end in passage.pieces:
        prose.add_folded(text, start, end)
    prose.close(block.kind)


@cache
def _pattern(group: str, key: str) -> re.Pattern[str]:
    """A group of words of the layout rules as one pattern; `dangling` ones end a text."""
    words = "|".join(load_rules("layout")[group][key])
    return re.compile(rf"(?:{words})$" if group == "dangling" else words, re.IGNORECASE)
