"""The stretches of text before and behind figures, and the period mentions in them that are times of the figures."""

import re
from dataclasses import dataclass

from tieout.link.clauses import Gap
from tieout.link.cues import METRIC, PERIOD, Cues
from tieout.mentions import PeriodMention

# "raises full-year outlook": the time of the outlook, not of what stands beside it; but "the 2003 target of $5 million"
_GUIDED = re.compile(r"\s+(?:[\w-]+\s+){0,2}(?:outlook|guidance|forecast|targets?)\b")
_GUIDED_FIGURE = re.compile(rf"\s+(?:range\s+)?(?:of|is|at|for\s+{METRIC}\s+(?:of|is))\s+(?:now\s+)?")
_POSSESSIVE = re.compile(r"['’]\s")  # "prior years' reserves"
_BARE = 14  # characters: "September 2004", the longest month or year by itself


@dataclass(frozen=True, slots=True)
class Zone:
    """Period mentions of a stretch of text: those of amounts, and those that a move is compared with."""

    amounts: tuple[PeriodMention, ...]
    compared: tuple[PeriodMention, ...]


def next_words(gap: Gap, cues: Cues, *, first_of_other: bool) -> int:
    """Where in the gap the next group's words begin."""
    if first_of_other:
        if gap.text.rstrip().endswith(":") and "(" in gap.text:
            return gap.text.rindex("(")
        if match := cues.comparison.search(gap.text):
            return match.start()
    compared = cues.comparison.search(gap.text)
    turn = cues.turn.search(gap.text)
    while (
        turn
        and turn[0] in ("with", ",")
        and PERIOD not in gap.text[: turn.start()]
        and PERIOD in gap.text[turn.end() :]
        and not gap.metrics
    ):
        turn = cues.turn.search(gap.text, turn.end())
    ends = [m.start() for m in (compared, turn) if m]
    return min(ends) if ends else len(gap.text)


def zone(gap: Gap, start: int, end: int | None, cues: Cues, *, compared: bool) -> Zone:
    """The periods of `gap.text[start:end]`."""
    stop = len(gap.text) if end is None else end
    amounts, other = [], []
    for at, mention in gap.periods:
        if not start <= at < stop or is_elsewhere(gap, at, mention, cues):
            continue
        if mention.comparative or (compared and _follows_comparison(gap.text, at, cues)):
            other.append(mention)
        else:
            amounts.append(mention)
    return Zone(tuple(amounts), tuple(other))


def is_elsewhere(gap: Gap, at: int, mention: PeriodMention, cues: Cues) -> bool:
    """Whether the mention at `at` dates another thing: "until June", "the bond of 2009", "the 2004 plan"."""
    text, before = gap.text, max(0, at - 60)
    if cues.ground_left.search(text, before, at) or cues.elsewhere_left.search(text, before, at):
        return True
    if _is_outlooks(text, at) or _POSSESSIVE.match(text, at + 1):
        return True
    bare = mention.unit in ("month", "year") and mention.relation is None and mention.end - mention.start <= _BARE
    return bare and bool(cues.event.match(text, at + 1) or cues.thing_of_left.search(text, before, at))


def _is_outlooks(text: str, at: int) -> bool:
    """Whether the period at `at` is that of an outlook whose figure does not follow."""
    match = _GUIDED.match(text, at + 1)
    return match is not None and not _GUIDED_FIGURE.fullmatch(text, match.end())


def compared_beyond(gap: Gap, start: int, cues: Cues) -> tuple[PeriodMention, ...]:
    """Mentions that a comparison cue right at `start` introduces: "an increase of 5% over the same period in 2019"."""
    match = cues.comparison.match(gap.text, start)
    if not match:
        return tuple(m for at, m in gap.periods if m.comparative and at >= start)[:1]
    return tuple(m for at, m in gap.periods if at >= match.end() and not cues.turn.search(gap.text, match.end(), at))


def _follows_comparison(text: str, at: int, cues: Cues) -> bool:
    """Whether a comparison cue stands within a few words before `at`."""
    return any(len(text[m.end() : at].split()) <= 4 for m in cues.comparison.finditer(text, max(0, at - 60), at))
