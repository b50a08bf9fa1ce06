"""HTML source to tokens: each tag, and the folded text after it, at its offsets.

No tree is built, and no parser is used, because none tells where each character stands in the source. The source is
cut at every `<`; what stands between two of them occurs again and again in a release ("/td>", the same style on every
cell), so each distinct piece is read once a document.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from tieout.read.decode import C1_TO_CP1252
from tieout.read.tags import ROLES, Tag, read_tag

Piece = tuple[str, int, int]
"""Folded text and the source `[start, end)` it stands for; `" "` for a run of white space."""

Token = tuple[Tag | None, tuple[Piece, ...], int]
"""A tag, the folded text after it, its offsets counted from the tag's `<`, and how many no-break spaces the text begins
with, printed for an indent."""


_HEAD = re.compile(r"(/?)([A-Za-z][\w:.-]*)")
_ZERO_WIDTH = "\x00\xad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
_BLANKS = "\t\n\v\f\r\x1c\x1d\x1e\x1f\xa0\u1680\u2028\u2029\u202f\u205f\u3000"
_PLAIN = {ord(c): " " for c in _BLANKS} | dict.fromkeys(range(0x2000, 0x200B), " ")
# cp1252 read as latin-1 leaves C1 controls in the text: show the characters that were meant (0x92 is "’")
_PLAIN |= C1_TO_CP1252

# where text is not verbatim: a run of blanks, an entity, a character of no width
_ODD = re.compile(rf"  +|&(?:#[xX]?[0-9a-fA-F]{{1,7}}|[A-Za-z][A-Za-z0-9]{{1,31}});?|[{_ZERO_WIDTH}]+")
_SPECIAL = re.compile(rf"  |[&{_ZERO_WIDTH}]")
_NO_BREAK = re.compile(r"(?:\s|&nbsp;?|&#160;?|&#xa0;?)+", re.IGNORECASE)


def tokens(source: str, start: int, end: int) -> Iterator[tuple[int, Token]]:
    """The tokens of `source[start:end]`, each with the offset it begins at; comments, scripts and styles left out."""
    known: dict[str, Token] = {}
    heads: dict[str, Tag] = {}
    pieces = iter(source[start:end].split("<"))
    first = next(pieces)
    if first:
        yield start, (None, fold(first, 0), 0)
    at = start + len(first)
    comments_end = True  # whether another "-->" may follow
    skipping = False  # whether a comment, a script or a style is open
    raw = ""  # the name of the script or style that is open
    comment = -1  # where the open comment ends
    for piece in pieces:
        begin = at
        at += len(piece) + 1
        if skipping:
            if raw:
                if piece[: len(raw) + 1].lower() != f"/{raw}":
                    continue
                raw = ""
            elif at <= comment:
                skipping = at < comment
                continue
            else:
                skipping = False
                yield comment, (None, fold(source[comment:at], 0), 0)
                continue
            skipping = False
        token = known.get(piece)
        if token is None:
            if piece.startswith("!--"):
                comment = source.find("-->", begin + 4, end) + 3 if comments_end else 2
                if comment > 2:
                    if comment < at:
                        yield comment, (None, fold(source[comment:at], 0), 0)
                    skipping = comment > at
                    continue
                comments_end = False  # never closed: it ends at its first ">", or the rest would be lost
            token = _token(piece, heads)
            tag = token[0]
            if tag is not None and tag.role == "raw" and not tag.closing:
                raw = tag.name
                skipping = True
                continue
            known[piece] = token
        yield begin, token


def _token(piece: str, heads: dict[str, Tag]) -> Token:
    """The token that `piece`, the source after a `<` up to the next one, is; `heads` are the tags read so far."""
    head, close, text = piece.partition(">")
    if head.count('"') % 2 and '"' in text:  # alt="a > b": the tag ends at the next ">"
        inside, _, rest = text.partition('"')
        more, close, text = rest.partition(">")
        head = f'{head}>{inside}"{more}'
    if tag := heads.get(head):
        return tag, fold(text, len(head) + 2), _lead(text)
    if named := _HEAD.match(head):
        if not close and named[2].lower() not in ROLES and " " in head.strip():
            return (None, fold("<" + piece, 0), 0)  # "a <b or so" is text
        tag = read_tag(named[2].lower(), bool(named[1]), head[named.end() :])
        if tag.name == "title" and not tag.closing:
            return tag, (), 0
        heads[head] = tag
        return tag, fold(text, len(head) + 2), _lead(text)
    if head[:1] in ("!", "?", "/"):
        return (None, fold(text, len(head) + 2), 0)
    return (None, fold("<" + piece, 0), 0)


def _lead(text: str) -> int:
    """How many no-break spaces `text` begins with."""
    found = _NO_BREAK.match(text) if text and text[0] in " &\xa0\n" else None
    return unescape(found[0]).count("\xa0") if found else 0


def fold(text: str, offset: int) -> tuple[Piece, ...]:
    """HTML text to pieces: white space folded to single blanks, entities decoded; `text` begins at `offset`.

    >>> fold("R&amp;D rose \\n 5%", 100)
    (('R', 100, 101), ('&', 101, 106), ('D rose', 106, 112), (' ', 112, 115), ('5%', 115, 117))
    """
    if not text:
        return ()
    plain = text if text.isascii() and text.isprintable() else text.translate(_PLAIN)
    pieces: list[Piece] = []
    at = 0
    if _SPECIAL.search(plain):
        for odd in _ODD.finditer(plain):
            _add_verbatim(pieces, plain[at : odd.start()], offset + at)
            at = odd.end()
            shown = odd[0] if odd[0][0] == " " else _shown(odd[0])
            if shown.isspace():
                _add_blank(pieces, offset + odd.start(), offset + at)
            elif shown:
                pieces.append((shown, offset + odd.start(), offset + at))
    _add_verbatim(pieces, plain[at:] if at else plain, offset + at)
    return tuple(pieces)


@lru_cache(maxsize=512)
def _shown(odd: str) -> str:
    """What an entity shows, or a run of characters without width: nothing."""
    shown = unescape(odd).translate(_PLAIN) if odd[0] == "&" else ""
    return shown.strip(_ZERO_WIDTH)


def _add_verbatim(pieces: list[Piece], text: str, offset: int) -> None:
    """Add text whose blanks are single, with a blank at either end apart."""
    if not text:
        return
    end = offset + len(text)
    if text[0] == " ":
        _add_blank(pieces, offset, offset + 1)
        text, offset = text[1:], offset + 1
    if text.endswith(" "):
        if len(text) > 1:
            pieces.append((text[:-1], offset, end - 1))
        _add_blank(pieces, end - 1, end)
    elif text:
        pieces.append((text, offset, end))


def _add_blank(pieces: list[Piece], start: int, end: int) -> None:
    """Add a blank, or stretch the one that stands last."""
    if pieces and pieces[-1][0] == " ":
        pieces[-1] = (" ", pieces[-1][1], end)
    else:
        pieces.append((" ", start, end))
