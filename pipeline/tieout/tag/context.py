"""The words around a numeral: its sentence, what bounds or hedges it, whether a bracket around it is a minus."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache

from tieout.facts import Bound
from tieout.frozen import quick
from tieout.rules import load_rules

# The end of a sentence: a stop (quotes and brackets after it) before a capital or a digit, or the end of a block. It
# starts with a plain set of characters, so that the scan skips to them.
_SENTENCE = re.compile(r"[.?!\n](?:(?<=\n)|[\"'”’)]*+\s(?=[A-Z“\"‘`(•$\d]))")
# before a stop that ends no sentence: an initial, "U.S", "Inc"
_ABBREVIATED = re.compile(r"(?:[A-Z]|\b(?:Mr|Mrs|Ms|Dr|No|vs|St|Jr|Sr|Inc|Cos|Ltd|Corp))\Z")
_BRACKET_REACH = 24
_WORD_BEFORE = re.compile(r"([A-Za-z.]+|[^\sA-Za-z])\s?\Z")


LONGEST = 500
"""Characters of a sentence before a figure that rules look at: a text without stops must not take quadratic time."""


class Sentences:
    """Where the sentences of a text begin, found in one scan.

    >>> Sentences("Sales rose. Costs fell.").start(15)
    12
    """

    def __init__(self, text: str) -> None:
        self._starts = [0]
        for found in _SENTENCE.finditer(text):
            at = found.start()
            if text[at] != "." or not _ABBREVIATED.search(text[max(0, at - 4) : at]):
                self._starts.append(found.end())

    def start(self, at: int) -> int:
        """The start of the sentence that holds offset `at`, or of its last `LONGEST` characters before `at`."""
        return max(self._starts[bisect_right(self._starts, at) - 1], at - LONGEST)

    def number(self, at: int) -> int:
        """Which sentence, counted from 0, holds offset `at`."""
        return bisect_right(self._starts, at) - 1


@quick
@dataclass(frozen=True, slots=True)
class Around:
    """What the words directly around a figure say of it; `before` is where they begin."""

    bound: Bound | None
    hedge: str | None
    before: int


@cache
def _phrases() -> dict[str, list[tuple[str, str]]]:
    """Phrases that bound or hedge, by their last word: the phrase, and "low", "high" or "hedge"."""
    rules = load_rules("units")
    found: dict[str, list[tuple[str, str]]] = {}
    bounds, hedges = rules["bounds"], rules["hedges"]
    for kind, words in (("low", bounds["low"]), ("high", bounds["high"]), ("hedge", hedges["words"])):
        for phrase in words:
            found.setdefault(phrase.rsplit(" ", 1)[-1], []).append((phrase, kind))
    return {last: sorted(phrases, key=lambda p: -len(p[0])) for last, phrases in found.items()}


# Before "over" and its like: a figure or a word of comparison makes it "compared with" ("32 percent over $66 million").
_COMPARED = re.compile(
    r"(?:[\d%)]|percent|increase|improvement|growth|gain|points?|million|billion|decrease|decline|times|up|down)\s?\Z",
    re.IGNORECASE,
)
_ARTICLE = re.compile(r"\s(?:a|an|the|only)\Z")


def around(text: str, start: int, end: int) -> Around:
    """The bound and the hedge that stand at a figure `[start, end)`.

    >>> around("over approximately 400 stores", 19, 22)
    Around(bound='low', hedge='approximately', before=0)
    """
    bound: Bound | None = None
    hedge: str | None = None
    at = start
    phrases = _phrases()
    for _ in range(3):
        tail = text[max(0, at - 30) : at].rstrip()
        if tail[-1:] == "~":
            hedge, at = "~", at - 1 - (len(text[max(0, at - 30) : at]) - len(tail))
            continue
        low = tail.lower()
        last = low[max(low.rfind(" "), low.rfind("("), low.rfind("-"), low.rfind("“"), low.rfind('"')) + 1 :]
        said = _ending(low, phrases.get(last, []))
        if said is None:
            article = _ARTICLE.search(tail)
            if article is None:
                break
            at -= len(text[max(0, at - 30) : at]) - article.start()
            continue
        phrase, kind = said
        begin = at - (len(text[max(0, at - 30) : at]) - len(tail)) - len(phrase)
        if kind == "hedge":
            hedge = hedge or text[begin : begin + len(phrase)]
        else:
            if phrase in ("over", "above", "under", "below") and _COMPARED.search(text[max(0, begin - 14) : begin]):
                break
            if bound is None:
                bound = "low" if kind == "low" else "high"
        at = begin
    if bound is None:
        bound = _bound_after(text, end)
    return Around(bound, hedge, at)


def _ending(text: str, phrases: list[tuple[str, str]]) -> tuple[str, str] | None:
    """The first of the phrases, with its kind, that `text` ends in as words of its own."""
    for phrase, kind in phrases:
        if text.endswith(phrase) and not text[: -len(phrase)][-1:].isalnum():
            return phrase, kind
    return None


@cache
def _bounds_after() -> re.Pattern[str]:
    bounds = load_rules("units")["bounds"]
    low = "|".join(re.escape(w) for w in bounds["low_after"] if w != "+")
    high = "|".join(re.escape(w) for w in bounds["high_after"])
    return re.compile(rf"(?P<low>\s?\+|\s(?:{low})(?!\w))|(?P<high>\s(?:{high})(?!\w))")


def _bound_after(text: str, end: int) -> Bound | None:
    found = _bounds_after().match(text, end)
    if found is None:
        return None
    return "low" if found["low"] is not None else "high"


@cache
def _slot_words() -> frozenset[str]:
    return frozenset(load_rules("units")["slots"]["words"])


def is_minus(text: str, start: int) -> bool:
    """Whether a bracketed amount that starts at `start` stands where the sentence wants a figure, not an aside.

    >>> is_minus("EPS of ($0.07)", 7), is_minus("severance ($247,000)", 10)
    (True, False)
    """
    before = _WORD_BEFORE.search(text[max(0, start - _BRACKET_REACH) : start])
    return before is None or before[1].lower() in _slot_words()
