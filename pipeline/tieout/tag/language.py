"""The spaCy pipeline for releases: a blank English one, its tokenizer warmed, with our components."""

import re
from functools import cache

from spacy.language import Language
from spacy.tokenizer import Tokenizer
from spacy.util import load_config, load_model_from_config

from tieout.resources import folder

_LONG_WORD = re.compile(r"\S{200}")
"""A run of characters that no language has: a ruler, a file in base 64. It stays one token, since the tokenizer takes a
word apart from its ends one sign at a time, and reads all of it again each time."""


def load(*, ner: str | None = None) -> Language:
    """The pipeline of models/release.cfg. `ner` names an installed spaCy model whose PERSON entities are to be added.

    Raises `ValueError` if that model is not installed.
    """
    from tieout.tag import components  # registers the factories where the package runs without its entry points

    models = folder("models")
    config = load_config(models / "release.cfg")
    config["components"]["tieout_people"]["ner"] = ner
    assert components.ENTITY
    nlp = load_model_from_config(config, auto_fill=True)
    nlp.tokenizer.token_match = _LONG_WORD.match  # type: ignore[union-attr]
    warm(nlp.tokenizer, (models / "words.txt").read_text("utf-8").split())
    return nlp


@cache
def default_language() -> Language:
    """The pipeline of `load()`, made once a process."""
    return load()


def warm(tokenizer: Tokenizer, words: list[str]) -> None:
    """Fill the tokenizer's cache with `words`, one call for each; what it says of any text stays the same.

    A tokenizer stops caching for the rest of a text at its first special case ("Inc.", a newline: spaCy issue 13950),
    so that in a release hardly a word is ever cached, and all are taken apart by regular expressions each time.
    """
    for word in words:
        tokenizer(word)
