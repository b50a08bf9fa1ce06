"""Labels that spell out a ratio, and what they divide: "SG&A as a percentage of net sales"."""

import re
from functools import cache

from tieout.facts import Fact
from tieout.metrics import match_label
from tieout.reconcile.lookup import Subject
from tieout.rules import load_rules


def split_ratio(label: str) -> tuple[str, str]:
    """What a label divides, and by what; the second is empty where the label is no ratio.

    >>> split_ratio("SG&A as a percentage of net sales"), split_ratio("revenues")
    (('SG&A', 'net sales'), ('revenues', ''))
    """
    part, *whole = _of().split(label, maxsplit=1)
    return part.strip(" ,"), whole[0].strip(" ,") if whole else ""


def subjects(label: str, fact: Fact, *, segment: str | None) -> list[Subject]:
    """What the words of one side of a ratio can be: a metric, on the fact's basis or by GAAP, or just a row."""
    match = match_label(label)
    found = [Subject(None, label, segment, fact.basis)]
    if match:
        found.insert(0, Subject(match.metric, label, segment, fact.basis))
        if fact.basis != "gaap":
            found.append(Subject(match.metric, label, segment, "gaap"))
    return found


@cache
def _of() -> re.Pattern[str]:
    longest_first = sorted(load_rules("reconcile")["ratios"]["of"], key=len, reverse=True)
    return re.compile(r"(?:^|(?<=\W)|(?=,))(?:" + "|".join(map(re.escape, longest_first)) + r")(?=\s)")
