"""A pattern that is tried only on texts that hold a word it can begin with."""

import re
import sys
from collections.abc import Iterator
from functools import lru_cache

_WORD = re.compile(r"\w+")
_TEXTS = 256  # whose words are kept: a sentence asks some twenty patterns of each of its gaps


@lru_cache(maxsize=_TEXTS)
def _words(text: str) -> frozenset[str]:
    return frozenset(_WORD.findall(text))


class Cue:
    """A pattern whose matches begin with one of `firsts`, whole words; it is used as a compiled pattern is.

    Most sentences hold none of them, and to see that takes a tenth of the time that the pattern would.

    >>> rise = Cue(r"\\b(?:rise|grow)s?\\b", frozenset({"rise", "rises", "grow", "grows"}))
    >>> rise.search("sales fell"), rise.search("it rises")
    (None, <re.Match object; span=(3, 8), match='rises'>)
    """

    __slots__ = ("_firsts", "pattern")

    def __init__(self, pattern: str, firsts: frozenset[str]) -> None:
        self.pattern = re.compile(pattern)
        self._firsts = firsts

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The first match in `text[start:end]`."""
        return None if self._firsts.isdisjoint(_words(text)) else self.pattern.search(text, start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        """All matches in `text[start:end]`, in order."""
        return iter(()) if self._firsts.isdisjoint(_words(text)) else self.pattern.finditer(text, start, end)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """The match right at `start`."""
        return self.pattern.match(text, start)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """The match that is the whole text."""
        return self.pattern.fullmatch(text)
