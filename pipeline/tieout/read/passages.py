"""A passage: words between two places where the layout begins a new line, on their way to a block of prose."""

import re

from tieout.read.markup import Piece
from tieout.read.tags import BOLD, CENTRE, HEADING, ITALIC, UNDERLINE
from tieout.release import BlockKind

BULLETS = "•·●▪■○◦‣⁃∙➢➤►▸✓✔❖◆♦▶\uf0b7\uf0a7\uf0d8\uf0fc\uf02d"
# a mark of a list item: a bullet; or a dash, a lone "o" and Wingdings' "§", "Ø", "ü", which want a blank after them
_BULLET = re.compile(rf"(?:[{BULLETS}] ?|(?:[-–—oØü§] ))+(?=\S)|[{BULLETS}\-–—oØü§]$")
# a mark of a footnote: "(1)", "(a)", "[2]", "*", "†"
_NOTE = re.compile(
    r"(?:\((?:\d{1,2}|[a-z]|[ivx]{2,4}|\*{1,3})\)|\[\d{1,2}\]|\*{1,4}|[†‡§]{1,2}|[¹²³⁴-⁹]{1,2})(?= ?\S|$)"
)
_NUMBER = re.compile(r"\d{1,2}[.)]$")

# "Inc.", "Corp.", "N.V.", "CO."
_ABBREVIATION = re.compile(r"\b[A-Z](?:[A-Za-z]{1,4}|\.[A-Z])\.$")
_WORD = re.compile(r"[^\W\d_]{2}")

_NAME = 70
"""The name of a company has fewer characters than this."""
LONGEST_HEADING = 160
"""A heading has no more characters than this."""


class Passage:
    """Words between two places where the layout begins a new line, as pieces of source.

    `style` is what all its words share; `after_break` tells that only a `<br>` parts it from the passage before, and
    `breaks` before which pieces one stood; `mark` is 1 where it begins with a raised footnote mark.
    """

    __slots__ = ("after_break", "breaks", "indent", "is_item", "mark", "pieces", "style")

    def __init__(self, style: int, *, indent: float = 0.0, after_break: bool = False, is_item: bool = False) -> None:
        self.pieces: list[Piece] = []
        self.style = style
        self.indent = indent
        self.after_break = after_break
        self.is_item = is_item
        self.mark = 0
        self.breaks: list[int] = []

    @property
    def text(self) -> str:
        """The folded text."""
        pieces = self.pieces
        return pieces[0][0] if len(pieces) == 1 else "".join([piece[0] for piece in pieces])

    @property
    def lines(self) -> list[str]:
        """The folded text, cut where a `<br>` stood."""
        ends = [*self.breaks, len(self.pieces)]
        return ["".join([p[0] for p in self.pieces[a:b]]).strip() for a, b in zip([0, *self.breaks], ends, strict=True)]

    @property
    def start(self) -> int:
        """The source offset of the first character."""
        return self.pieces[0][1]

    @property
    def end(self) -> int:
        """The source offset after the last character."""
        return self.pieces[-1][2]

    def append(self, other: "Passage") -> None:
        """Put `other` behind this one, a blank between them."""
        self.pieces.append((" ", self.end, other.start))
        self.pieces.extend(other.pieces)
        self.style &= other.style

    def lead_in(self, other: "Passage") -> None:
        """Put the mark that this line is before the words of `other`, whose style it takes."""
        self.append(other)
        self.style = other.style
        self.is_item |= other.is_item

    @property
    def is_mark(self) -> bool:
        """Whether the passage is only the mark of a list item or a footnote."""
        return len(self.pieces) <= 3 and (self.mark == len(self.pieces) or is_mark(self.text))

    def cut(self, count: int) -> None:
        """Take `count` characters of text off the start, and a blank after them."""
        while count > 0 and self.pieces:
            text, start, end = self.pieces[0]
            if len(text) > count:
                verbatim = end - start == len(text)
                self.pieces[0] = (text[count:], start + count if verbatim else start, end)
                break
            count -= len(text)
            del self.pieces[0]
        if self.pieces and self.pieces[0][0][0] == " ":
            text, start, end = self.pieces[0]
            if text == " ":
                del self.pieces[0]
            else:
                self.pieces[0] = (text[1:], start + 1, end)


def is_mark(text: str) -> bool:
    """Whether a text of its own is only the mark of a list item or a footnote.

    >>> [is_mark(t) for t in ("•", "(1)", "*", "2.", "o", "(12)", "Sales", "$5", "(1.5)")]
    [True, True, True, True, True, True, False, False, False]
    """
    if len(text) > 4:
        return False
    found = _NOTE.match(text)
    return bool(_BULLET.fullmatch(text) or (found and found.end() == len(text)) or _NUMBER.match(text))


def bullet_length(text: str) -> int:
    """How many characters of `text` are the mark of a list item.

    >>> [bullet_length(t) for t in ("• Sales rose", "•Sales rose", "- Sales", "-5% sales", "o Sales", "one")]
    [2, 1, 2, 0, 2, 0]
    """
    found = _BULLET.match(text)
    return found.end() if found else 0


def is_note(text: str) -> bool:
    """Whether `text` begins with the mark of a footnote.

    >>> [is_note(t) for t in ("(1) Non-GAAP", "*See below", "(a) Restated", "(1.5) million", "(and others)", "¹ See")]
    [True, True, True, False, False, True]
    """
    return bool(_NOTE.match(text))


def passage_kind(passage: Passage, text: str) -> BlockKind:
    """The kind of block that a passage makes, looked at alone: bullet, footnote, heading or paragraph."""
    if passage.is_item or bullet_length(text):
        return "bullet"
    if passage.mark or is_note(text):
        return "footnote"
    return "heading" if _is_heading(passage, text) else "paragraph"


def _is_heading(passage: Passage, text: str) -> bool:
    """Whether a passage looks like a heading: short, set apart by its style or capitals, no sentence."""
    if len(text) > LONGEST_HEADING or ends_sentence(text) or not _WORD.search(text):
        return False
    return bool(passage.style & (BOLD | ITALIC | UNDERLINE | CENTRE | HEADING)) or text.isupper()


def ends_sentence(text: str) -> bool:
    """Whether `text` ends as a sentence does, and not in an abbreviation behind a few words.

    >>> [ends_sentence(t) for t in ("Sales rose.", "first;", "Brandt Foods, Inc.", "BRANDT & CO.", "Sales")]
    [True, True, False, False, False]
    """
    return text[-1] in ".;" and not (len(text) < _NAME and _ABBREVIATION.search(text))


def join_broken(passages: list[Passage]) -> list[Passage]:
    """Passages with those put together that only a `<br>` parted, where the words run on.

    They do not run on before a bullet, after the end of a sentence, and where bold ends or begins. A mark alone on
    its line goes before the next passage.
    """
    joined: list[Passage] = []
    for passage in passages:
        last = joined[-1] if joined else None
        if last is not None and last.is_mark and not passage.is_mark:
            last.lead_in(passage)
        elif last is not None and passage.after_break and _runs_on(last, passage):
            last.append(passage)
            last.breaks.append(len(last.pieces) - len(passage.pieces))
        else:
            joined.append(passage)
    return joined


def _runs_on(last: Passage, passage: Passage) -> bool:
    """Whether the words of `last` run on in `passage`, behind a `<br>`."""
    text = passage.text
    if passage.is_item or bullet_length(text) or is_note(text) or (last.style ^ passage.style) & (BOLD | UNDERLINE):
        return False
    return last.pieces[-1][0][-1] not in ".:;!?" or text[0].islower()
