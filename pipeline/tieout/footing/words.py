"""The cues of `rules/footing.toml`: what a row's label says of its part in the arithmetic."""

import re
from functools import cache, lru_cache

from tieout.rules import load_rules

_PLAIN = str.maketrans("\xa0\u2009\u202f‐‑–—’‘‛`", "   ----''''")
LONGEST = 200
"""Characters of a label that are looked at: what is longer is a paragraph."""


@lru_cache(maxsize=1 << 13)
def says(cue: str, label: str) -> bool:
    """Whether a label, as printed, has the words of a cue.

    >>> says("total", "Total current assets"), says("subtracted", "Interest income")
    (True, False)
    """
    found, unless = _patterns(cue)
    text = _folded(label)
    return bool(found.search(text)) and not (unless and unless.search(text))


@lru_cache(maxsize=1 << 13)
def _folded(label: str) -> str:
    return " ".join(label[:LONGEST].lower().translate(_PLAIN).split())


@cache
def _patterns(cue: str) -> tuple[re.Pattern[str], re.Pattern[str] | None]:
    rule = load_rules("footing")[cue]
    return re.compile(rule["pattern"]), re.compile(rule["unless"]) if "unless" in rule else None
