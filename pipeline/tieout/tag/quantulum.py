"""The bridge to quantulum3: the name of a unit that our own rules do not know, one short span at a time."""

import re
import warnings
from functools import cache

_UNIT = re.compile(r"\s?([A-Za-zµμ°Ω](?:[A-Za-zµμ°Ω²³]|/(?=[A-Za-z])){0,9})(?![\w/'’-])")
_LONGEST = 5
"""Letters of an abbreviated unit, slashes apart; those in capitals alone that occur are in rules/units.toml."""
_ORDINALS = ("st", "nd", "rd", "th")
_GUESSED = re.compile(r"(?<!per )\b\w*(?:second|minute|hour|day)\b")
"""In a name, a length of time that nothing is per: it took the abbreviation apart, "mSv" to "millisecond volt"."""
_VOWEL = re.compile(r"[aeiouy]")


def unit_candidate(text: str, at: int) -> tuple[str, int] | None:
    """The abbreviation after a numeral that ends at `at`, if it looks like one of a unit, and where it ends.

    It looks like one with a capital after its first letter, a slash, or no vowel: "GWh", "km/h", "kg", not "in".

    >>> unit_candidate("at 230 kV lines", 6)
    ('kV', 9)
    >>> unit_candidate("at 230 of", 6) is None
    True
    """
    found = _UNIT.match(text, at)
    if found is None:
        return None
    word = found[1]
    if word in _ORDINALS or len(word) == 1 or word.isupper() or (len(word) > _LONGEST and "/" not in word):
        return None  # "US", "LinkedIn"
    looks = any(c.isupper() or c in "/µμ°Ω" for c in word[1:]) or word[0] in "µμ°Ω" or not _VOWEL.search(word.lower())
    return (word, found.end()) if looks else None


@cache
def unit_name(abbreviation: str) -> str | None:
    """The name of the unit that quantulum3 reads in "1 `abbreviation`", or `None` where it reads none.

    Only the name is used: its values are floats, its ranges midpoints. The first call loads its units, about 2 s.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that its classifier, which we do not want, is not installed
        from quantulum3 import parser  # loads slowly, and most releases need none of it

        try:
            quantities = parser.parse(f"1 {abbreviation}")
        except Exception:  # it raises whatever its grammar stumbles over
            return None
    if len(quantities) != 1:
        return None
    unit = quantities[0].unit
    if unit.name in ("dimensionless", "") or unit.entity.name in ("currency", "time", "unknown"):
        return None
    name: str = unit.name
    return None if _GUESSED.search(name) else name
