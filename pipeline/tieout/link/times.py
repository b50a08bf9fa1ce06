"""Which period mention each group of figures goes with, and which earlier one a move is measured from."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tieout.facts import Period
from tieout.link.clauses import Gap, Sentence
from tieout.link.cues import PERIOD, Cues
from tieout.link.roles import Role
from tieout.mentions import PeriodMention

# "raises full-year outlook": the time of the outlook, not of what stands beside it
_GUIDED = re.compile(r"\s+(?:[\w-]+\s+){0,2}(?:outlook|guidance|forecast|targets?)\b")
_BASE = re.compile(rf"\s*of\s+(?:the\s+)?{PERIOD}\s+[a-z]")
_WHOLE_YEAR = 350  # days: what is shorter is a part of a year

Resolve = Callable[[PeriodMention, Period | None], Period | None]


@dataclass(frozen=True, slots=True)
class Timing:
    """The period of a group of figures and, for its moves, the earlier one; `rule` says where they were found."""

    period: Period | None
    versus: Period | None
    rule: str


@dataclass(frozen=True, slots=True)
class _Zone:
    """Period mentions of a stretch of text: those of amounts, and those that a move is compared with."""

    amounts: tuple[PeriodMention, ...]
    compared: tuple[PeriodMention, ...]


def read_times(sentence: Sentence, roles: list[Role], context: Period | None, resolve: Resolve, shift: Callable[[Period], Period | None], cues: Cues) -> tuple[list[Timing], Period | None]:
    """A timing for each figure, and the main period that the sentence leaves for the next one.

    `context` is the period that the text before has set, `resolve` turns a mention into dates given a context, and
    `shift` gives the same period a year earlier.
    """
    count = len(sentence.figures)
    if not count:
        for mention in sentence.periods:
            if not mention.comparative and mention.relation not in ("prior year", "previous", "same"):
                found = resolve(mention, context)
                if found is not None and mention.unit != "day":
                    return [], found
        return [], context
    paired = _respectively(sentence, roles, context, resolve)
    groups = sorted({r.group for r in roles})
    first = {g: next(k for k in range(count) if roles[k].group == g) for g in groups}
    final = {g: max(k for k in range(count) if roles[k].group == g) for g in groups}
    breaks = {k: _break(sentence.gaps[k], cues, first_of_other=k < count and k in first.values() and roles[k].side == "other") for k in range(1, count + 1)}

    timings: dict[int, Timing] = {}
    main = context
    leaves = None
    for g in groups:
        side = roles[first[g]].side
        k, last = first[g], final[g]
        lead = _zone(sentence.gaps[k], breaks[k] if k else 0, None, cues, compared=side == "main")
        inner = [_zone(sentence.gaps[i], 0, None, cues, compared=True) for i in range(k + 1, last + 1)]
        tail_end = breaks[last + 1]
        tail = _zone(sentence.gaps[last + 1], 0, tail_end, cues, compared=True)
        beyond = _compared_beyond(sentence.gaps[last + 1], tail_end, cues) if (last + 1 == count or roles[last + 1].side == "main") else ()
        compared = [m for z in (*inner, tail) for m in z.compared] + list(beyond)
        amounts = [m for z in inner for m in z.amounts] + list(tail.amounts)
        if amounts and roles[last].share and cues.guidance.search(sentence.gaps[k].text) and _BASE.match(sentence.gaps[last + 1].text):
            amounts = amounts[1:]  # "expected to run at 75% of the 2002 volume": the year is the base's
        period, rule = None, ""
        basis = main
        in_brackets = all(sentence.quotes[i].startswith("(") for i in range(k, last + 1))
        before = () if in_brackets else reversed(lead.amounts)  # "the 1999 acquisition ($5,000)": the year is the thing's
        for mention, where in [*((m, "behind") for m in amounts), *((m, "before") for m in before)]:
            if where == "before" and side == "main" and k == 0 and mention is not lead.amounts[0] and _is_plain_day(mention):
                continue
            period = resolve(_same_part(mention, main) if side == "other" else mention, basis)
            if period is not None:
                rule = f"period {where}"
                break
        if side == "other" and period is None:
            mentioned = [m for m in (*lead.compared, *compared)]
            for mention in mentioned:
                period = resolve(mention, main)
                if period is not None:
                    rule = "period of comparison"
                    break
            if period is None and main is not None:
                period, rule = shift(main), "a year before, implied"
        if side == "other" and rule == "period behind" and period is not None and main is not None and period.end == main.end and period != main:
            side = "main"  # "... versus $5 million, and $20 million for the nine months": a new span to the same day
        if period is None:
            period, rule = main, rule or "period carried on"
        elif side == "main":
            main = period
            leaves = leaves or period
        versus = None
        for mention in compared:
            versus = resolve(mention, period)
            if versus is not None and versus != period:
                break
        timings[g] = Timing(period, versus if versus != period else None, rule)
    filled = _fill_versus(roles, groups, timings, shift)
    return [paired.get(k, timing) for k, timing in enumerate(filled)], leaves or main


def _fill_versus(roles: list[Role], groups: list[int], timings: dict[int, Timing], shift: Callable[[Period], Period | None]) -> list[Timing]:
    """Moves without an earlier period of their own take the side they are compared with, or the year before."""
    side = {r.group: r.side for r in roles}
    out = []
    for role in roles:
        timing = timings[role.group]
        if role.aspect == "change" and timing.versus is None and timing.period is not None:
            later = [g for g in groups if g > role.group]
            if later and side[later[0]] == "other" and timings[later[0]].period != timing.period:
                timing = Timing(timing.period, timings[later[0]].period, timing.rule)
            else:
                timing = Timing(timing.period, shift(timing.period), timing.rule)
        out.append(timing if role.aspect == "change" else Timing(timing.period, None, timing.rule))
    return out


def _same_part(mention: PeriodMention, main: Period | None) -> PeriodMention:
    """ "$1.1 billion in the first quarter versus $1.2 billion in 2019": a bare year means the like part of it."""
    is_bare = mention.unit == "year" and mention.end - mention.start == 4 and mention.year is not None
    if is_bare and main is not None and 0 < main.days < _WHOLE_YEAR:
        return replace(mention, unit="period", relation="same")
    return mention


def _is_plain_day(mention: PeriodMention) -> bool:
    return mention.unit == "day" and not mention.instant


def _break(gap: Gap, cues: Cues, *, first_of_other: bool) -> int:
    """Where in the gap the next group's words begin."""
    if first_of_other:
        if gap.text.rstrip().endswith(":") and "(" in gap.text:
            return gap.text.rindex("(")
        match = None
        for match in cues.comparison.finditer(gap.text):
            break
        if match:
            return match.start()
    compared = cues.comparison.search(gap.text)
    turn = cues.turn.search(gap.text)
    while turn and turn[0] in ("with", ",") and PERIOD not in gap.text[: turn.start()] and PERIOD in gap.text[turn.end() :] and not gap.metrics:
        turn = cues.turn.search(gap.text, turn.end())
    ends = [m.start() for m in (compared, turn) if m]
    return min(ends) if ends else len(gap.text)


def _zone(gap: Gap, start: int, end: int | None, cues: Cues, *, compared: bool) -> _Zone:
    """The periods of `gap.text[start:end]`."""
    stop = len(gap.text) if end is None else end
    amounts, other = [], []
    for at, mention in gap.periods:
        if not start <= at < stop or cues.ground_left.search(gap.text, 0, at) or _GUIDED.match(gap.text, at + 1):
            continue
        if mention.comparative or (compared and _follows_comparison(gap.text, at, cues)):
            other.append(mention)
        else:
            amounts.append(mention)
    return _Zone(tuple(amounts), tuple(other))


def _compared_beyond(gap: Gap, start: int, cues: Cues) -> tuple[PeriodMention, ...]:
    """Mentions that a comparison cue right at `start` introduces: "an increase of 5% over the same period in 2019"."""
    match = cues.comparison.match(gap.text, start)
    if not match:
        return tuple(m for at, m in gap.periods if m.comparative and at >= start)[:1]
    return tuple(m for at, m in gap.periods if at >= match.end() and not cues.turn.search(gap.text, match.end(), at))


def _follows_comparison(text: str, at: int, cues: Cues) -> bool:
    """Whether a comparison cue stands within a few words before `at`."""
    return any(len(text[m.end() : at].split()) <= 4 for m in cues.comparison.finditer(text, max(0, at - 60), at))


def _respectively(sentence: Sentence, roles: list[Role], context: Period | None, resolve: Resolve) -> dict[int, Timing]:
    """Lists that pair off: "$278,000 and $177,000 for the quarters ended March 31, 2020 and 2019, respectively".

    The periods stand behind the list or, where there are none, before it. Gives timings by figure.
    """
    paired: dict[int, Timing] = {}
    for last in range(1, len(roles)):
        if "respectively" not in sentence.gaps[last + 1].text:
            continue
        first = last
        while first and roles[first].rule in ("and", "or", "range"):
            first -= 1
        size = last - first + 1
        behind = [m for _, m in sentence.gaps[last + 1].periods]
        before = [m for _, m in sentence.gaps[first].periods]
        if len(behind) == 1 and behind[0].relation in ("same", "prior year") and first - size in paired:
            for k in range(first, last + 1):  # "..., respectively, in the same periods of 2012"
                paired[k] = Timing(resolve(behind[0], paired[k - size].period), None, "respectively")
            continue
        mentions = behind if len(behind) == size else before[-size:] if not behind and len(before) >= size else []
        if size < 2 or not mentions:
            continue
        basis = context
        for k, mention in zip(range(first, last + 1), mentions, strict=True):
            basis = resolve(mention, basis) or basis
            paired[k] = Timing(basis, None, "respectively")
    return paired
