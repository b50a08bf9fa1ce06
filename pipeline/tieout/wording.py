"""Patterns made of word lists."""

import re
from collections import defaultdict
from collections.abc import Iterable


def alternatives(words: Iterable[str], *, blank: str = " ") -> str:
    """A pattern for any of the words, the longest that fits; words that begin alike share their beginning.

    So a thousand words cost no more at a place in the text than the letters that fit there. `blank` is put for blanks.

    >>> alternatives(["june", "jul", "july"])
    'ju(?:l(?:y)?|ne)'
    """
    rest = sorted(set(words))
    if len(rest) == 1:
        return re.escape(rest[0]).replace(r"\ ", blank)
    heads: defaultdict[str, list[str]] = defaultdict(list)
    for word in rest:
        heads[word[:1]].append(word[1:])
    ends = heads.pop("", None) is not None
    parts = [re.escape(head).replace(r"\ ", blank) + alternatives(tails, blank=blank) for head, tails in heads.items()]
    if len(parts) == 1 and not ends:
        return parts[0]
    return f"(?:{'|'.join(parts)}){'?' if ends else ''}"


_ANY = "\0"  # what is written for a part of a pattern that cannot be spelled out
_LOOKS = re.compile(r"\(\?(?:<?[!=])(?:[^()]|\([^()]*\))*\)")  # "(?<!make )", "(?= at)": no text of their own
_MANY = 24  # texts of a pattern that are worth spelling out
_FIRST = re.compile(rf"\w+(?![\w{_ANY}])")
_REPEATED = re.compile(r"[*+]\??|\{[\d,]*\}\??")


def any_of(patterns: Iterable[str]) -> str:
    """A pattern for any of some small patterns, the longest text that fits.

    Those that spell out a few fixed texts share their beginnings, as in `alternatives`; the others stand before.

    >>> any_of(["ris(?:e|es|ing)", "ros[ey]", "[a-z]+ed"])
    '(?:[a-z]+ed|r(?:is(?:e(?:s)?|ing)|os(?:e|y)))'
    """
    open_ended: list[str] = []
    texts: list[str] = []
    for pattern in patterns:
        spelled = [] if _LOOKS.search(pattern) else spell_out(pattern)
        if 0 < len(spelled) <= _MANY and not any(_ANY in text for text in spelled):
            texts += spelled
        else:
            open_ended.append(_word_first(pattern))
    parts = sorted(open_ended, key=len, reverse=True) + ([alternatives(texts)] if texts else [])
    return f"(?:{'|'.join(parts)})"


def _word_first(pattern: str) -> str:
    """ "(?<!make )up" as "up(?<!make up)": what stands before the word is looked at only where the word stands."""
    found = re.fullmatch(r"(?P<looks>(?:\(\?<!\w+ \))+)(?P<word>\w+)", pattern)
    return pattern if found is None else found["word"] + found["looks"].replace(" )", f" {found['word']})")


def first_words(patterns: Iterable[str]) -> frozenset[str] | None:
    """The words that texts of some small patterns begin with; `None` where they may begin with any.

    >>> first_words(["ris(?:e|es)", "(?<!make )up", "in line with"]) == {"rise", "rises", "up", "in"}
    True
    >>> first_words(["rise", "[a-z]+ed"])
    """
    firsts = {_FIRST.match(text) for pattern in patterns for text in spell_out(_LOOKS.sub("", pattern))}
    words = frozenset(match[0] for match in firsts if match)
    return None if None in firsts else words


def spell_out(pattern: str) -> list[str]:
    """The texts that a pattern of letters, `(?:…|…)`, `[…]`, `?` and escaped marks matches, longer ones first.

    A NUL stands for what may be any text.

    >>> spell_out("vs[.]?"), spell_out("tonn(?:e|es)?"), spell_out("go [a-z]")
    (['vs.', 'vs'], ['tonne', 'tonnes', 'tonn'], ['go \\x00'])
    """
    return _branches(pattern)[0]


def _branches(pattern: str) -> tuple[list[str], str]:
    """The texts of the alternatives up to the end or a closing bracket, and what is left of the pattern."""
    done: list[str] = []
    texts = [""]
    while pattern and pattern[0] != ")":
        if pattern[0] == "|":
            done, texts, pattern = done + texts, [""], pattern[1:]
            continue
        piece, pattern = _piece(pattern)
        if pattern[:1] == "?":
            piece, pattern = [*piece, ""], pattern[1:]
        elif (repeated := _REPEATED.match(pattern)) is not None:
            piece, pattern = [*(text + _ANY for text in piece), ""], pattern[repeated.end() :]
        texts = [text + more for text in texts for more in piece]
    return done + texts, pattern


def _piece(pattern: str) -> tuple[list[str], str]:
    """The texts of the first letter, class or group of a pattern, and what is left."""
    first, rest = pattern[0], pattern[1:]
    if pattern.startswith("(?:"):
        texts, rest = _branches(pattern[3:])
        return texts, rest[1:]
    if first == "[":
        letters, _, rest = rest.partition("]")
        return ([_ANY] if letters[0] == "^" or "\\" in letters or "-" in letters[1:-1] else list(letters)), rest
    if first == "\\":
        return ([rest[0]] if not rest[0].isalnum() else [_ANY]), rest[1:]
    if first == "(":
        raise ValueError(f"not a small pattern: {pattern!r}")
    return ([_ANY] if first in ".^$" else [first]), rest
