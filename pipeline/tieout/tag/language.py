"""The spaCy pipeline for releases: a blank English one, its tokenizer made quick, with our components."""

import re
from functools import cache

from spacy.language import Language
from spacy.util import load_config, load_model_from_config

from tieout.resources import folder
from tieout.tag.tokens import WordTokenizer

_LONG_WORD = re.compile(r"\S{200}")
"""A run of characters that no language has: a ruler, a file in base 64. It stays one token, since the tokenizer takes a
word apart from its ends one sign at a time, and reads all of it again each time."""

_LONGEST_TEXT = 1 << 28
"""Characters of the longest text: spaCy's limit of a million is for parsers, which are not in the pipeline."""


def load(*, ner: str | None = None) -> Language:
    """The pipeline of models/release.cfg. `ner` names an installed spaCy model whose PERSON entities are to be added.

    Raises `ValueError` if that model is not installed.
    """
    from tieout.tag import components  # registers the factories where the package runs without its entry points

    config = load_config(folder("models") / "release.cfg")
    config["components"]["tieout_people"]["ner"] = ner
    assert components.ENTITY
    nlp = load_model_from_config(config, auto_fill=True)
    nlp.max_length = _LONGEST_TEXT
    nlp.tokenizer.token_match = _LONG_WORD.match  # type: ignore[union-attr]
    nlp.tokenizer = WordTokenizer(nlp.tokenizer)
    return nlp


@cache
def default_language() -> Language:
    """The pipeline of `load()`, made once a process."""
    return load()
