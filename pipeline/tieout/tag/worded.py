"""Figures said in words alone: "doubled", "one-third", "flat"; spans of their own, apart from printed digits."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from tieout.facts import unit_kind
from tieout.mentions import FigureMention, PeriodMention
from tieout.rules import load_rules
from tieout.tag.context import around


@dataclass(frozen=True, slots=True)
class _Worded:
    """All patterns in one, each a group numbered as its rule, and the letters that any of them begins with."""

    pattern: re.Pattern[str]
    rules: tuple[dict[str, str], ...]


@cache
def _worded() -> _Worded:
    rules = tuple(load_rules("units")["worded"])
    parts = "|".join(f"(?P<r{i}>{rule['pattern'].replace('~', '[ -]')})" for i, rule in enumerate(rules))
    return _Worded(re.compile(rf"(?<![\w-])(?=[adfhoqrtu])(?:{parts})(?![\w])"), rules)


def find_worded(text: str, *, periods: Sequence[PeriodMention] = ()) -> list[FigureMention]:
    """Every figure that `text` says in words alone, in order; those inside `periods` are none. Offsets are into `text`.

    A multiple or a share is in `x` ("doubled" is 2, "one-third" 0.33 to the hundredth), no change is 0 `%`.

    >>> text = "Orders more than doubled; sales were flat."
    >>> [(text[m.start : m.end], str(m.value), m.unit, m.bound) for m in find_worded(text)]
    [('doubled', '2', 'x', 'low'), ('flat', '0', '%', None)]
    """
    worded = _worded()
    low = text.lower()
    if len(low) != len(text):  # İ
        low = "".join(c if len(c.lower()) > 1 else c.lower() for c in text)
    spans = sorted((period.start, period.end) for period in periods)
    found: list[FigureMention] = []
    at = 0
    for match in worded.pattern.finditer(low):
        while at < len(spans) and spans[at][1] <= match.start():
            at += 1
        if at < len(spans) and spans[at][0] < match.end():
            continue
        assert match.lastgroup is not None
        rule = worded.rules[int(match.lastgroup[1:])]
        words = around(text, match.start(), match.end())
        found.append(
            FigureMention(
                start=match.start(),
                end=match.end(),
                kind=unit_kind(rule["unit"]),
                value=Decimal(rule["value"]),
                unit=rule["unit"],
                step=Decimal(rule["step"]),
                rule=f"in words: {rule['name']}",
                bound=words.bound,
                hedge=words.hedge,
            )
        )
    return found
