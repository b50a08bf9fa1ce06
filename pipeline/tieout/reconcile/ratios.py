"""Labels that spell out a ratio, and what they divide: "SG&A as a percentage of net sales"."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from tieout.facts import Fact
from tieout.metrics import match_label
from tieout.reconcile.lookup import Subject
from tieout.reconcile.series import Series, Words
from tieout.reconcile.words import words
from tieout.rules import load_rules


@lru_cache(maxsize=1 << 12)
def split_ratio(label: str) -> tuple[str, str]:
    """What a label divides, and by what; the second is empty where the label is no ratio.

    >>> split_ratio("SG&A as a percentage of net sales"), split_ratio("revenues")
    (('SG&A', 'net sales'), ('revenues', ''))
    >>> split_ratio("SG&A rate")
    ('SG&A', 'revenues')
    """
    part, *whole = _of().split(label, maxsplit=1)
    if whole and whole[0].strip(" ,"):
        return part.strip(" ,"), whole[0].strip(" ,")
    head, _, last = label.rpartition(" ")
    rules = load_rules("reconcile")["ratios"]
    if head and last.lower() in rules["of_revenue"]:
        return head, rules["revenue"]
    return label.strip(" ,"), ""


def subjects(label: str, fact: Fact, *, segment: str | None) -> list[Subject]:
    """What the words of one side of a ratio can be: a metric, on the fact's basis or by GAAP, or just a row."""
    match = match_label(label)
    found = [Subject(None, label, segment, fact.basis)]
    if match:
        found.insert(0, Subject(match.metric, label, segment, fact.basis))
        if fact.basis != "gaap":
            found.append(Subject(match.metric, label, segment, "gaap"))
    return found


@dataclass(frozen=True, slots=True)
class RatioRow:
    """A row that is a ratio by its label, and the words of what it divides, and by what."""

    series: Series
    part: Words
    whole: Words

    def is_of(self, part: Words, whole: Words) -> bool:
        """Whether it divides what is named first by what is named second, in as many words or fewer."""
        return _within(self.part, part) and _within(self.whole, whole)


def ratio_rows(series: Iterable[Series]) -> Iterator[RatioRow]:
    """The rows that are ratios by their labels: "Reserves/Net loans", "Debt to equity"."""
    for one in series:
        if one.kinds[0] in ("percent", "ratio"):
            left, slash, right = one.row.label.partition("/")
            if not slash:
                left, right = split_ratio(one.row.label)
            if left and right:
                yield RatioRow(one, words(left), words(right))


def _within(a: Words, b: Words) -> bool:
    return bool(a and b) and (a <= b or b <= a)


@cache
def _of() -> re.Pattern[str]:
    longest_first = sorted(load_rules("reconcile")["ratios"]["of"], key=len, reverse=True)
    return re.compile(r"(?:^|(?<=\W)|(?=,))(?:" + "|".join(map(re.escape, longest_first)) + r")(?=\s)")
