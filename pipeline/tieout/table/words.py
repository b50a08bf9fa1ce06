"""The patterns of `rules/captions.toml`, compiled once, and text as they expect it."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from tieout.rules import load_rules

_PLAIN = str.maketrans("\xa0\u2009\u202f‐‑–—’‘‛`", "   ----''''")


@dataclass(frozen=True, slots=True)
class Cue:
    """A rule of words: what it tells (`name`), where it holds, and where it does not."""

    name: str
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None = None

    def find(self, text: str) -> re.Match[str] | None:
        """Where the cue stands in plain text, if nothing forbids it."""
        found = self.pattern.search(text)
        return found if found and not (self.unless and self.unless.search(text)) else None


@lru_cache(maxsize=1 << 14)
def plain(text: str) -> str:
    """Text in lower case with plain blanks, hyphens and quotes.

    >>> plain("Net Sales – U.S.’s")
    "net sales - u.s.'s"
    """
    return text.lower().translate(_PLAIN)


@cache
def cue(section: str) -> Cue:
    """The rule of a section of captions.toml that has one."""
    return _cue(load_rules("captions")[section], section)


@cache
def cues(section: str) -> tuple[Cue, ...]:
    """The rules of a section of captions.toml that has several, in order."""
    key = {"row_unit": "unit", "scale": "exponent"}.get(section, "name")
    return tuple(_cue(entry, str(entry[key])) for entry in load_rules("captions")[section])


@cache
def pattern(section: str, key: str) -> re.Pattern[str]:
    """One pattern of a section, by its key."""
    return _compiled(load_rules("captions")[section][key])


@lru_cache(maxsize=1 << 14)
def first_cue(section: str, text: str) -> str | None:
    """The name of the first rule of a section that holds for `text`, as printed.

    >>> first_cue("measure", "% Change"), first_cue("measure", "2019")
    ('change_percent', None)
    """
    words = plain(text)
    return next((c.name for c in cues(section) if c.find(words)), None)


@lru_cache(maxsize=1 << 14)
def has_cue(section: str, text: str) -> bool:
    """Whether the one rule of a section holds for `text`, as printed."""
    return cue(section).find(plain(text)) is not None


def _cue(entry: dict[str, Any], name: str) -> Cue:
    """A rule as compiled."""
    unless = entry.get("unless")
    return Cue(name, _compiled(entry["pattern"]), _compiled(unless) if unless else None)


def _compiled(text: str) -> re.Pattern[str]:
    """A pattern of the rule file."""
    return re.compile(text)
