"""Which earnings per share a figure without a name is: "$0.89 per share ($0.88 per share on a diluted basis)"."""

from collections.abc import Sequence
from dataclasses import replace

from tieout.facts import Fact

NEAR = 300
"""So near (characters of the source, with its tags) two figures per share are of one phrase."""


def with_basic(facts: Sequence[Fact]) -> tuple[Fact, ...]:
    """The facts, but earnings per share right before diluted ones of the same period are basic: else why state both."""
    pairs = zip(facts, (*facts[1:], None), strict=False)
    return tuple(replace(f, metric="EarningsPerShareBasic") if b and _are_both(f, b) else f for f, b in pairs)


def _are_both(fact: Fact, behind: Fact) -> bool:
    return (
        (fact.metric, behind.metric) == ("EarningsPerShare", "EarningsPerShareDiluted")
        and fact.aspect == behind.aspect == "level"
        and (fact.period, fact.basis, fact.status) == (behind.period, behind.basis, behind.status)
        and 0 <= behind.place.start - fact.place.end <= NEAR
    )
