"""spaCy's tokens at a fraction of its tokenizer's time: each word is taken apart once, a plain one without it.

A tokenizer stops caching for the rest of a text at its first special case ("Inc.", a newline: spaCy issue 13950), so
that in a release hardly a word is ever cached, and all are taken apart by regular expressions each time.
"""

import re
from typing import Any, TypeAlias

from spacy.tokenizer import Tokenizer
from spacy.tokens import Doc

from tieout.tag.spans import TEXT

_CHUNK = re.compile(r"\S+ ?|\s+")
# what the tokenizer parts in one way only
_PLAIN = re.compile(
    r"(?P<open>\(?)"
    r"(?:(?P<word>[A-Za-z]{2,})(?:(['’]s)?([,;:]?)|(\))|(?<=[a-z]{2})(\.))"  # "sales," "quarter's" "sales)" "sales."
    r"|(\$?)(\d++(?:,\d{3})*(?:\.\d++)?)(?:(%?)(,?)|([.;])))"  # "$7.4" "2,024." "5%,"
)
_MOST = 100_000
"""Words that are remembered at once: those of some hundred releases, 20 MB."""

_LONG = 64
"""Characters of what is no word: nobody will meet it again."""

Parts: TypeAlias = tuple[tuple[str, ...], tuple[bool, ...]]
"""Tokens, and whether a blank follows each."""


class WordTokenizer:
    """A tokenizer that gives the tokens of another one, which it asks for each word that is not plain, and once.

    Its attributes and methods, but for the call, are those of the other. Only of emoticons within a word (":(5)") may
    the other say something else, as it does itself after other texts.
    """

    def __init__(self, tokenizer: Tokenizer) -> None:
        self._tokenizer = tokenizer
        self._special = frozenset(tokenizer.rules)
        self._known: dict[str, Parts] = {}

    def __call__(self, text: str) -> Doc:
        words: list[str] = []
        spaces: list[bool] = []
        known = self._known
        if len(known) > _MOST:
            known.clear()
        for chunk in _CHUNK.findall(text):
            parts = known.get(chunk)
            if parts is None:
                parts = self._parts(chunk)
                if len(chunk) < _LONG:
                    known[chunk] = parts
            words += parts[0]
            spaces += parts[1]
        doc = Doc(self._tokenizer.vocab, words, spaces)
        doc.user_data[TEXT] = text
        return doc

    def __getattr__(self, name: str) -> Any:
        if name == "_tokenizer":  # asked for before it is there, by `copy` and `pickle`
            raise AttributeError(name)
        return getattr(self._tokenizer, name)

    def _parts(self, chunk: str) -> Parts:
        """The parts of a word with the blank behind it, if there is one, or of white space."""
        word = chunk.removesuffix(" ")
        if chunk.isspace():
            return (chunk,), (False,)
        tokens = self._tokens(word)
        return tokens, (*[False] * (len(tokens) - 1), len(word) < len(chunk))

    def _tokens(self, word: str) -> tuple[str, ...]:
        special = self._special
        if word.isalpha() and word not in special:
            return (word,)
        plain = _PLAIN.fullmatch(word)
        if plain is None or plain["word"] in special or word[len(plain["open"]) :] in special:
            return tuple(token.text for token in self._tokenizer(word))
        return tuple(part for part in plain.groups() if part)
