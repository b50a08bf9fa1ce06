"""What a bare number refers back to: the last counted noun before it in its sentence ("headcount was 536")."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from tieout.tag.context import LONGEST
from tieout.tag.nouns import is_plural, noun_rules, singular

# A word with the one after it that makes a unit of it, or its count ("customer total", "short tons"), or two nouns a
# word in digits apart ("two galleries").
_ANY_WORD = re.compile(
    r"(?P<first>[A-Za-z]++)"
    r"(?:[ -](?P<second>hours?|tons?|tonnes?|feet|foot|total|count|base|number|totals|counts|additions|adds)"
    r"(?![A-Za-z]))?",
    re.IGNORECASE,
)
_TOTALS = ("total", "count", "base", "number", "totals", "counts", "additions", "adds")
_SMALL_COUNTS = frozenset(("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"))


class Nouns:
    """The counted nouns of a text, found once, as far as they are asked for.

    >>> Nouns("Employee headcount was 536").before(0, 23)
    'employee'
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._until = 0
        self._starts: list[int] = []
        self._units: list[str] = []

    def before(self, start: int, end: int) -> str | None:
        """The unit of the last counted noun in `text[start:end]`: what a bare number after it counts.

        A plural, or a singular before "total" or "count". Asked for places in order, it reads no text twice.
        """
        for at, unit in _counted_nouns(self._text, max(self._until, end - LONGEST), end):
            self._starts.append(at)
            self._units.append(unit)
        self._until = max(self._until, end)
        last = bisect_left(self._starts, end) - 1
        return self._units[last] if last >= 0 and self._starts[last] >= start else None


def _counted_nouns(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Where the counted nouns of `text[start:end]` stand, and their units."""
    rules = noun_rules()
    small = False  # whether the word before is "two" or the like
    for found in _ANY_WORD.finditer(text, start, end):
        word, second = found["first"].lower(), found["second"]
        if second is not None and f"{word} {second.lower()}" in rules.compounds:
            yield found.start(), rules.compounds[f"{word} {second.lower()}"]
        elif word in rules.irregular:
            yield found.start(), rules.irregular[word]
        elif word[-1] == "s" or second is not None:
            one = singular(word)
            counts = one != word or (second is not None and second.lower() in _TOTALS)
            if counts and (one in rules.common or (small and one not in rules.time and is_plural(word))):
                yield found.start(), one
        small = word in _SMALL_COUNTS
