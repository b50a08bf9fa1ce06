"""Lines of prose put together again: paragraphs, bullets, footnotes and headings, over line ends and page breaks."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from tieout.read.labels import dangles
from tieout.read.page import Line
from tieout.read.prose import ProseBuilder
from tieout.read.rows import BULLET, CENTRED, ends_sentence, is_prose, starts_note
from tieout.release import BlockKind
from tieout.rules import load_rules

FULL = 0.8
"""A line of at least this share of the page's width has been wrapped; a shorter one was ended."""

NARROW = 0.6
"""Lines all shorter than this share of the page's width are not wrapped prose."""

INDENT = 3
"""A first line is indented by at least this much."""

HEADING = 120
"""A heading is not longer than this."""

BODY = 150
"""The first piece of prose this long is the body of the release; what stands over it may be its headline."""

_STAR = re.compile(r"\* {1,8}(?=\S)")
_WORDS = re.compile(r"\S+(?: \S+)*")
_WORD = re.compile(r"\S+")
_HYPHEN = re.compile(r"(?:(?<=\w)[-‐‑]|/)$")
_HANGING_HYPHEN = re.compile(r"(?:and|or|to)\b")  # pre- and post-tax
_UNFINISHED = re.compile(r"[\w,\-)%’'&/]$")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Lines that are one piece of prose, each with the columns `[start, end)` of its words."""

    kind: BlockKind
    pieces: tuple[tuple[Line, int, int], ...]

    @property
    def text(self) -> str:
        """The words, folded."""
        parts: list[str] = []
        for line, start, end in self.pieces:
            words = " ".join(line.text[start:end].split())
            if parts and not _is_joined(parts[-1], words):
                parts.append(" ")
            parts.append(words)
        return "".join(parts)


def page_width(lines: Iterable[Line]) -> int:
    """How many characters a full line of prose has: nine in ten lines of prose have no more."""
    texts = [line for line in lines if line.kind == "text"]
    lengths = sorted(len(line.text) for line in texts if is_prose(line))
    return lengths[len(lengths) * 9 // 10] if lengths else max((len(line.text) for line in texts), default=0)


def lines_to_paragraphs(lines: Sequence[Line], *, width: int, under_table: bool = False) -> list[Paragraph]:
    """The paragraphs of lines that hold no table, in order; right under a table an asterisk marks a footnote."""
    paragraphs: list[Paragraph] = []
    pieces: list[tuple[Line, int, int]] = []
    kind: BlockKind = "paragraph"
    blanks, is_broken = 0, False
    for line, wide in zip(lines, _block_widths(lines, width), strict=True):
        if line.kind == "blank":
            blanks += 1
        elif line.kind == "page":
            is_broken = True
        elif line.kind == "text":
            if not (pieces and _goes_on(pieces, line, blanks, is_broken, kind=kind, width=wide)):
                _close(paragraphs, pieces, kind)
                mark = BULLET.match(line.text, line.indent)
                under_table = under_table and (not paragraphs or paragraphs[-1].kind == "footnote")
                if not under_table:
                    mark = mark or _STAR.match(line.text, line.indent)
                kind = "bullet" if mark else "footnote" if starts_note(line) else "paragraph"
                pieces.append((line, mark.end() if mark else line.indent, len(line.text)))
            else:
                pieces.append((line, line.indent, len(line.text)))
            blanks, is_broken = 0, False
        else:
            _close(paragraphs, pieces, kind)
            blanks = 0
    _close(paragraphs, pieces, kind)
    return paragraphs


def _block_widths(lines: Sequence[Line], width: int) -> list[int]:
    """For each line the longest of the lines it stands among, where that is not far below the page's width."""
    widths: list[int] = []
    for line in lines:
        if line.kind != "text":
            widths.append(0)
        else:
            widths.append(max(widths[-1] if widths else 0, len(line.text)))
    for k in range(len(widths) - 2, -1, -1):
        if widths[k] and widths[k + 1]:
            widths[k] = widths[k + 1]
    return [w if w >= NARROW * width else width for w in widths]


def _close(paragraphs: list[Paragraph], pieces: list[tuple[Line, int, int]], kind: BlockKind) -> None:
    """End a paragraph, and tell a heading from one."""
    pieces[:] = [piece for piece in pieces if piece[1] < piece[2]]
    if not pieces:
        return
    paragraph = Paragraph(kind, tuple(pieces))
    pieces.clear()
    if kind == "paragraph" and len(paragraph.pieces) <= 3:
        text = paragraph.text
        if len(text) <= HEADING and not text.endswith((".", ",", ";")) and not text[0].islower():
            paragraph = replace(paragraph, kind="heading")
    paragraphs.append(paragraph)


def _goes_on(
    pieces: Sequence[tuple[Line, int, int]], line: Line, blanks: int, is_broken: bool, *, kind: BlockKind, width: int
) -> bool:
    """Whether `line` goes on with the paragraph of `pieces`."""
    above, start, end = pieces[-1]
    if start == end:  # a bullet on a line of its own
        return not is_broken
    words = above.text[start:end]
    is_low = line.text[line.indent].islower()
    is_apart = blanks > 0 or is_broken or ends_sentence(words) or len(above.text) < FULL * width
    if _begins_item(line, kind=kind, is_apart=is_apart):
        return False
    if _is_ended(above, words, line, width):
        return False
    if blanks or is_broken:
        is_unfinished = bool(_UNFINISHED.search(words)) and not words.isupper() and not line.text.isupper()
        if is_broken:
            return is_unfinished and (is_low or (len(pieces) > 1 and _ends_low(words)))
        return blanks == 1 and is_unfinished and (is_low or len(above.text) >= FULL * width) and len(words) > CENTRED
    if is_low or dangles(words):
        return True
    if kind == "paragraph" and not pieces[:-1] and _is_title(above) != _is_title(line) and len(words) < FULL * width:
        return False
    if _is_title(above) and _is_title(line):
        return not ends_sentence(words)
    if kind == "paragraph" and line.indent >= above.indent + INDENT:
        return False
    room = _room(above, line, width)
    if room < 0:
        return True
    if _UNFINISHED.search(words) and len(above.text) >= NARROW * width and _goes_on_low(words, line):
        return True
    return len(above.text) >= FULL * width and not (ends_sentence(words) and room > (1 - FULL) * width / 2)


def _room(above: Line, line: Line, width: int) -> int:
    """How many characters would be left on a line, had the first word of the next been put there."""
    word = _WORD.match(line.text, line.indent)
    return width - len(above.text) - 1 - (len(word[0]) if word else 0)


def _is_ended(above: Line, words: str, line: Line, width: int) -> bool:
    """Whether a line was ended before its time behind a semicolon or colon, as the items of a list are."""
    return words[-1] in ";:" and _room(above, line, width) > (1 - FULL) * width


def _begins_item(line: Line, *, kind: BlockKind, is_apart: bool) -> bool:
    """Whether a line begins a list item or footnote: dashes and bare numbers do only where the line above has ended."""
    bullet = BULLET.match(line.text, line.indent)
    if bullet:
        return is_apart or kind == "bullet" or line.text[line.indent] not in "-–—"
    return starts_note(line) and (is_apart or kind == "footnote")


def _goes_on_low(words: str, line: Line) -> bool:
    """Whether a sentence goes on in the next line: this one ends in lower case or that one begins in a figure."""
    return _ends_low(words) or line.text[line.indent] in "$0123456789"


def _ends_low(words: str) -> bool:
    """Whether the last word is in lower case or a comma follows it: the sentence is not over."""
    return words.endswith(",") or words.rpartition(" ")[2].islower()


def _is_title(line: Line) -> bool:
    """Whether a line is centred or all in capitals."""
    return line.indent >= CENTRED // 2 or line.text.isupper()


def with_headlines(paragraphs: Sequence[Paragraph]) -> list[Paragraph]:
    """`paragraphs` with the headings over the body of the release as headlines, but for addresses and the like."""
    is_desk = _unheadline()
    found = list(paragraphs)
    for k, paragraph in enumerate(found):
        text = paragraph.text
        if len(text) >= BODY:
            break
        if paragraph.kind in ("heading", "paragraph") and _is_headline(text) and not is_desk(text):
            found[k] = replace(paragraph, kind="headline")
    else:
        return list(paragraphs)
    return found


def _is_headline(text: str) -> bool:
    """Whether words are enough for a headline and finish."""
    return len(text.split()) > 3 and text[-1] not in ":,"


@cache
def _unheadline() -> Callable[[str], re.Match[str] | None]:
    return re.compile("|".join(load_rules("layout")["unheadline"]["words"]), re.IGNORECASE).search


def add_paragraph(prose: ProseBuilder, paragraph: Paragraph) -> None:
    """Append a paragraph to `prose` as one block: no blank where a word was parted at its hyphen."""
    done = 0
    last = ""
    for line, start, end in paragraph.pieces:
        for match in _WORDS.finditer(line.text, start, end):
            source = line.at(match.start())
            if last and not (match.start() == start and _is_joined(last, match[0])):
                prose.add_blank(done, source)
            prose.add(match[0], source)
            done, last = line.until(match.end()), match[0]
    prose.close(paragraph.kind)


def _is_joined(above: str, words: str) -> bool:
    """Whether words follow on those of the line above without a blank: "re-" and "pricing", "800-" and "642-1687"."""
    return bool(_HYPHEN.search(above[-2:])) and words[:1].isalnum() and not _HANGING_HYPHEN.match(words)
