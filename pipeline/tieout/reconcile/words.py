"""Labels compared by their words: which of them mean one thing is in `rules/reconcile.toml`."""

import re
from functools import cache, lru_cache

from tieout.rules import load_rules

_TOKEN = re.compile(r"[a-z0-9&]+")
_NOTE = re.compile(r"\([^()]*\)|(?<=[a-z])\d\b")  # what is in brackets, and marks of footnotes: "Games3"
_ALIAS = re.compile(r"""\(["'“‘]?([A-Z][A-Za-z&]*[A-Z][A-Za-z&]*)["'”’]?(?:\)|$)""")  # (EBIT), ("NOI")


@lru_cache(maxsize=1 << 14)
def words(label: str) -> frozenset[str]:
    """The words of a label that tell it from others, in one spelling each.

    >>> sorted(words("Bad debt expense")) == sorted(words("Provision for doubtful accounts"))
    True
    """
    text = _NOTE.sub(" ", label.lower().replace("’", "'").replace("'s ", " "))
    tokens = _TOKEN.findall(text)
    if not _heads().isdisjoint(tokens):
        tokens = _TOKEN.findall(_phrases().sub(lambda found: " " + _spelling()[found[0]] + " ", text))
    found = frozenset(map(_spelled, tokens)) - _idle()
    for word, others in _idle_unless().items():
        if word in found and not found & others:
            found -= {word}
    return found


@lru_cache(maxsize=1 << 13)
def namings(label: str) -> tuple[frozenset[str], ...]:
    """The words of a label, and those of an abbreviation that it gives in brackets.

    >>> [sorted(naming) for naming in namings("Operating result (EBIT)")]
    [['operating', 'result'], ['ebit']]
    """
    found = _ALIAS.search(label)
    plain = label[: found.start()] + label[found.end() :] if found else label
    return (words(plain), words(found[1])) if found and words(found[1]) else (words(plain),)


@lru_cache(maxsize=1 << 12)
def limits_of(segment: str) -> frozenset[str]:
    """The words of a segment that tell which part of the company it is.

    >>> sorted(limits_of("Domestic segment")), sorted(limits_of("Adjusted (Non-GAAP)"))
    (['domestic'], [])
    """
    return words(segment) - _idle("of_parts")


def telling(label: frozenset[str]) -> frozenset[str]:
    """The words of a label but for those of costs and of amounts per share; all of them where no others are left.

    >>> sorted(telling(words("impairment charge"))), sorted(telling(words("storm costs per share")))
    (['impairment'], ['storm'])
    """
    return label - _idle("of_amounts") or label


def similarity(a: frozenset[str], b: frozenset[str]) -> float:
    """How much two labels share, from 0 to 1 (Dice); two without words are alike.

    >>> similarity(words("yield on earning assets"), words("Yield on interest-earning assets")) > 0.8
    True
    """
    if not a or not b:
        return float(not a and not b)
    return 2 * len(a & b) / (len(a) + len(b))


@lru_cache(maxsize=1 << 13)
def _spelled(word: str) -> str:
    """The spelling that stands for a word: that of its group in the rules, else its singular."""
    plural = len(word) > 3 and word.endswith("s") and not word.endswith("ss")
    return _kept().get(word) or (word[:-1] if plural else word)


@cache
def _kept() -> dict[str, str]:
    return {word: group[0] for group in load_rules("reconcile")["words"]["same"] for word in group}


@cache
def _idle(which: str = "idle") -> frozenset[str]:
    return frozenset(load_rules("reconcile")["words"][which])


@cache
def _idle_unless() -> dict[str, frozenset[str]]:
    return {word: frozenset(others) for word, others in load_rules("reconcile")["words"]["idle_unless"].items()}


@cache
def _spelling() -> dict[str, str]:
    return {phrase: group[0] for group in load_rules("reconcile")["words"]["phrases"] for phrase in group}


@cache
def _heads() -> frozenset[str]:
    """The first words of all phrases: a label with none of them has no phrase."""
    return frozenset(_TOKEN.findall(phrase)[0] for phrase in _spelling())


@cache
def _phrases() -> re.Pattern[str]:
    longest_first = sorted(_spelling(), key=len, reverse=True)
    return re.compile(r"(?<![a-z0-9])(?:" + "|".join(map(re.escape, longest_first)) + r")(?![a-z0-9])")
